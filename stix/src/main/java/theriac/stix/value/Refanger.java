package theriac.stix.value;

import java.util.Locale;
import java.util.Set;

/// Undoes defanging in one pass from left to right. Every rule looks at most a fixed number of characters
/// ahead and back, so the time is linear in the text, whatever the text is.
///
/// The rules follow what people really write (99 % is `[.]`, `hxxp`, `[:]` and `[://]`); one-sided brackets
/// around a dot (`foo[.com`) are left alone, because prose has them too.
final class Refanger {

    private static final int LONGEST_RUN = 6;
    private static final int LONGEST_WORD = 7;
    private static final int MAX_BLANKS = 3;

    private static final Set<String> DOT_WORDS = Set.of("dot", "punt", "punkt", "punto");
    private static final Set<String> AT_WORDS = Set.of("at", "et", "arroba");

    private final String source;
    private final int length;
    private final Refanged out;
    private boolean inUrl;
    private boolean backslashes;

    private Refanger(String source) {
        this.source = source;
        this.length = source.length();
        this.out = new Refanged(source);
    }

    static Refanged refang(String source) {
        var refanger = new Refanger(source);
        int i = 0;
        while (i < refanger.length) {
            int next = refanger.step(i);
            if (next == i) {
                refanger.copy(i);
                next = i + 1;
            }
            i = next;
        }
        return refanger.out;
    }

    private int step(int i) {
        char c = source.charAt(i);
        if (isInvisible(c)) {
            return i + 1;
        }
        if (c >= 0x80) {
            return wideDot(i, c);
        }
        return switch (c) {
            case '[', '(', '{', '<' -> opened(i);
            case ']', '}' -> inverted(i);
            case '\\', '^' -> escaped(i, c);
            case '.' -> dotBracket(i);
            case ' ' -> spaced(i);
            case '&' -> inUrl && source.startsWith("&amp;", i) ? replace("&", i, i + 5) : i;
            case '-' -> dashedDot(i);
            default -> lettersAndDigits(i, c);
        };
    }

    private int lettersAndDigits(int i, char c) {
        if (isLetter(c)) {
            int next = SchemeRules.match(source, i, out);
            if (next > i) {
                inUrl = true;
                backslashes = source.indexOf('\\', i) >= 0
                        && source.substring(i, next).indexOf('\\') >= 0;
                return next;
            }
            return gluedWord(i);
        }
        return isDigit(c) ? commaOctets(i) : i;
    }

    private void copy(int i) {
        char c = source.charAt(i);
        if (c <= ' ' || c == '"' || c == '<' || c == '>') {
            inUrl = false;
            backslashes = false;
        }
        out.add(c, i, i + 1);
    }

    private int replace(String text, int from, int to) {
        out.addChanged(text, from, to);
        return to;
    }

    /// Zero-width characters, soft hyphens and byte order marks hide inside names and are never seen.
    static boolean isInvisible(char c) {
        return (c >= '\u200b' && c <= '\u200d') || c == '\u2060' || c == '\ufeff' || c == '\u00ad';
    }

    private int wideDot(int i, char c) {
        boolean dot = c == '\u30fb' || c == '\uff0e' || c == '\u3002' || c == '\uff61';
        return dot && isName(out.last()) && i + 1 < length && isName(source.charAt(i + 1)) ? replace(".", i, i + 1) : i;
    }

    /// `[.]`, `(at)`, `{:}`, `<.>`, `[://]`, `[[.]]`, `[.[`, `[www]`, `[http]`.
    private int opened(int i) {
        int inside = i;
        while (inside < length && inside - i < LONGEST_RUN && isOpening(source.charAt(inside))) {
            inside++;
        }
        int end = inside;
        while (end < length
                && end - inside <= LONGEST_WORD
                && !isBracket(source.charAt(end))
                && source.charAt(end) > ' ') {
            end++;
        }
        int after = end;
        while (after < length && after - end < inside - i && isBracket(source.charAt(after))) {
            after++;
        }
        if (end == inside || after == end || !closes(i, end)) {
            return i;
        }
        return bracketed(source.substring(inside, end), i, after);
    }

    /// Brackets close with their own kind; square brackets and braces may also be turned round: `[.[`.
    private boolean closes(int opening, int closing) {
        char open = source.charAt(opening);
        char close = source.charAt(closing);
        return switch (open) {
            case '(' -> close == ')';
            case '<' -> close == '>';
            case '[' -> close == ']' || close == '[';
            default -> close == '}' || close == '{';
        };
    }

    private int bracketed(String word, int from, int to) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean square = source.charAt(from) != '<';
        if (lower.equals(".") || lower.equals(",") || (square && DOT_WORDS.contains(lower))) {
            boolean comma = lower.equals(",");
            return between(".", from, to, comma);
        }
        if (lower.equals("@") || (square && AT_WORDS.contains(lower) && domainFollows(to))) {
            return between("@", from, to, false);
        }
        return switch (lower) {
            case ":" -> isName(out.last()) || out.last() == ':' ? replace(":", from, to) : from;
            case "/", "//" -> out.last() == ':' || out.last() == '/' || inUrl ? replace(lower, from, to) : from;
            case "-" -> isName(out.last()) ? replace("-", from, to) : from;
            case "www" -> to < length && source.charAt(to) == '.' ? replace(lower, from, to) : from;
            default -> SchemeRules.bracketed(source, lower, from, to, out);
        };
    }

    /// A separator in brackets, with the blanks around it, when names stand on both sides.
    private int between(String separator, int from, int to, boolean digitsOnly) {
        int next = skipBlanks(to);
        int before = out.length();
        int blanks = 0;
        while (blanks < MAX_BLANKS && before > 0 && out.charAt(before - 1) == ' ') {
            before--;
            blanks++;
        }
        boolean left = before > 0
                && (isName(out.charAt(before - 1)) || (separator.equals(".") && out.charAt(before - 1) == '.'));
        boolean right = next < length && (isName(source.charAt(next)) || isOpening(source.charAt(next)));
        if (!left || !right) {
            return from;
        }
        if (digitsOnly && !(isDigit(out.charAt(before - 1)) && isDigit(source.charAt(next)))) {
            return from;
        }
        if (separator.equals(".") && (blanks > 0 || next > to) && !(blanks > 0 && next > to)) {
            next = blanks > 0 ? from : to;
            if (blanks > 0) {
                return from;
            }
            return replace(separator, from, to);
        }
        out.dropBlanks();
        if (out.last() == '.' && separator.equals(".")) {
            return next;
        }
        return replace(separator, from, next);
    }

    private int skipBlanks(int i) {
        int next = i;
        while (next < length && next - i < MAX_BLANKS && source.charAt(next) == ' ') {
            next++;
        }
        return next;
    }

    /// `].[`, `].]`, `}.{`: square brackets and braces turned round, without blanks.
    private int inverted(int i) {
        boolean dot =
                i + 3 < length && source.charAt(i + 1) == '.' && isName(out.last()) && isName(source.charAt(i + 3));
        if (!dot) {
            return i;
        }
        char open = source.charAt(i);
        char close = source.charAt(i + 2);
        boolean pair = open == ']' ? close == '[' || close == ']' : close == '{' || close == '}';
        if (!pair) {
            return i;
        }
        // Not marked as changed: `[name].[ending]` is also how reports write placeholders.
        out.add('.', i, i + 3);
        return i + 3;
    }

    /// `.[.` between names.
    private int dotBracket(int i) {
        boolean form =
                i + 3 < length && source.startsWith(".[.", i) && isName(out.last()) && isName(source.charAt(i + 3));
        return form ? replace(".", i, i + 3) : i;
    }

    /// `\.` and `^.` between names, `\/` in a URL, and backslashes of a URL written with them.
    private int escaped(int i, char c) {
        if (i + 1 >= length) {
            return i;
        }
        char next = source.charAt(i + 1);
        if (next == '.' && i + 2 < length && isName(out.last()) && isName(source.charAt(i + 2))) {
            return replace(".", i, i + 2);
        }
        if (c == '\\' && inUrl && next == '/') {
            return replace("/", i, i + 2);
        }
        return c == '\\' && backslashes ? replace("/", i, i + 1) : i;
    }

    /// `bad-dot-com`
    private int dashedDot(int i) {
        boolean form =
                source.startsWith("-dot-", i) && isName(out.last()) && i + 5 < length && isName(source.charAt(i + 5));
        return form ? replace(".", i, i + 5) : i;
    }

    /// ` DOT `, ` AT ` and ` @ ` between names.
    private int spaced(int i) {
        int word = skipBlanks(i);
        if (word >= length || !isName(out.last())) {
            return i;
        }
        char c = source.charAt(word);
        if (c == '@') {
            int next = skipBlanks(word + 1);
            return domainFollows(next) ? replace("@", i, next) : i;
        }
        boolean dot = source.startsWith("DOT ", word);
        boolean at = source.startsWith("AT ", word);
        if (!dot && !at) {
            return i;
        }
        int next = skipBlanks(word + (dot ? 3 : 2));
        boolean fits = next < length
                && isName(source.charAt(next))
                && (dot ? isLower(out.last()) && isLower(source.charAt(next)) : domainFollows(next));
        return fits ? replace(dot ? "." : "@", i, next) : i;
    }

    /// `fooDOTcom`, `fooATbar.com`, `foodot]com`: the word between lower-case letters, or closed by a bracket.
    private int gluedWord(int i) {
        char c = source.charAt(i);
        boolean upper = c == 'D' || c == 'A';
        boolean candidate = upper || c == 'd' || c == 'p' || c == 'P' || c == 'a' || c == 'e' || c == 'E';
        if (!candidate || !isName(out.last()) || out.last() == '-') {
            return i;
        }
        if (upper && isLowerOrDigit(out.last())) {
            if (source.startsWith("DOT", i) && i + 3 < length && isLowerOrDigit(source.charAt(i + 3))) {
                return replace(".", i, i + 3);
            }
            if (source.startsWith("AT", i)
                    && i + 2 < length
                    && isLowerOrDigit(source.charAt(i + 2))
                    && domainFollows(i + 2)) {
                return replace("@", i, i + 2);
            }
        }
        return closedWord(i);
    }

    private int closedWord(int i) {
        for (int end = i + 2; end < length && end - i <= LONGEST_WORD; end++) {
            char c = source.charAt(end);
            if (c == ']' || c == ')' || c == '}') {
                String word = source.substring(i, end).toLowerCase(Locale.ROOT);
                boolean right = end + 1 < length && isName(source.charAt(end + 1));
                if (right && DOT_WORDS.contains(word)) {
                    return replace(".", i, end + 1);
                }
                return right && AT_WORDS.contains(word) && domainFollows(end + 1) ? replace("@", i, end + 1) : i;
            }
            if (!isLetter(c)) {
                return i;
            }
        }
        return i;
    }

    /// Four numbers up to 255 joined by commas, no more and no fewer.
    private int commaOctets(int i) {
        char before = out.last();
        if (isDigit(before) || isLetter(before) || before == '.') {
            return i;
        }
        int[] ends = new int[4];
        int at = i;
        for (int octet = 0; octet < 4; octet++) {
            int start = at;
            int value = 0;
            while (at < length && at - start < 4 && isDigit(source.charAt(at))) {
                value = value * 10 + source.charAt(at) - '0';
                at++;
            }
            if (at == start || value > 255 || (octet < 3 && (at >= length || source.charAt(at) != ','))) {
                return i;
            }
            ends[octet] = at;
            at++;
        }
        int end = ends[3];
        boolean listed = end + 1 < length
                && (source.charAt(end) == ',' || source.charAt(end) == '.')
                && isDigit(source.charAt(end + 1));
        if (listed || (before == ',' && out.length() > 1 && isDigit(out.charAt(out.length() - 2)))) {
            return i;
        }
        for (int k = i; k < end; k++) {
            if (source.charAt(k) == ',') {
                out.addChanged(".", k, k + 1);
            } else {
                out.add(source.charAt(k), k, k + 1);
            }
        }
        return end;
    }

    /// Whether a name with a dot, in any spelling, begins here.
    private boolean domainFollows(int from) {
        int i = skipBlanks(from);
        int start = i;
        while (i < length && i - start <= 63 && (isName(source.charAt(i)) || isInvisible(source.charAt(i)))) {
            i++;
        }
        if (i == start || i >= length) {
            return false;
        }
        char c = source.charAt(i);
        int word = skipBlanks(i);
        boolean glued = source.substring(start, i).contains("DOT");
        return c == '.'
                || c == '\\'
                || glued
                || (word < length && (isOpening(source.charAt(word)) || source.startsWith("DOT ", word)));
    }

    private static boolean isOpening(char c) {
        return c == '[' || c == '(' || c == '{' || c == '<';
    }

    private static boolean isBracket(char c) {
        return isOpening(c) || c == ']' || c == ')' || c == '}' || c == '>';
    }

    static boolean isName(char c) {
        return isLetter(c) || isDigit(c) || c == '-' || c == '_';
    }

    private static boolean isLower(char c) {
        return isLowerOrDigit(c) || c == '-';
    }

    private static boolean isLowerOrDigit(char c) {
        return isDigit(c) || (isLetter(c) && !Character.isUpperCase(c));
    }

    static boolean isLetter(char c) {
        return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : Character.isLetter(c) || Character.isSurrogate(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
