package theriac.stix.pattern;

import java.util.Map;

/// Rewrites the spellings of PCRE that the JDK's regular expressions read differently: named groups with `P`,
/// POSIX classes, brackets and `&&` inside classes, braces that are no counts.
final class PcreSyntax {

    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("space", "\\s"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("xdigit", "\\p{XDigit}"),
            Map.entry("word", "\\w"));

    private final String regex;
    private final StringBuilder out;
    private int i;

    private PcreSyntax(String regex) {
        this.regex = regex;
        this.out = new StringBuilder(regex.length() + 16);
    }

    static String translate(String regex) {
        var syntax = new PcreSyntax(regex);
        while (syntax.i < regex.length()) {
            syntax.step();
        }
        return syntax.out.toString();
    }

    private void step() {
        char c = regex.charAt(i);
        if (c == '\\' && i + 1 < regex.length()) {
            escape();
        } else if (c == '[') {
            characterClass();
        } else if (regex.startsWith("(?P<", i)) {
            out.append("(?<");
            i += 4;
        } else if (regex.startsWith("(?P=", i) && regex.indexOf(')', i) > 0) {
            int close = regex.indexOf(')', i);
            out.append("\\k<").append(regex, i + 4, close).append('>');
            i = close + 1;
        } else if (c == '{' && !isCount(i)) {
            out.append("\\{");
            i++;
        } else {
            out.append(c);
            i++;
        }
    }

    private void escape() {
        if (regex.startsWith("\\Q", i)) {
            int end = regex.indexOf("\\E", i + 2);
            quoted(i + 2, end < 0 ? regex.length() : end);
            i = end < 0 ? regex.length() : end + 2;
            return;
        }
        out.append(regex, i, i + 2);
        i += 2;
        // The braces of \x{..}, \p{..} belong to the escape.
        if (i < regex.length() && regex.charAt(i) == '{' && "xpPkgoN".indexOf(regex.charAt(i - 1)) >= 0) {
            int close = regex.indexOf('}', i);
            int stop = close < 0 ? regex.length() : close + 1;
            out.append(regex, i, stop);
            i = stop;
        }
    }

    /// Characters between `\\Q` and `\\E`, each escaped by itself: between nothing stands nothing.
    private void quoted(int from, int to) {
        for (int at = from; at < to; at++) {
            char c = regex.charAt(at);
            out.append(c < 128 && !Character.isLetterOrDigit(c) ? "\\" : "").append(c);
        }
    }

    /// Whether a brace opens `{n}`, `{n,}` or `{n,m}`; any other brace is a plain character in PCRE.
    private boolean isCount(int at) {
        int j = at + 1;
        int digits = 0;
        while (j < regex.length() && Character.digit(regex.charAt(j), 10) >= 0) {
            j++;
            digits++;
        }
        if (digits > 0 && j < regex.length() && regex.charAt(j) == ',') {
            j++;
            while (j < regex.length() && Character.digit(regex.charAt(j), 10) >= 0) {
                j++;
            }
        }
        return digits > 0 && j < regex.length() && regex.charAt(j) == '}';
    }

    private void characterClass() {
        out.append('[');
        i++;
        if (i < regex.length() && regex.charAt(i) == '^') {
            out.append('^');
            i++;
        }
        // A bracket in the first place is a plain character.
        if (i < regex.length() && regex.charAt(i) == ']') {
            out.append("\\]");
            i++;
        }
        while (i < regex.length() && regex.charAt(i) != ']') {
            classMember();
        }
        if (i < regex.length()) {
            out.append(']');
            i++;
        }
    }

    private void classMember() {
        char c = regex.charAt(i);
        if (c == '\\' && i + 1 < regex.length()) {
            escape();
            return;
        }
        int close = regex.startsWith("[:", i) ? regex.indexOf(":]", i) : -1;
        String posix = close > 0 ? POSIX.get(regex.substring(i + 2, close)) : null;
        if (posix != null) {
            out.append(posix);
            i = close + 2;
            return;
        }
        if (c == '[' || c == '&') {
            out.append('\\');
        }
        out.append(c);
        i++;
    }
}
