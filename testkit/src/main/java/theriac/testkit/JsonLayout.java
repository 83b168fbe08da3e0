package theriac.testkit;

/// Lays JSON text out over lines, two spaces per level, without reading its meaning: names, number text and order
/// stay as they are. Text that is not JSON comes out differently laid out but with the same characters outside white
/// space.
final class JsonLayout {

    private final String text;
    private final StringBuilder out;
    private int depth;

    private JsonLayout(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() * 2);
    }

    static String lines(String json) {
        return new JsonLayout(json).layOut();
    }

    private String layOut() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                int end = stringEnd(at);
                out.append(text, at, end);
                at = end;
                continue;
            }
            if (!Character.isWhitespace(c)) {
                at = mark(c, at);
            }
            at++;
        }
        return out.append('\n').toString();
    }

    private int mark(char c, int at) {
        switch (c) {
            case '{', '[' -> {
                int close = nextMark(at + 1);
                if (close < text.length() && (text.charAt(close) == '}' || text.charAt(close) == ']')) {
                    out.append(c).append(text.charAt(close));
                    return close;
                }
                out.append(c);
                depth++;
                newLine();
            }
            case '}', ']' -> {
                depth = Math.max(0, depth - 1);
                newLine();
                out.append(c);
            }
            case ',' -> {
                out.append(c);
                newLine();
            }
            case ':' -> out.append(": ");
            default -> out.append(c);
        }
        return at;
    }

    private void newLine() {
        out.append('\n').append("  ".repeat(depth));
    }

    private int nextMark(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int stringEnd(int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), at + 1);
    }
}
