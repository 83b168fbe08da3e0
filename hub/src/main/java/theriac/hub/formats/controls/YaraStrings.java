package theriac.hub.formats.controls;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import theriac.hub.formats.controls.YaraTokens.Broken;
import theriac.hub.formats.controls.YaraTokens.Kind;

/// Reads the strings of a YARA rule, and its remarks.
final class YaraStrings {

    private YaraStrings() {}

    private static final Pattern BYTES =
            Pattern.compile("[0-9A-Fa-f?]{2}(?:\\s*(?:[0-9A-Fa-f?]{2}|\\[[0-9]{1,4}(?:-[0-9]{1,4})?]"
                    + "|\\(\\s*(?:[0-9A-Fa-f?]{2}\\s*)+(?:\\|\\s*(?:[0-9A-Fa-f?]{2}\\s*)+)+\\)))*");

    /// What YARA's own engine does not know, and what it knows under other rules than Java's.
    private static final Pattern FOREIGN = Pattern.compile(
            "\\(\\?|\\\\[1-9pPQEGAzZkRXhHvVuNc]|[*+?}][+?]|&&|\\[\\[|\\[[^\\]]*\\[:|\\{[,}]|\\{[0-9]{4,}|,[0-9]{4,}\\}");

    /// `name = value`, once or more.
    static void meta(YaraTokens tokens) throws Broken {
        tokens.take(":");
        do {
            tokens.takeName();
            tokens.take("=");
            boolean minus = tokens.takeIf("-");
            var value = tokens.take();
            boolean isNumber = value.kind() == Kind.NUMBER && !value.text().contains(".");
            boolean isOther = value.kind() == Kind.STRING || value.is("true") || value.is("false");
            if (!isNumber && (minus || !isOther)) {
                throw new Broken("a remark is a text, a number, true or false");
            }
        } while (tokens.peek().kind() == Kind.WORD
                && !tokens.peek().is("strings")
                && !tokens.peek().is("condition"));
    }

    /// @return their names without `$`
    static Set<String> read(YaraTokens tokens) throws Broken {
        tokens.take(":");
        var names = new HashSet<String>();
        do {
            var name = tokens.take(Kind.VARIABLE).text();
            if (name.charAt(0) != '$' || name.endsWith("*") || name.length() > 1 && !names.add(name.substring(1))) {
                throw new Broken("a string has a name of its own");
            }
            if (name.length() == 1) {
                names.add("");
            }
            tokens.take("=");
            var value = tokens.peek();
            var allowed = switch (value.kind()) {
                case STRING -> {
                    tokens.take();
                    yield value.text().isEmpty()
                            ? broken("an empty string")
                            : Set.of("wide", "ascii", "nocase", "fullword", "private");
                }
                case REGEX -> {
                    tokens.take();
                    yield isRegex(value.text())
                            ? Set.of("wide", "ascii", "nocase", "fullword", "private")
                            : broken("an expression");
                }
                default -> isBytes(tokens.takeBytes()) ? Set.of("private") : broken("these bytes");
            };
            modifiers(tokens, allowed);
        } while (tokens.peek().kind() == Kind.VARIABLE);
        return names;
    }

    private static void modifiers(YaraTokens tokens, Set<String> allowed) throws Broken {
        var taken = new HashSet<String>();
        while (tokens.peek().kind() == Kind.WORD && !tokens.peek().is("condition")) {
            var modifier = tokens.take().text();
            if (!allowed.contains(modifier) || !taken.add(modifier)) {
                throw new Broken("a modifier that this string cannot have, or that is not read");
            }
        }
    }

    private static Set<String> broken(String what) throws Broken {
        throw new Broken(what + " cannot be read");
    }

    static boolean isRegex(String regex) {
        try {
            Pattern.compile(regex);
            return !FOREIGN.matcher(regex).find();
        } catch (PatternSyntaxException broken) {
            return false;
        }
    }

    private static boolean isBytes(String bytes) {
        var text = bytes.strip();
        return text.length() <= 10_000
                && BYTES.matcher(text).matches()
                && !text.endsWith("]")
                && !text.startsWith("??");
    }
}
