package theriac.hub.formats.controls;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.formats.controls.YaraTokens.Broken;
import theriac.hub.formats.controls.YaraTokens.Kind;

/// Rules of YARA 4. They are read as its compiler reads them, because one rule that it refuses refuses the
/// file. What this reader does not know (other modules, other files, `xor`, `base64`, loops over lists) it
/// leaves out, and so are global rules, which would silence all others. A rule whose name is taken gets another
/// one.
final class YaraCheck implements RuleCheck {

    private static final int LONGEST = 200_000;

    @Override
    public String comment() {
        return "// ";
    }

    @Override
    public Optional<Checked> check(String pattern, Set<String> taken, String unique) {
        if (pattern.length() > LONGEST
                || pattern.chars().anyMatch(c -> c < ' ' && "\t\r\n".indexOf(c) < 0 || c == 0xFEFF)) {
            return Optional.empty();
        }
        try {
            var reading = new Reading(pattern);
            reading.read();
            var names = new HashMap<String, String>();
            for (var name : reading.rules) {
                var free = taken.contains(name) ? name.substring(0, Math.min(100, name.length())) + "_" + unique : name;
                if (taken.contains(free)) {
                    return Optional.empty();
                }
                names.put(name, free);
            }
            taken.addAll(names.values());
            return Optional.of(new Checked(
                    reading.modules.stream().map("import \"%s\""::formatted).toList(), reading.renamed(names)));
        } catch (Broken broken) {
            return Optional.empty();
        }
    }

    private static final class Reading {
        private final String text;
        private final YaraTokens tokens;
        private final Set<String> rules = new LinkedHashSet<>();
        private final Set<String> modules = new LinkedHashSet<>();

        /// Words that name a rule: where each begins.
        private final Set<Integer> names = new HashSet<>();

        private int body;

        Reading(String text) throws Broken {
            this.text = text;
            this.tokens = new YaraTokens(text);
        }

        void read() throws Broken {
            while (tokens.takeIf("import")) {
                var module = tokens.take(Kind.STRING).text();
                if (!YaraModules.has(module)) {
                    throw new Broken("a module that is not read");
                }
                modules.add(module);
            }
            body = tokens.peek().from();
            do {
                rule();
            } while (tokens.peek().kind() != Kind.END);
        }

        private void rule() throws Broken {
            tokens.takeIf("private");
            tokens.take("rule");
            var name = tokens.takeName();
            if (YaraModules.has(name.text()) || rules.contains(name.text())) {
                throw new Broken("a rule has a name of its own");
            }
            names.add(name.from());
            if (tokens.takeIf(":")) {
                var tags = new HashSet<String>();
                do {
                    if (!tags.add(tokens.takeName().text())) {
                        throw new Broken("a tag stands once");
                    }
                } while (tokens.peek().kind() == Kind.WORD);
            }
            int brace = tokens.peek().to();
            tokens.take("{");
            if (!text.substring(brace, tokens.peek().from()).isBlank()) {
                throw new Broken("a comment behind a brace, which YARA reads as bytes");
            }
            if (tokens.takeIf("meta")) {
                YaraStrings.meta(tokens);
            }
            Set<String> strings = tokens.takeIf("strings") ? YaraStrings.read(tokens) : Set.of();
            tokens.take("condition");
            tokens.take(":");
            int from = tokens.peek().from();
            new YaraCondition(tokens, strings, rules, modules).read();
            tokens.words().stream()
                    .filter(word -> word.from() >= from && rules.contains(word.text()))
                    .filter(word -> text.charAt(word.from() - 1) != '.')
                    .forEach(word -> names.add(word.from()));
            tokens.take("}");
            rules.add(name.text());
        }

        String renamed(Map<String, String> free) {
            var written = new StringBuilder();
            int at = body;
            for (var word : tokens.words()) {
                if (names.contains(word.from())) {
                    written.append(text, at, word.from()).append(free.get(word.text()));
                    at = word.to();
                }
            }
            return written.append(text, at, text.length()).append('\n').toString();
        }
    }
}
