package theriac.hub.query;

/// Reads a question character by character. Not thread-safe; used once.
final class QueryLexer {

    private final String text;
    private int at;

    QueryLexer(String text) {
        this.text = text;
    }

    /// What cannot be understood, on its way to [QueryParsed.Fault].
    static final class Stop extends RuntimeException {
        final int at;

        Stop(int at, String sentence) {
            super(sentence, null, false, false);
            this.at = at;
        }
    }

    /// A text of the question.
    ///
    /// @param at where it begins
    /// @param quoted stars and keywords inside have no meaning
    record Piece(int at, String text, boolean quoted) {}

    int at() {
        return at;
    }

    void back(int place) {
        at = place;
    }

    boolean ended() {
        skipBlanks();
        return at >= text.length();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /// The next character after blanks; 0 at the end.
    char peek() {
        return ended() ? 0 : text.charAt(at);
    }

    /// Takes the character if it comes next.
    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    /// Takes a word in capitals if it comes next, as a word of its own.
    boolean takeWord(String word) {
        skipBlanks();
        int end = at + word.length();
        if (text.startsWith(word, at) && (end == text.length() || ends(text.charAt(end)))) {
            at = end;
            return true;
        }
        return false;
    }

    /// A field name that stands directly before `:`, `<`, `>` or `=`; null when there is none here.
    @org.jspecify.annotations.Nullable
    String field() {
        skipBlanks();
        int end = at;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        if (end == at || end == text.length() || ":<>=".indexOf(text.charAt(end)) < 0) {
            return null;
        }
        if (text.startsWith("://", end) || text.startsWith("::", end)) {
            return null;
        }
        var name = text.substring(at, end);
        at = end;
        return name;
    }

    /// `:`, `=`, `<`, `<=`, `>` or `>=`.
    String operator() {
        char c = text.charAt(at++);
        if ((c == '<' || c == '>') && at < text.length() && text.charAt(at) == '=') {
            at++;
            return c + "=";
        }
        return c == '=' ? ":" : String.valueOf(c);
    }

    /// The next text: quoted, or up to a blank or a parenthesis.
    ///
    /// @param wanted what would be right here, for the sentence
    /// @param inRange a closing bracket ends it as well
    Piece piece(String wanted, boolean inRange) {
        if (ended()) {
            throw new Stop(at, "Here the question ends too soon: " + wanted + " is missing.");
        }
        int start = at;
        if (text.charAt(at) == '"') {
            return quoted();
        }
        while (at < text.length() && !ends(text.charAt(at)) && !(inRange && text.charAt(at) == ']')) {
            if (text.charAt(at) == '"') {
                throw new Stop(at, "A quotation mark in the middle of a word: put the whole text in quotation marks.");
            }
            at++;
        }
        if (at == start) {
            throw new Stop(at, "A \"" + text.charAt(at) + "\" cannot stand here: " + wanted + " is missing.");
        }
        return new Piece(start, text.substring(start, at), false);
    }

    private static boolean ends(char c) {
        return Character.isWhitespace(c) || c == '(' || c == ')';
    }

    private Piece quoted() {
        int start = at++;
        var out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                if (at < text.length() && !ends(text.charAt(at)) && text.charAt(at) != ']' && text.charAt(at) != '*') {
                    throw new Stop(at, "After the closing quotation mark a blank is missing.");
                }
                return new Piece(start, out.toString(), true);
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            out.append(c);
        }
        throw new Stop(start, "This quotation mark is never closed: put a second one where the text ends.");
    }

    /// Takes a star that stands directly here, without a blank.
    boolean takeStar() {
        if (at < text.length() && text.charAt(at) == '*') {
            at++;
            return true;
        }
        return false;
    }
}
