package theriac.detect;

/// Lines and oddities in a byte array.
final class Lines {

    static final int HAS_NUL = 1;
    static final int HAS_HIGH = 2;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long SEVEN = ~HIGH;

    private Lines() {}

    /// First byte of the line around a place.
    static int start(byte[] bytes, int place, int from) {
        int start = place;
        while (start > from && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /// The line feed at or after a place, else `to`.
    static int end(byte[] bytes, int place, int to) {
        int end = place;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /// Number of line feeds, eight bytes at a time.
    static int count(byte[] bytes, int from, int to) {
        int count = 0;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) TokenHash.LONG.get(bytes, at) ^ ONES * '\n';
            count += Long.bitCount(~((word & SEVEN) + SEVEN | word) & HIGH);
        }
        for (; at < to; at++) {
            count += bytes[at] == '\n' ? 1 : 0;
        }
        return count;
    }

    /// [#HAS_NUL] and [#HAS_HIGH] as they apply.
    static int oddities(byte[] bytes, int from, int to) {
        long zero = 0;
        long high = 0;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) TokenHash.LONG.get(bytes, at);
            zero |= word - ONES & ~word;
            high |= word;
        }
        for (; at < to; at++) {
            zero |= bytes[at] == 0 ? HIGH : 0;
            high |= bytes[at];
        }
        return ((zero & HIGH) != 0 ? HAS_NUL : 0) | ((high & HIGH) != 0 ? HAS_HIGH : 0);
    }

    /// True when the bytes are well-formed UTF-8 (Unicode, table 3-7).
    static boolean isUtf8(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at++] & 0xff;
            if (lead < 0x80) {
                continue;
            }
            int more = lead >= 0xc2 && lead <= 0xdf
                    ? 1
                    : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
            if (more == 0 || at + more > to) {
                return false;
            }
            int second = bytes[at] & 0xff;
            boolean early = lead == 0xe0 && second < 0xa0 || lead == 0xf0 && second < 0x90;
            boolean late = lead == 0xed && second > 0x9f || lead == 0xf4 && second > 0x8f;
            if (early || late) {
                return false;
            }
            for (int i = 0; i < more; i++) {
                if ((bytes[at++] & 0xc0) != 0x80) {
                    return false;
                }
            }
        }
        return true;
    }
}
