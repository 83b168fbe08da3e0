package theriac.hub.store;

import java.util.Arrays;

/// A column of COPY's text format: what it writes with a backslash is one octet again.
final class CopiedText {

    private CopiedText() {}

    /// @param to exclusive
    static byte[] of(byte[] row, int from, int to) {
        for (int at = from; at < to; at++) {
            if (row[at] == '\\') {
                return unescaped(row, from, to);
            }
        }
        return Arrays.copyOfRange(row, from, to);
    }

    private static byte[] unescaped(byte[] row, int from, int to) {
        var text = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            text[length++] = row[at] == '\\' && at + 1 < to ? meant(row[++at]) : row[at];
        }
        return Arrays.copyOf(text, length);
    }

    private static byte meant(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }
}
