package theriac.detect;

/// Turns bytes into bit masks, 64 bytes to a `long`. Not thread-safe: it has room of its own.
///
/// Token bytes are letters, digits, `.`, `_`, `-` and everything beyond ASCII (U-labels).
final class Masks {

    private static final long HIGH = 0x8080808080808080L;
    private static final long GATHER = 0x0102040810204080L;

    private static final int CHUNK = 4096; // four arrays of it fit the first-level cache

    private final byte[] text = new byte[CHUNK];
    private final byte[] token = new byte[CHUNK];
    private final byte[] dot = new byte[CHUNK];
    private final byte[] care = new byte[CHUNK];
    private final byte care1;
    private final byte care2;

    /// @param care1 marked beside `%` and bytes beyond ASCII
    /// @param care2 marked too
    Masks(char care1, char care2) {
        this.care1 = (byte) care1;
        this.care2 = (byte) care2;
    }

    /// Masks of `[from, to)`; the mask of block `i` stands at place `i + 1`, with an empty one before and after. Up to
    /// 63 bytes after `to` are read and do not count.
    void fill(byte[] bytes, int from, int to, long[] tokens, long[] dots, long[] cares) {
        int blocks = (to - from + 63) >> 6;
        tokens[0] = 0;
        dots[0] = 0;
        for (int block = 0; block < blocks; block += CHUNK / 64) {
            int count = Math.min(CHUNK / 64, blocks - block);
            System.arraycopy(bytes, from + block * 64, text, 0, count * 64);
            classify(text, token, dot, care, count * 64, care1, care2);
            for (int i = 0; i < count; i++) {
                tokens[block + i + 1] = gathered(token, i * 64);
                dots[block + i + 1] = gathered(dot, i * 64);
                cares[block + i + 1] = gathered(care, i * 64);
            }
        }
        trim(from, to, blocks, tokens, dots, cares);
    }

    /// Sets the high bit of each class. Only sums and bit operations on single bytes at one index: the compiler turns
    /// this loop into vector instructions.
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
            care[i] = (byte) (~((low ^ '%') + 0x7f & (low ^ c1) + 0x7f & (low ^ c2) + 0x7f) | b);
        }
    }

    /// The high bits of 64 bytes.
    private static long gathered(byte[] marks, int at) {
        return gather(marks, at)
                | gather(marks, at + 8) << 8
                | gather(marks, at + 16) << 16
                | gather(marks, at + 24) << 24
                | gather(marks, at + 32) << 32
                | gather(marks, at + 40) << 40
                | gather(marks, at + 48) << 48
                | gather(marks, at + 56) << 56;
    }

    /// The high bits of eight bytes as eight neighbouring bits.
    private static long gather(byte[] marks, int at) {
        return (((long) TokenHash.LONG.get(marks, at) & HIGH) >>> 7) * GATHER >>> 56;
    }

    private static void trim(int from, int to, int blocks, long[] tokens, long[] dots, long[] cares) {
        int last = to - from & 63;
        if (blocks > 0 && last != 0) {
            long keep = (1L << last) - 1;
            tokens[blocks] &= keep;
            dots[blocks] &= keep;
            cares[blocks] &= keep;
        }
        tokens[blocks + 1] = 0;
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
