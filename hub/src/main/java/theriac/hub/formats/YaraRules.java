package theriac.hub.formats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;

/// YARA rules: each becomes an indicator with the rule as its pattern, the imports of the file before it, since
/// a rule is compiled alone. Author and licence travel inside the rule and beside it. What stands between rules
/// and is neither a comment nor an import is rejected.
public final class YaraRules implements Format {

    private static final Pattern HEAD = Pattern.compile(
            "(?s)((?:\\s*(?:private|global)\\s)*)\\s*rule\\s+([A-Za-z_][A-Za-z0-9_]{0,127})\\s*(?::([\\sA-Za-z0-9_]*))?\\{.*");
    private static final Pattern META =
            Pattern.compile("(?m)^\\s*([A-Za-z_]{1,40})\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final int LONGEST = 1 << 20;

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var scanner = new Scanner(
                new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)), settings, telling);
        scanner.scan();
        if (telling.isSilent()) {
            telling.remark(Finding.error("yara.empty", "", "There is no YARA rule here."));
        }
    }

    /// Reads a file character by character. Not thread-safe; used once.
    private static final class Scanner {
        private final Reader in;
        private final FormatSettings settings;
        private final Telling telling;
        private final List<String> imports = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private long line = 1;
        private long start = 1;
        private int depth;
        private boolean cut;

        Scanner(Reader in, FormatSettings settings, Telling telling) {
            this.in = in;
            this.settings = settings;
            this.telling = telling;
        }

        void scan() throws IOException {
            for (int next = take(); next >= 0; next = take()) {
                switch (next) {
                    case '"' -> quoted('"');
                    case '/' -> slash();
                    case '{' -> depth++;
                    case '}' -> {
                        depth--;
                        if (depth <= 0) {
                            rule();
                        }
                    }
                    case '\n' -> {
                        if (depth == 0 && text.toString().strip().matches("(import|include)\\s+\"[^\"]*\"")) {
                            imports.add(text.toString().strip());
                            clear();
                        }
                    }
                    default -> {}
                }
            }
            if (!text.toString().isBlank()) {
                reject("What stands here is no whole YARA rule.");
            }
        }

        private int take() throws IOException {
            int next = in.read();
            if (next == '\n') {
                line++;
            }
            if (next >= 0) {
                if (text.isEmpty() && Character.isWhitespace(next)) {
                    return next == '\n' ? ' ' : next;
                }
                if (text.isEmpty()) {
                    start = line;
                }
                if (text.length() < LONGEST) {
                    text.append((char) next);
                } else {
                    cut = true;
                }
            }
            return next;
        }

        private void quoted(char end) throws IOException {
            for (int next = take(); next >= 0 && next != end && next != '\n'; next = take()) {
                if (next == '\\') {
                    take();
                }
            }
        }

        /// A comment, which is dropped between rules, a regular expression, or a division.
        private void slash() throws IOException {
            in.mark(1);
            int second = in.read();
            in.reset();
            if (second == '/') {
                int from = text.length() - 1;
                int next = take();
                while (next >= 0 && next != '\n') {
                    next = take();
                }
                comment(from);
            } else if (second == '*') {
                int from = text.length() - 1;
                int before = take();
                for (int next = take(); next >= 0 && !(before == '*' && next == '/'); next = take()) {
                    before = next;
                }
                comment(from);
            } else if (text.substring(Math.max(0, text.length() - 20), text.length() - 1)
                    .stripTrailing()
                    .matches("(?s).*(=|matches|\\()")) {
                quoted('/');
            }
        }

        private void comment(int from) {
            if (depth == 0 && from >= 0 && from < text.length()) {
                text.setLength(from);
            }
        }

        private void clear() {
            text.setLength(0);
            depth = 0;
            cut = false;
        }

        private void rule() {
            var said = text.toString().strip();
            var head = HEAD.matcher(said);
            if (cut || depth < 0 || !head.matches()) {
                reject(
                        cut
                                ? "The rule has more than %d characters.".formatted(LONGEST)
                                : "What stands here is no YARA rule.");
                return;
            }
            var tags = Optional.ofNullable(head.group(3)).orElse("").strip();
            telling.say("line " + start, indicator(said, String.valueOf(head.group(2)), tags));
            clear();
        }

        private void reject(String why) {
            telling.reject("line " + start, text.toString(), "yara.rule", why);
            clear();
        }

        private StixObject indicator(String rule, String name, String tags) {
            var meta = new HashMap<String, String>();
            var fields = META.matcher(rule);
            while (fields.find()) {
                meta.putIfAbsent(fields.group(1).toLowerCase(Locale.ROOT), fields.group(2));
            }
            var at = Optional.ofNullable(meta.get("date"))
                    .flatMap(Moments::parse)
                    .orElse(settings.undated());
            var draft = Draft.of(Draft.id("indicator", settings.author(), "yara|" + name), settings.author(), at)
                    .put("name", name)
                    .put("description", Optional.ofNullable(meta.get("description")))
                    .put("indicator_types", List.of("malicious-activity"))
                    .put("pattern", imports.isEmpty() ? rule : String.join("\n", imports) + "\n" + rule)
                    .put("pattern_type", "yara")
                    .put("valid_from", at)
                    .put("labels", List.of(tags.split("\\s+")))
                    .put("x_yara_author", Optional.ofNullable(meta.get("author")))
                    .put(
                            "x_yara_license",
                            Optional.ofNullable(meta.get("license"))
                                    .or(() -> Optional.ofNullable(meta.get("licence"))));
            Optional.ofNullable(meta.get("reference"))
                    .filter(link -> link.startsWith("http"))
                    .ifPresent(link -> draft.link("yara", link));
            return draft.build();
        }
    }
}
