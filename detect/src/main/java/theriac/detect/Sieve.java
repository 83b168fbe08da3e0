package theriac.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The first stage: finds places in raw bytes that may hold a watched value, and never misses one that the exact stage
/// would find.
///
/// It works on blocks of 64 bytes turned into bit masks (token bytes, dots, bytes that need care), so that a log is
/// read without a branch per byte; tokens are then walked with bit operations. Not thread-safe: one per thread.
final class Sieve {

    /// Readable bytes needed before and after a region.
    static final int PAD = 64;

    private static final int[] NOTHING = {};
    private static final int MAX_HOST = 255;
    private static final int HASH_RUN = 16; // half of the shortest hash: a hash has such a run in one of two blocks

    private final Lookups lookups;
    private final long[] filter;
    private final boolean v6;
    private final boolean digitEnds;
    private long[] tokens = new long[0];
    private long[] dots = new long[0];
    private long[] cares = new long[0];
    private int[] suspects = new int[64];
    private int found;
    private int origin;
    private int limit;

    Sieve(Lookups lookups) {
        this.lookups = lookups;
        this.filter = lookups.filterWords();
        this.v6 = lookups.v6();
        this.digitEnds = lookups.hostsEndingInDigit();
    }

    /// Looks through `[from, to)`, which begins and ends at a separator. `json` says that a backslash begins an escape.
    ///
    /// @return places inside suspicious tokens, ascending
    int[] scan(byte[] bytes, int from, int to, boolean json) {
        found = 0;
        int blocks = (to - from + 63) / 64;
        room(blocks + 2);
        origin = from;
        limit = to;
        Masks.fill(bytes, from, to, tokens, dots, cares, v6 ? ':' : '%', json ? '\\' : '%');
        int nextToken = from;
        int nextRun = from;
        int nextCare = from;
        for (int block = 0; block < blocks; block++) {
            if (dots[block + 1] != 0) {
                nextToken = dotted(bytes, block, nextToken);
            }
            long runs = longRuns(tokens[block + 1]);
            if (runs != 0) {
                nextRun = hashes(bytes, block, nextRun, runs);
            }
            if (cares[block + 1] != 0) {
                nextCare = cares(bytes, block, nextCare);
            }
        }
        if (found == 0) {
            return NOTHING;
        }
        int[] places = Arrays.copyOf(suspects, found);
        Arrays.sort(places);
        return places;
    }

    private void suspect(int at) {
        if (found == suspects.length) {
            suspects = Arrays.copyOf(suspects, found * 2);
        }
        suspects[found++] = at;
    }

    private void room(int blocks) {
        if (tokens.length < blocks) {
            tokens = new long[blocks];
            dots = new long[blocks];
            cares = new long[blocks];
        }
    }

    /// Bits where a run of [#HASH_RUN] token bytes begins in this block.
    private static long longRuns(long mask) {
        long run = mask & mask >>> 1;
        run &= run >>> 2;
        run &= run >>> 4;
        return run & run >>> 8;
    }

    /// Tokens with a dot that begin or go on in this block, from a place on; the answer is the end of the last one.
    private int dotted(byte[] bytes, int block, int from) {
        int base = origin + block * 64;
        int next = from;
        long left = dots[block + 1] & keep(next - base);
        while (left != 0) {
            int dot = base + Long.numberOfTrailingZeros(left);
            int start = runStart(dot);
            int end = runEnd(dot);
            if (token(bytes, start, end)) {
                suspect(start);
            }
            next = end;
            left &= keep(next - base);
        }
        return next;
    }

    /// Bits at and above a place in a block; none when the place is behind the block.
    private static long keep(int place) {
        return place <= 0 ? -1L : place >= 64 ? 0 : -1L << place;
    }

    /// First byte of the token around a token byte.
    private int runStart(int at) {
        int offset = at - origin;
        int block = (offset >> 6) + 1;
        long others = ~tokens[block] & (1L << offset) - 1;
        while (others == 0) {
            if (--block == 0) {
                return origin;
            }
            others = ~tokens[block];
        }
        return origin + (block - 1 << 6) + 64 - Long.numberOfLeadingZeros(others);
    }

    private int runEnd(int at) {
        int offset = at - origin;
        int block = (offset >> 6) + 1;
        long others = ~tokens[block] & -1L << offset;
        while (others == 0) {
            if (origin + (block << 6) >= limit) {
                return limit;
            }
            others = ~tokens[++block];
        }
        return Math.min(limit, origin + (block - 1 << 6) + Long.numberOfTrailingZeros(others));
    }

    /// True when a token with a dot may be, or end in, a watched name or address.
    private boolean token(byte[] bytes, int start, int end) {
        int last = end;
        while (last > start && bytes[last - 1] == '.') {
            last--;
        }
        if (last - start < 3) {
            return false;
        }
        byte b = bytes[last - 1];
        if (b >= '0' && b <= '9') {
            return address(bytes, start, last) || digitEnds && names(bytes, start, last);
        }
        return names(bytes, start, last);
    }

    private boolean address(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length > 15 || length < 7) {
            return false;
        }
        int address = 0;
        int octet = 0;
        int digits = 0;
        int points = 0;
        for (int i = start; i < end; i++) {
            int c = bytes[i] - '0';
            if (c >= 0 && c <= 9) {
                octet = octet * 10 + c;
                digits++;
            } else if (bytes[i] == '.' && digits != 0 && digits <= 3 && octet <= 255) {
                address = address << 8 | octet;
                octet = 0;
                digits = 0;
                points++;
            } else {
                return false;
            }
        }
        return points == 3 && digits != 0 && digits <= 3 && octet <= 255 && lookups.holds(address << 8 | octet);
    }

    /// True when the token, or a part of it after one of its dots, may be watched. The part after the last dot alone
    /// is not asked: a watched name has two labels.
    private boolean names(byte[] bytes, int start, int end) {
        long state = TokenHash.seed();
        int hashed = end;
        int dotsSeen = 0;
        int from = Math.max(start, end - MAX_HOST);
        int at = end - 1;
        while (true) {
            at = dotBefore(bytes, at, from);
            boolean whole = at < from;
            if (dotsSeen++ > 0) {
                int begin = at + 1;
                while (hashed - begin >= 8) {
                    hashed -= 8;
                    state = TokenHash.step(state, bytes, hashed);
                }
                long hash = TokenHash.finish(state, bytes, hashed, hashed - begin, end - begin);
                long pattern = Prefilter.pattern(hash);
                if ((filter[Prefilter.place(hash, filter.length)] & pattern) == pattern && lookups.holdsKey(hash)) {
                    return true;
                }
            }
            if (whole) {
                return false;
            }
            at--;
        }
    }

    /// Place of the nearest dot at or before `at`; less than `from` when there is none.
    private int dotBefore(byte[] bytes, int at, int from) {
        int place = at;
        while (place >= from && bytes[place] != '.') {
            place--;
        }
        return place;
    }

    private int hashes(byte[] bytes, int block, int from, long allRuns) {
        int base = origin + block * 64;
        int next = from;
        long runs = allRuns & keep(next - base);
        while (runs != 0) {
            int at = base + Long.numberOfTrailingZeros(runs);
            int start = runStart(at);
            int end = runEnd(at);
            next = end;
            int length = end - start;
            boolean hashLong = length == 32 || length == 40 || length == 64 || length == 96 || length == 128;
            if (hashLong && lookups.holdsToken(TokenHash.of(bytes, start, end))) {
                suspect(start);
            }
            runs &= keep(next - base);
        }
        return next;
    }

    private int cares(byte[] bytes, int block, int from) {
        int base = origin + block * 64;
        int next = from;
        long left = cares[block + 1] & keep(next - base);
        while (left != 0) {
            int at = base + Long.numberOfTrailingZeros(left);
            int done = care(bytes, at);
            next = Math.max(next, done);
            left &= left - 1 & keep(next - base);
        }
        return next;
    }

    /// A byte that may hide a value: the answer is where to go on.
    private int care(byte[] bytes, int at) {
        byte b = bytes[at];
        if (b < 0) {
            int end = runEnd(at);
            if (suspiciousLetters(bytes, runStart(at), end)) {
                suspect(at);
            }
            return end;
        }
        return switch (b) {
            case ':' -> colon(bytes, at);
            case '%' -> {
                int value = at + 2 < limit ? hex(bytes[at + 1]) << 4 | hex(bytes[at + 2]) : -1;
                yield value < 0 ? at + 1 : hidden(bytes, at, Masks.isToken(value), at + 3);
            }
            default -> backslash(bytes, at);
        };
    }

    /// Letters beyond ASCII in a token with a dot, or with a byte that begins another kind of dot.
    private static boolean suspiciousLetters(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '.' || bytes[i] == (byte) 0xe2 || bytes[i] == (byte) 0xe3 || bytes[i] == (byte) 0xef) {
                return true;
            }
        }
        return false;
    }

    private int backslash(byte[] bytes, int at) {
        if (at + 1 >= limit) {
            return at + 1;
        }
        return switch (bytes[at + 1]) {
            case 'n', 't', 'r', 'b', 'f' -> hidden(bytes, at, false, at + 2);
            case 'u' -> {
                int value = at + 5 < limit
                        ? hex(bytes[at + 2]) << 12
                                | hex(bytes[at + 3]) << 8
                                | hex(bytes[at + 4]) << 4
                                | hex(bytes[at + 5])
                        : -1;
                boolean token = value >= 128 || value >= 0 && Masks.isToken(value) || "%:\\/".indexOf(value) >= 0;
                yield value < 0 ? at + 2 : hidden(bytes, at, token, at + 6);
            }
            default -> at + 2;
        };
    }

    /// An escape for a token character sends the line on; an escape for a separator hides where the next token begins.
    private int hidden(byte[] bytes, int at, boolean token, int after) {
        if (token) {
            suspect(at);
            return after;
        }
        if (after >= limit || !Masks.isToken(bytes[after] & 0xff)) {
            return after;
        }
        int end = runEnd(after);
        int length = end - after;
        boolean hashLong = length == 32 || length == 40 || length == 64 || length == 96 || length == 128;
        boolean found = token(bytes, after, end) || hashLong && lookups.holdsToken(TokenHash.of(bytes, after, end));
        if (found) {
            suspect(at);
        }
        return after;
    }

    /// Hexadecimal digits and colons around a colon, with a double colon or seven of them.
    private int colon(byte[] bytes, int at) {
        if (!v6
                || at + 1 >= limit
                || !isV6(bytes[at + 1])
                || at > origin && !isV6(bytes[at - 1]) && bytes[at + 1] != ':') {
            return at + 1;
        }
        int start = at;
        while (start > origin && isV6(bytes[start - 1]) && at - start < 48) {
            start--;
        }
        int end = at;
        int colons = 0;
        boolean gap = false;
        while (end < limit && isV6(bytes[end]) && end - start < 48) {
            end++;
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] == ':') {
                colons++;
                gap |= i + 1 < end && bytes[i + 1] == ':';
            }
        }
        if ((gap || colons >= 6) && holdsV6(bytes, start, end)) {
            suspect(at);
        }
        return Math.max(at + 1, end);
    }

    private boolean holdsV6(byte[] bytes, int start, int end) {
        String run = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        return Addresses.ipv6In(run).map(lookups::holds).orElse(false);
    }

    private static boolean isV6(byte b) {
        return b == ':' || b == '.' || hex(b) >= 0;
    }

    private static int hex(byte b) {
        return Character.digit(b, 16);
    }
}
