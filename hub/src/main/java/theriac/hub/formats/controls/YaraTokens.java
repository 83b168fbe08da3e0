package theriac.hub.formats.controls;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of YARA rules, in order; numbers are so small that no sum of them is too large. A reader asks for
/// what it expects; whatever is not there makes the rule one that is not taken. For one thread.
final class YaraTokens {

    /// The text is not what it should be.
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what, null, false, false);
        }
    }

    enum Kind {
        WORD,
        NUMBER,
        STRING,
        REGEX,
        /// `$a`, `#a`, `@a`, `!a`, with a star behind it where it stands for several.
        VARIABLE,
        SIGN,
        END
    }

    record Token(Kind kind, String text, int from, int to) {

        boolean is(String wanted) {
            return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(wanted);
        }
    }

    private static final Pattern BLANK = Pattern.compile("(?:\\s|//[^\\n]*|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern NUMBER = Pattern.compile("(?:0x[0-9A-Fa-f]{1,12}|[0-9]{1,6}(?:KB|MB)|[0-9]{1,12})\\b");
    private static final Pattern STRING =
            Pattern.compile("\"((?:[^\"\\\\\\n\\r]|\\\\[trn\"\\\\]|\\\\x[0-9A-Fa-f]{2}){0,4000}+)\"");
    private static final Pattern REGEX = Pattern.compile("/((?:[^/\\\\\\n\\r]|\\\\[^\\n\\r]){1,2000}+)/([is]{0,2})");
    private static final Pattern VARIABLE = Pattern.compile("[$#@!][A-Za-z0-9_]{0,127}\\*?");
    private static final Pattern SIGN = Pattern.compile("\\.\\.|==|!=|<=|>=|<<|>>|[(){}\\[\\]:=,.<>+*%&|^~\\\\-]");

    private static final Set<String> KEYWORDS = Set.of(
            "all",
            "and",
            "any",
            "ascii",
            "at",
            "base64",
            "base64wide",
            "condition",
            "contains",
            "defined",
            "endswith",
            "entrypoint",
            "false",
            "filesize",
            "for",
            "fullword",
            "global",
            "import",
            "icontains",
            "iendswith",
            "iequals",
            "in",
            "include",
            "istartswith",
            "matches",
            "meta",
            "nocase",
            "none",
            "not",
            "of",
            "or",
            "private",
            "rule",
            "startswith",
            "strings",
            "them",
            "true",
            "wide",
            "xor",
            "int8",
            "int16",
            "int32",
            "int8be",
            "int16be",
            "int32be",
            "uint8",
            "uint16",
            "uint32",
            "uint8be",
            "uint16be",
            "uint32be");

    private final String text;
    private final List<Token> words = new ArrayList<>();
    private int at;
    private Token next;

    YaraTokens(String text) throws Broken {
        this.text = text;
        this.next = read();
    }

    Token peek() {
        return next;
    }

    Token take() throws Broken {
        var taken = next;
        if (taken.kind() == Kind.WORD) {
            words.add(taken);
        }
        next = read();
        return taken;
    }

    Token take(Kind kind) throws Broken {
        if (next.kind() != kind) {
            throw new Broken(kind + " is expected, not " + next.text());
        }
        return take();
    }

    /// A word that is none of the language.
    Token takeName() throws Broken {
        var name = take(Kind.WORD);
        if (KEYWORDS.contains(name.text())) {
            throw new Broken(name.text() + " is no name");
        }
        return name;
    }

    void take(String sign) throws Broken {
        if (!takeIf(sign)) {
            throw new Broken(sign + " is expected, not " + next.text());
        }
    }

    boolean takeIf(String sign) throws Broken {
        boolean there = next.is(sign);
        if (there) {
            take();
        }
        return there;
    }

    /// What stands in braces after the next sign, which is `{`: bytes, not words.
    String takeBytes() throws Broken {
        int end = text.indexOf('}', next.from());
        if (!next.is("{") || end < 0) {
            throw new Broken("bytes in braces are expected");
        }
        var bytes = text.substring(next.from() + 1, end);
        at = end + 1;
        next = read();
        return bytes;
    }

    /// All words taken so far.
    List<Token> words() {
        return words;
    }

    private Token read() throws Broken {
        var blank = BLANK.matcher(text).region(at, text.length());
        if (blank.lookingAt()) {
            at = blank.end();
        }
        if (at == text.length()) {
            return new Token(Kind.END, "the end", at, at);
        }
        return switch (text.charAt(at)) {
            case '"' -> token(Kind.STRING, STRING, 1);
            case '/' -> token(Kind.REGEX, REGEX, 1);
            case '$', '#', '@' -> token(Kind.VARIABLE, VARIABLE, 0);
            case '!' ->
                token(
                        text.startsWith("!=", at) ? Kind.SIGN : Kind.VARIABLE,
                        text.startsWith("!=", at) ? SIGN : VARIABLE,
                        0);
            default -> {
                char c = text.charAt(at);
                yield Character.isDigit(c)
                        ? token(Kind.NUMBER, NUMBER, 0)
                        : c == '_' || Character.isLetter(c) ? token(Kind.WORD, WORD, 0) : token(Kind.SIGN, SIGN, 0);
            }
        };
    }

    private Token token(Kind kind, Pattern pattern, int group) throws Broken {
        Matcher found = pattern.matcher(text).region(at, text.length());
        if (!found.lookingAt()) {
            throw new Broken("something that YARA has no word for");
        }
        var token = new Token(kind, found.group(group), at, found.end());
        at = found.end();
        return token;
    }
}
