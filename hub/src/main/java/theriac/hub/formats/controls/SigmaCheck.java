package theriac.hub.formats.controls;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Rules of Sigma, one YAML document each. Checked is what keeps documents apart and what each rule must have:
/// whether its detection means anything is for the converter to say, which takes each document by itself.
final class SigmaCheck implements RuleCheck {

    private static final Pattern KEY = Pattern.compile("([a-z_][a-z0-9_-]*):(?: .*)?");
    private static final Set<String> NEEDED = Set.of("title", "logsource", "detection");

    @Override
    public String comment() {
        return "# ";
    }

    @Override
    public Optional<Checked> check(String pattern, Set<String> taken, String unique) {
        var text = new StringBuilder("---\n");
        var keys = new HashSet<String>();
        String id = "";
        for (var line : pattern.strip().lines().toList()) {
            boolean opens = line.strip().equals("---") && keys.isEmpty();
            if (line.startsWith("---") && !opens
                    || line.startsWith("...")
                    || line.startsWith("%")
                    || line.chars().anyMatch(c -> c < ' ')) {
                // A tab is no indentation in YAML (1.2 §6.1); a second document would be a rule without its remarks.
                return Optional.empty();
            }
            var key = KEY.matcher(line);
            if (key.matches()) {
                if (!keys.add(key.group(1))) {
                    return Optional.empty();
                }
                id = key.group(1).equals("id") ? line.substring(3).strip() : id;
            } else if (!opens && !line.isBlank() && " #-}]".indexOf(line.charAt(0)) < 0) {
                return Optional.empty();
            }
            if (!opens) {
                text.append(line).append('\n');
            }
        }
        if (!keys.containsAll(NEEDED) || !id.isEmpty() && !taken.add(id)) {
            return Optional.empty();
        }
        return Optional.of(new Checked(List.of(), text.toString()));
    }
}
