package theriac.detect;

import java.util.Arrays;

/// Turns bytes into bit masks, 64 bytes to a `long`. Not thread-safe: it has room of its own.
///
/// Token bytes are letters, digits, `.`, `_`, `-` and everything beyond ASCII (U-labels).
final class Masks {

    private static final long HIGH = 0x8080808080808080L;

    private static final int CHUNK = 4096; // five arrays of it fit the first-level cache

    private final byte[] text = new byte[CHUNK];
    private final byte[] token = new byte[CHUNK];
    private final byte[] dot = new byte[CHUNK];
    private final byte[] care = new byte[CHUNK];
    private final byte[] line = new byte[CHUNK];
    private final byte care1;
    private final byte care2;

    /// @param care1 marked beside `%`, NUL and bytes beyond ASCII
    /// @param care2 marked too
    Masks(char care1, char care2) {
        this.care1 = (byte) care1;
        this.care2 = (byte) care2;
    }

    /// Masks of `[from, to)`; the mask of block `i` stands at place `i + 1`, with an empty one before and after.
    ///
    /// @return the number of line feeds
    int fill(byte[] bytes, int from, int to, long[] tokens, long[] dots, long[] cares) {
        int blocks = (to - from + 63) >> 6;
        int lines = 0;
        tokens[0] = 0;
        dots[0] = 0;
        for (int block = 0; block < blocks; block += CHUNK / 64) {
            int count = Math.min(CHUNK / 64, blocks - block);
            int length = Math.min(count * 64, to - from - block * 64);
            System.arraycopy(bytes, from + block * 64, text, 0, length);
            Arrays.fill(text, length, count * 64, (byte) ' ');
            classify(text, token, dot, care, count * 64, care1, care2);
            feeds(text, line, count * 64);
            for (int i = 0; i < count; i++) {
                tokens[block + i + 1] = gathered(token, i * 64);
                dots[block + i + 1] = gathered(dot, i * 64);
                cares[block + i + 1] = any(care, i * 64) ? gathered(care, i * 64) : 0;
            }
            lines += marked(line, count * 64);
        }
        tokens[blocks + 1] = 0;
        dots[blocks + 1] = 0;
        return lines;
    }

    /// Sets the high bit of each class. Only sums and bit operations on single bytes at one index: the
    /// compiler turns this loop into vector instructions.
    private static void classify(byte[] text, byte[] token, byte[] dot, byte[] care, int length, byte c1, byte c2) {
        for (int i = 0; i < length; i++) {
            int b = text[i];
            int low = b & 0x7f;
            int letters = low | 0x20;
            int letter = letters + (0x80 - 'a') & ~(letters + (0x80 - 'z' - 1));
            // '-' to '9' without '/'
            int digit = low + (0x80 - '-') & ~(low + (0x80 - '9' - 1)) & (low ^ '/') + 0x7f;
            token[i] = (byte) (b | letter | digit | ~((low ^ '_') + 0x7f));
            dot[i] = (byte) ~((low ^ '.') + 0x7f | b);
            care[i] = (byte) (~((low ^ '%') + 0x7f & (low ^ c1) + 0x7f & (low ^ c2) + 0x7f & low + 0x7f) | b);
        }
    }

    /// Sets the high bit of each line feed; a loop of its own, because more at once would not fit the registers.
    private static void feeds(byte[] text, byte[] line, int length) {
        for (int i = 0; i < length; i++) {
            int b = text[i];
            line[i] = (byte) ~(((b & 0x7f) ^ '\n') + 0x7f | b);
        }
    }

    /// The high bits of 64 bytes: eight words laid over each other, and their square of bits turned.
    private static long gathered(byte[] marks, int at) {
        long square = word(marks, at) >>> 7
                | word(marks, at + 8) >>> 6
                | word(marks, at + 16) >>> 5
                | word(marks, at + 24) >>> 4
                | word(marks, at + 32) >>> 3
                | word(marks, at + 40) >>> 2
                | word(marks, at + 48) >>> 1
                | word(marks, at + 56);
        long swap = (square ^ square >>> 7) & 0x00aa00aa00aa00aaL;
        square ^= swap ^ swap << 7;
        swap = (square ^ square >>> 14) & 0x0000cccc0000ccccL;
        square ^= swap ^ swap << 14;
        swap = (square ^ square >>> 28) & 0x00000000f0f0f0f0L;
        return square ^ swap ^ swap << 28;
    }

    private static boolean any(byte[] marks, int at) {
        return (word(marks, at)
                        | word(marks, at + 8)
                        | word(marks, at + 16)
                        | word(marks, at + 24)
                        | word(marks, at + 32)
                        | word(marks, at + 40)
                        | word(marks, at + 48)
                        | word(marks, at + 56))
                != 0;
    }

    /// How many bytes are marked: each byte of a sum counts at most 64 words before the sums are added up.
    private static int marked(byte[] marks, int length) {
        int count = 0;
        for (int start = 0; start < length; start += 512) {
            long sums = 0;
            for (int at = start; at < Math.min(length, start + 512); at += 8) {
                sums += word(marks, at) >>> 7;
            }
            count += sum(sums);
        }
        return count;
    }

    private static int sum(long bytes) {
        long pairs = (bytes & 0x00ff00ff00ff00ffL) + (bytes >>> 8 & 0x00ff00ff00ff00ffL);
        return (int) (pairs * 0x0001000100010001L >>> 48);
    }

    private static long word(byte[] marks, int at) {
        return (long) TokenHash.LONG.get(marks, at) & HIGH;
    }

    static boolean isToken(int b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '.'
                || b == '_'
                || b == '-'
                || b >= 128;
    }
}
