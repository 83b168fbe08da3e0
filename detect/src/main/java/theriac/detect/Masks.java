package theriac.detect;

/// Turns bytes into bit masks, 64 bytes to a `long`, with arithmetic on eight bytes at a time.
///
/// Token bytes are letters, digits, `.`, `_`, `-` and everything beyond ASCII (U-labels).
final class Masks {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long SEVEN = 0x7f7f7f7f7f7f7f7fL;
    private static final long GATHER = 0x0102040810204080L;

    private Masks() {}

    /// Masks of `[from, to)`; the mask of block `i` stands at place `i + 1`, with an empty one before and after. Up to
    /// 63 bytes after `to` are read and do not count. `cares` marks `%`, two more bytes, and bytes beyond ASCII.
    static void fill(byte[] bytes, int from, int to, long[] tokens, long[] dots, long[] cares, char care1, char care2) {
        int blocks = (to - from + 63) >> 6;
        long c1 = ONES * care1;
        long c2 = ONES * care2;
        tokens[0] = 0;
        for (int block = 0; block < blocks; block++) {
            long token = 0;
            long dot = 0;
            long care = 0;
            int at = from + (block << 6);
            for (int i = 0; i < 64; i += 8) {
                long word = (long) TokenHash.LONG.get(bytes, at + i);
                long low = word & SEVEN;
                long letters = low | ONES * 0x20;
                long letter = letters + ONES * (0x80 - 'a') & ~(letters + ONES * (0x80 - 'z' - 1));
                // '-' to '9' without '/'
                long digit = low + ONES * (0x80 - '-') & ~(low + ONES * (0x80 - '9' - 1)) & (low ^ ONES * '/') + SEVEN;
                long notUnderscore = (low ^ ONES * '_') + SEVEN;
                long notDot = (low ^ ONES * '.') + SEVEN;
                long notCare = (low ^ ONES * '%') + SEVEN & (low ^ c1) + SEVEN & (low ^ c2) + SEVEN;
                token |= gather(word | letter | digit | ~notUnderscore) << i;
                dot |= gather(~(notDot | word)) << i;
                care |= gather(~notCare | word) << i;
            }
            tokens[block + 1] = token;
            dots[block + 1] = dot;
            cares[block + 1] = care;
        }
        trim(from, to, blocks, tokens, dots, cares);
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

    /// The high bits of eight bytes as eight neighbouring bits.
    private static long gather(long bits) {
        return ((bits & HIGH) >>> 7) * GATHER >>> 56;
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
