package theriac.hub.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The lines about the original that a mail program writes above what it forwards, in Dutch or English.
/// They are the forwarder's word. Pure.
///
/// @param sender an address, or whatever stands there instead
/// @param text what stands below them
record QuotedHeaders(String sender, String subject, String text) {

    private static final Pattern LINE = Pattern.compile(
            "^[>\\s*_]{0,12}(Van|From|Verzonden|Sent|Datum|Date|Aan|To|Cc|Onderwerp|Subject|Antwoord aan|Reply-To)"
                    + "[*_\\s]{0,4}:[*_\\s]{0,4}(.{0,1000})$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}");
    private static final int FAR = 2_000; // lines that are looked at
    private static final int FEWEST = 3;
    private static final List<String> SENDER = List.of("van", "from");
    private static final List<String> SUBJECT = List.of("onderwerp", "subject");

    /// The first block of at least three such lines, one of which names the sender.
    static Optional<QuotedHeaders> find(String text) {
        var lines = text.lines().limit(FAR).toList();
        int next;
        for (int first = 0; first < lines.size(); first = Math.max(first + 1, next)) {
            var block = new LinkedHashMap<String, String>();
            next = block(lines, first, block);
            if (block.size() >= FEWEST && SENDER.stream().anyMatch(block::containsKey)) {
                var below = String.join("\n", lines.subList(next, lines.size()));
                return Optional.of(
                        new QuotedHeaders(address(value(block, SENDER)), value(block, SUBJECT), unquoted(below)));
            }
        }
        return Optional.empty();
    }

    /// @return the first line behind the block
    private static int block(List<String> lines, int first, Map<String, String> block) {
        int at = first;
        while (at < lines.size()) {
            var line = LINE.matcher(lines.get(at));
            if (!line.matches()) {
                return at;
            }
            block.putIfAbsent(
                    line.group(1).toLowerCase(Locale.ROOT), line.group(2).strip());
            at++;
        }
        return at;
    }

    private static String value(Map<String, String> block, List<String> names) {
        return names.stream()
                .filter(block::containsKey)
                .map(block::get)
                .findFirst()
                .orElse("");
    }

    private static String address(String sender) {
        var found = ADDRESS.matcher(sender);
        return found.find() ? found.group() : sender.substring(0, Math.min(sender.length(), 320));
    }

    /// Without the marks of quoting, when every line has one.
    private static String unquoted(String text) {
        var lines = text.strip().lines().toList();
        return !lines.isEmpty() && lines.stream().allMatch(line -> line.isBlank() || line.startsWith(">"))
                ? String.join(
                        "\n",
                        lines.stream()
                                .map(line -> line.replaceFirst("^>\\s?", ""))
                                .toList())
                : text.strip();
    }
}
