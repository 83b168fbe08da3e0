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
    private final Masks plainMasks;
    private final Masks jsonMasks;
    private long[] tokens = new long[0];
    private long[] dots = new long[0];
    private long[] cares = new long[0];
    private int[] suspects = new int[64];
    private int found;
    private long[] hashes = new long[1 << 12];
    private int[] places = new int[1 << 12];
    private int candidates;
    private int origin;
    private int limit;
    private int feeds;
    private int oddities;

    Sieve(Lookups lookups) {
        this.lookups = lookups;
        this.filter = lookups.filterWords();
        this.v6 = lookups.v6();
        this.digitEnds = lookups.hostsEndingInDigit();
        this.plainMasks = new Masks(v6 ? ':' : '%', '%');
        this.jsonMasks = new Masks(v6 ? ':' : '%', '\\');
    }

    /// Looks through `[from, to)`, which begins and ends at a separator. `json` says that a backslash begins an escape.
    ///
    /// @return places inside suspicious tokens, ascending
    int[] scan(byte[] bytes, int from, int to, boolean json) {
        found = 0;
        candidates = 0;
        int blocks = (to - from + 63) / 64;
        room(blocks + 2);
        origin = from;
        limit = to;
        oddities = 0;
        feeds = masks(json).fill(bytes, from, to, tokens, dots, cares);
        long carry = 0;
        int nextRun = from;
        int nextCare = from;
        for (int block = 0; block < blocks; block++) {
            carry = dotted(bytes, block, carry);
            long runs = longRuns(tokens[block + 1] & ~dots[block + 1]); // a hash has no dot
            if (runs != 0) {
                nextRun = hashes(bytes, block, nextRun, runs);
            }
            if (cares[block + 1] != 0) {
                nextCare = cares(bytes, block, nextCare);
            }
        }
        if (carry != 0) {
            dotted(bytes, blocks, carry);
        }
        probe();
        if (found == 0) {
            return NOTHING;
        }
        int[] suspicious = Arrays.copyOf(suspects, found);
        Arrays.sort(suspicious);
        return suspicious;
    }

    /// Line feeds in the region that was scanned last.
    int feeds() {
        return feeds;
    }

    /// [Lines#HAS_NUL] and [Lines#HAS_HIGH] of the region that was scanned last.
    int oddities() {
        return oddities;
    }

    private Masks masks(boolean json) {
        return json ? jsonMasks : plainMasks;
    }

    private void candidate(long hash, int place) {
        if (candidates == hashes.length) {
            hashes = Arrays.copyOf(hashes, candidates * 2);
            places = Arrays.copyOf(places, candidates * 2);
        }
        hashes[candidates] = hash;
        places[candidates++] = place;
    }

    /// Asks for all candidates of a region at once: the loop has no branch that is often taken, so
    /// the processor fetches many words of the filter from memory at the same time.
    private void probe() {
        for (int i = 0; i < candidates; i++) {
            long hash = hashes[i];
            long pattern = Prefilter.pattern(hash);
            if ((filter[Prefilter.place(hash, filter.length)] & pattern) == pattern && lookups.holdsKey(hash)) {
                suspect(places[i]);
            }
        }
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

    /// Tokens with a dot that end in this block.
    ///
    /// A dot added to the bits of its token carries on to the first bit behind it: so one sum finds
    /// the ends of all, and no token waits for the one before.
    ///
    /// @param carry 1 when a token with a dot goes on from the block before
    /// @return 1 when one goes on into the next
    private long dotted(byte[] bytes, int block, long carry) {
        int base = origin + block * 64;
        long here = tokens[block + 1];
        long dot = dots[block + 1];
        long sum = here + dot + carry;
        long ends = sum & ~here;
        while (ends != 0) {
            int bit = Long.numberOfTrailingZeros(ends);
            ends &= ends - 1;
            int length = Long.numberOfLeadingZeros(~(here << 1 << ~bit | tokens[block] >>> bit));
            int end = base + bit;
            if (length == 64) {
                int start = runStart(end - 1);
                anyToken(bytes, start, end, start);
            } else {
                token(bytes, end, length, dot << 1 << ~bit | dots[block] >>> bit, end - length);
            }
        }
        return (dot | here & ~sum) >>> 63;
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

    /// Makes candidates of what a token of less than 64 bytes with a dot may be or end in.
    ///
    /// @param before the dots before `end`, the last byte's as the highest bit
    private void token(byte[] bytes, int end, int length, long before, int place) {
        long inside = before & ~(-1L >>> length);
        int trailing = Long.numberOfLeadingZeros(~inside);
        inside <<= trailing;
        int last = end - trailing;
        int size = length - trailing;
        if (inside == 0 || size < 3) {
            return;
        }
        byte b = bytes[last - 1];
        if (b >= '0' && b <= '9') {
            if (size >= 7 && size <= 15 && Long.bitCount(inside) == 3) {
                address(bytes, last - size, inside, last, place);
            }
            if (!digitEnds) {
                return;
            }
        }
        names(bytes, last - size, inside, last, place);
    }

    private void address(byte[] bytes, int start, long inside, int end, int place) {
        int first = end - 64 + Long.numberOfTrailingZeros(inside);
        int second = end - 64 + Long.numberOfTrailingZeros(inside & inside - 1);
        int third = end - 1 - Long.numberOfLeadingZeros(inside);
        int a = octet(bytes, start, first);
        int b = octet(bytes, first + 1, second);
        int c = octet(bytes, second + 1, third);
        int d = octet(bytes, third + 1, end);
        if ((a | b | c | d) >= 0) {
            int address = a << 24 | b << 16 | c << 8 | d;
            if (lookups.mayHold(address)) {
                candidate(TokenHash.ofAddress(address), place);
                if (lookups.networks().holds4(address)) {
                    suspect(place);
                }
            }
        }
    }

    /// The number in one to three digits, at most 255; -1 for anything else. Without a branch per digit.
    private static int octet(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < 1 || length > 3) {
            return -1;
        }
        int keep = -1 << 32 - 8 * length;
        int digits = ((int) TokenHash.INT.get(bytes, end - 4) ^ 0x30303030) & keep;
        int tooLarge = (digits + 0x76767676 | digits) & 0x80808080;
        int value = (digits >>> 24) + (digits >>> 16 & 0xff) * 10 + (digits >>> 8 & 0xff) * 100;
        return tooLarge == 0 && value <= 255 ? value : -1;
    }

    /// Makes candidates of the token and of its parts after each of its dots. The part after the last dot alone is not
    /// asked: a watched name has two labels.
    private void names(byte[] bytes, int start, long inside, int end, int place) {
        long left = inside;
        long state = TokenHash.seed();
        int hashed = end;
        do {
            left &= ~Long.highestOneBit(left);
            int begin = Math.max(start, end - Long.numberOfLeadingZeros(left)); // the place behind the next dot
            while (hashed - begin >= 8) {
                hashed -= 8;
                state = TokenHash.step(state, bytes, hashed);
            }
            candidate(TokenHash.finish(state, bytes, hashed, hashed - begin, end - begin), place);
        } while (left != 0);
    }

    /// As [#token] for one of any length.
    private void anyToken(byte[] bytes, int start, int end, int place) {
        int last = end;
        while (last > start && bytes[last - 1] == '.') {
            last--;
        }
        int size = last - start;
        if (size >= 64) {
            longToken(bytes, start, last, place);
        } else if (size >= 3) {
            int offset = last - origin;
            int block = (offset >> 6) + 1;
            token(bytes, last, size, dots[block] << 1 << ~offset | dots[block - 1] >>> offset, place);
        }
    }

    /// A token of 64 bytes or more is no address, but perhaps a name.
    private void longToken(byte[] bytes, int start, int last, int place) {
        int from = Math.max(start, last - MAX_HOST);
        int at = dotBefore(last - 1, from);
        long state = TokenHash.seed();
        int hashed = last;
        while (at >= from) {
            at = dotBefore(at - 1, from);
            int begin = at + 1;
            while (hashed - begin >= 8) {
                hashed -= 8;
                state = TokenHash.step(state, bytes, hashed);
            }
            candidate(TokenHash.finish(state, bytes, hashed, hashed - begin, last - begin), place);
        }
    }

    /// Place of the nearest dot at or before `at`; `from - 1` when there is none.
    private int dotBefore(int at, int from) {
        if (at < from) {
            return from - 1;
        }
        int offset = at - origin;
        int block = (offset >> 6) + 1;
        long left = dots[block] & -1L >>> 63 - offset;
        while (left == 0 && origin + (block - 1 << 6) > from) {
            left = dots[--block];
        }
        int place = origin + (block - 1 << 6) + 63 - Long.numberOfLeadingZeros(left);
        return left == 0 || place < from ? from - 1 : place;
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
            if (hashLong) {
                candidate(TokenHash.of(bytes, start, end), start);
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
        if (b == 0) {
            oddities |= Lines.HAS_NUL;
            return at + 1;
        }
        if (b < 0) {
            oddities |= Lines.HAS_HIGH;
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
            case '\\', '"', '/' -> at + 2;
            default -> at + 1; // no escape: what follows may need care itself
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
        anyToken(bytes, after, end, at);
        if (hashLong) {
            candidate(TokenHash.of(bytes, after, end), at);
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
