package theriac.hub.sharing;

import java.util.Arrays;

/// Sorts texts by their bytes. A million of them are put into place eight bytes at a time, by counting, without a
/// comparison; comparing each with twenty others costs several times as much, because each lies elsewhere in memory.
final class ByteRows {

    /// Fewer are sorted by comparing.
    private static final int MANY = 20_000;

    private static final int HEAD = Long.BYTES;
    private static final int DIGIT = 16;
    private static final int DIGITS = 1 << DIGIT;

    private ByteRows() {}

    static void sort(byte[][] rows) {
        sort(rows, 0, rows.length, 0);
    }

    /// @param skip bytes that are equal in all of them
    private static void sort(byte[][] rows, int from, int to, int skip) {
        if (to - from < MANY) {
            Arrays.sort(rows, from, to, Arrays::compareUnsigned);
            return;
        }
        var part = Arrays.copyOfRange(rows, from, to);
        var heads = new long[part.length];
        for (int n = 0; n < heads.length; n++) {
            heads[n] = head(part[n], skip);
        }
        var order = order(heads);
        for (int n = 0; n < order.length; n++) {
            rows[from + n] = part[order[n]];
        }
        int begin = 0;
        for (int n = 1; n <= order.length; n++) {
            if (n == order.length || heads[order[n]] != heads[order[begin]]) {
                if (n - begin > 1) {
                    same(rows, from + begin, from + n, skip + HEAD);
                }
                begin = n;
            }
        }
    }

    /// Rows of one head: those that end within it come first, by their length.
    private static void same(byte[][] rows, int from, int to, int skip) {
        int longer = from;
        Arrays.sort(
                rows,
                from,
                to,
                (one, other) -> Integer.compare(Math.min(one.length, skip), Math.min(other.length, skip)));
        while (longer < to && rows[longer].length < skip) {
            longer++;
        }
        sort(rows, longer, to, skip);
    }

    /// The next bytes as a number; what is not there counts as the smallest.
    private static long head(byte[] row, int skip) {
        long head = 0;
        for (int n = skip; n < skip + HEAD; n++) {
            head = head << Byte.SIZE | (n < row.length ? row[n] & 0xFF : 0);
        }
        return head;
    }

    /// The places of numbers in their order, as if they had no sign.
    private static int[] order(long[] heads) {
        var order = new int[heads.length];
        for (int n = 0; n < order.length; n++) {
            order[n] = n;
        }
        var next = new int[heads.length];
        for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
            var begins = new int[DIGITS + 1];
            for (long head : heads) {
                begins[digit(head, shift) + 1]++;
            }
            for (int digit = 0; digit < DIGITS; digit++) {
                begins[digit + 1] += begins[digit];
            }
            for (int place : order) {
                next[begins[digit(heads[place], shift)]++] = place;
            }
            var free = order;
            order = next;
            next = free;
        }
        return order;
    }

    private static int digit(long head, int shift) {
        return (int) (head >>> shift) & (DIGITS - 1);
    }
}
