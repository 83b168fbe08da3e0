package theriac.hub.formats.controls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Rules of Snort and Suricata, one a line. Taken are alerts only: what drops or passes traffic is for the
/// owner of a network to decide. Rules that name files, scripts or variables that no sensor has by itself are
/// left out, and so is what is not closed.
final class SnortCheck implements RuleCheck {

    /// Bare addresses, ports, lists of them and variables; the direction; then the options.
    private static final Pattern HEAD = Pattern.compile(
            "alert [a-z0-9-]{2,20} ([^ ()]{1,2000}) ([^ ()]{1,500}) (?:->|<>) ([^ ()]{1,2000}) ([^ ()]{1,500}) ?\\(");

    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z0-9_]+)");

    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9_.:/\\[\\],!$-]+");

    /// Those of the configurations that both come with.
    private static final Set<String> VARIABLES = Set.of(
            "HOME_NET",
            "EXTERNAL_NET",
            "HTTP_SERVERS",
            "SMTP_SERVERS",
            "SQL_SERVERS",
            "DNS_SERVERS",
            "TELNET_SERVERS",
            "HTTP_PORTS",
            "SHELLCODE_PORTS",
            "ORACLE_PORTS",
            "SSH_PORTS",
            "FTP_PORTS",
            "FILE_DATA_PORTS");

    private static final Set<String> REFUSED = Set.of(
            "lua",
            "luajit",
            "luaxform",
            "dataset",
            "datarep",
            "iprep",
            "filestore",
            "replace",
            "so_load",
            "dynamicsoid",
            "react",
            "resp",
            "activates",
            "activated_by");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,60}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /// Where numbers begin that a rule gets whose own is taken: above those that public collections use.
    private static final long OWN = 1_000_000_000L;

    private static final int LONGEST = 8_000;

    @Override
    public String comment() {
        return "# ";
    }

    @Override
    public Optional<Checked> check(String pattern, Set<String> taken, String unique) {
        var rules = new StringBuilder();
        var numbers = new ArrayList<String>();
        for (var line : joined(pattern)) {
            var text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                var rule = rule(text, taken, numbers, unique);
                if (rule.isEmpty()) {
                    return Optional.empty();
                }
                rules.append(rule.get()).append('\n');
            }
        }
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        taken.addAll(numbers);
        return Optional.of(new Checked(List.of(), rules.toString()));
    }

    private static List<String> joined(String pattern) {
        return pattern.replace("\r\n", "\n").replace("\\\n", " ").lines().toList();
    }

    private static Optional<String> rule(String text, Set<String> taken, List<String> numbers, String unique) {
        var head = HEAD.matcher(text);
        if (text.length() > LONGEST
                || !text.endsWith(")")
                || text.chars().anyMatch(c -> c < ' ' && c != '\t')
                || !head.lookingAt()) {
            return Optional.empty();
        }
        for (int place = 1; place <= 4; place++) {
            if (!isPlace(head.group(place))) {
                return Optional.empty();
            }
        }
        var options = options(text.substring(head.end(), text.length() - 1));
        if (options.isEmpty()) {
            return Optional.empty();
        }
        var written = new StringBuilder(text.substring(0, head.end()));
        int numbered = 0;
        for (var option : options.get()) {
            int colon = option.indexOf(':');
            var name = (colon < 0 ? option : option.substring(0, colon)).strip();
            if (!NAME.matcher(name).matches() || REFUSED.contains(name)) {
                return Optional.empty();
            }
            if (name.equals("sid")) {
                var number = option.substring(colon + 1).strip();
                if (colon < 0 || !NUMBER.matcher(number).matches()) {
                    return Optional.empty();
                }
                numbered++;
                number = free(number, taken, numbers, unique);
                numbers.add(number);
                written.append("sid:").append(number).append("; ");
            } else {
                written.append(option.strip()).append("; ");
            }
        }
        return numbered == 1 ? Optional.of(written.toString().strip() + ")") : Optional.empty();
    }

    private static boolean isPlace(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0
                && PLACE.matcher(text).matches()
                && VARIABLE.matcher(text).results().allMatch(name -> VARIABLES.contains(name.group(1)));
    }

    /// Split at semicolons outside of quotation marks; empty when a quotation is not closed or something
    /// follows the last semicolon.
    private static Optional<List<String>> options(String text) {
        var options = new ArrayList<String>();
        var option = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                option.append(c).append(text.charAt(++i));
            } else if (c == ';' && !quoted) {
                options.add(option.toString());
                option.setLength(0);
            } else {
                quoted ^= c == '"';
                option.append(c);
            }
        }
        return quoted || !option.toString().isBlank() ? Optional.empty() : Optional.of(options);
    }

    private static String free(String number, Set<String> taken, List<String> numbers, String unique) {
        long next = OWN + Long.parseUnsignedLong(unique, 16) % OWN;
        var free = number;
        while (taken.contains(free) || numbers.contains(free)) {
            free = Long.toString(next++);
        }
        return free;
    }
}
