package theriac.stix.pattern;

import org.jspecify.annotations.Nullable;

/// Cuts a pattern text into tokens, one at a time: longest match first, blanks and comments skipped (STIX 2.1
/// §9.4). Not thread-safe; one scanner reads one text.
final class PatternScanner {

    private static final int EXCERPT = 24;

    private final String text;
    private int position;
    private Token token = Token.END;
    private int start;
    private int end;

    PatternScanner(String text) {
        this.text = text;
        advance();
    }

    /// The current token.
    Token token() {
        return token;
    }

    /// Where the current token begins, as an offset into the text.
    int start() {
        return start;
    }

    /// The current token as it is written.
    String written() {
        return text.substring(start, end);
    }

    /// What an error message calls the current token.
    String found() {
        if (token == Token.END) {
            return token.words();
        }
        String written = written();
        return "'" + (written.length() > EXCERPT ? written.substring(0, EXCERPT) + "…" : written) + "'";
    }

    PatternFault fault(String message) {
        return new PatternFault(start, message);
    }

    /// Moves to the next token.
    void advance() {
        skipBlanks();
        start = position;
        if (position >= text.length()) {
            token = Token.END;
            end = position;
            return;
        }
        char c = text.charAt(position);
        if (ObjectPath.startsIdentifier(c)) {
            word(c);
        } else if (c == '\'') {
            token = Token.STRING;
            position = closingQuote(position + 1) + 1;
        } else if (startsNumber(c)) {
            number(c);
        } else {
            token = symbol(c);
        }
        end = position;
    }

    private void word(char first) {
        int i = position + 1;
        int length = text.length();
        boolean hyphen = false;
        while (i < length) {
            char c = text.charAt(i);
            if (c == '-') {
                hyphen = true;
            } else if (!ObjectPath.startsIdentifier(c) && !digit(c)) {
                break;
            }
            i++;
        }
        if (i == position + 1 && i < length && text.charAt(i) == '\'') {
            Token literal = prefixed(first);
            if (literal != null) {
                token = literal;
                position = closingQuote(i + 1) + 1;
                return;
            }
        }
        token = hyphen ? Token.HYPHENATED_NAME : nameOrKeyword(first, i);
        position = i;
    }

    private static @Nullable Token prefixed(char prefix) {
        return switch (prefix) {
            case 't' -> Token.TIME;
            case 'h' -> Token.HEX;
            case 'b' -> Token.BASE64;
            default -> null;
        };
    }

    private Token nameOrKeyword(char first, int wordEnd) {
        boolean maybeKeyword = (first >= 'A' && first <= 'Z') || first == 't' || first == 'f';
        if (maybeKeyword && wordEnd - position <= Token.FOLLOWEDBY.words().length()) {
            Token keyword = Token.keyword(text.substring(position, wordEnd));
            if (keyword != null) {
                return keyword;
            }
        }
        return Token.NAME;
    }

    /// The offset of the apostrophe that closes a literal; only `\\` and `\'` are escapes (STIX 2.1 §9.2).
    private int closingQuote(int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                return i;
            }
            if (c == '\\') {
                i++;
                if (i < length && text.charAt(i) != '\\' && text.charAt(i) != '\'') {
                    throw new PatternFault(
                            i - 1,
                            "A backslash in a string stands only before another backslash or an apostrophe. "
                                    + "Write \\\\ for one backslash.");
                }
            }
        }
        throw new PatternFault(start, "This string has no closing apostrophe.");
    }

    private boolean startsNumber(char c) {
        if (digit(c)) {
            return true;
        }
        int next = position + 1;
        if (c == '+' || c == '-') {
            return next < text.length() && (digit(text.charAt(next)) || isFraction(next));
        }
        return isFraction(position);
    }

    private boolean isFraction(int at) {
        return text.charAt(at) == '.' && at + 1 < text.length() && digit(text.charAt(at + 1));
    }

    private void number(char first) {
        int i = first == '+' || first == '-' ? position + 1 : position;
        int digits = i;
        int length = text.length();
        while (i < length && digit(text.charAt(i))) {
            i++;
        }
        boolean fraction = i < length && isFraction(i);
        if (fraction) {
            i++;
            while (i < length && digit(text.charAt(i))) {
                i++;
            }
        } else if (i - digits > 1 && text.charAt(digits) == '0') {
            throw new PatternFault(position, "A whole number has no leading zero.");
        }
        if (i - digits > Constant.MAX_DIGITS) {
            throw new PatternFault(position, "A number in a pattern has at most " + Constant.MAX_DIGITS + " digits.");
        }
        position = i;
        if (first == '-') {
            token = fraction ? Token.NEGATIVE_DECIMAL : Token.NEGATIVE_WHOLE;
        } else {
            token = fraction ? Token.DECIMAL : Token.WHOLE;
        }
    }

    private Token symbol(char c) {
        position++;
        return switch (c) {
            case '[' -> Token.LBRACK;
            case ']' -> Token.RBRACK;
            case '(' -> Token.LPAREN;
            case ')' -> Token.RPAREN;
            case ',' -> Token.COMMA;
            case ':' -> Token.COLON;
            case '.' -> Token.DOT;
            case '*' -> Token.ASTERISK;
            case '=' -> {
                accept('=');
                yield Token.EQ;
            }
            case '<' -> accept('=') ? Token.LE : accept('>') ? Token.NEQ : Token.LT;
            case '>' -> accept('=') ? Token.GE : Token.GT;
            case '!' -> {
                if (!accept('=')) {
                    throw new PatternFault(start, "A lone '!' is no operator. Write != or NOT.");
                }
                yield Token.NEQ;
            }
            default -> throw unknown(c);
        };
    }

    private PatternFault unknown(char c) {
        String hint = c == '"' ? " Strings stand between apostrophes, not quotation marks." : "";
        String shown = Character.isISOControl(c) || Character.isSurrogate(c)
                ? String.format("U+%04X", text.codePointAt(start))
                : "'" + c + "'";
        return new PatternFault(start, "The character " + shown + " has no meaning here." + hint);
    }

    private boolean accept(char c) {
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        int length = text.length();
        while (position < length) {
            char c = text.charAt(position);
            if (isBlank(c)) {
                position++;
            } else if (c == '/' && position + 1 < length && text.charAt(position + 1) == '*') {
                int close = text.indexOf("*/", position + 2);
                if (close < 0) {
                    throw new PatternFault(position, "This comment has no closing */.");
                }
                position = close + 2;
            } else if (c == '/' && position + 1 < length && text.charAt(position + 1) == '/') {
                position = lineEnd(position + 2);
            } else {
                return;
            }
        }
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    /// Code points with the Unicode property White_Space (STIX 2.1 §9.4); all lie in the basic plane.
    static boolean isBlank(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return c == '\u0085'
                || c == '\u00a0'
                || c == '\u1680'
                || (c >= '\u2000' && c <= '\u200a')
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u202f'
                || c == '\u205f'
                || c == '\u3000';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
