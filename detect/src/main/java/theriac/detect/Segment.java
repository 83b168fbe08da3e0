package theriac.detect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// A frozen part of a set in flat arrays: indicators in the order of their UUIDs, and their values with a table to
/// find them. Immutable by convention after [SegmentBuilder#build]; safe between threads.
///
/// @param idHigh first half of each indicator's UUID
/// @param idLow second half
/// @param versions `modified` as received
/// @param from start of validity in epoch milliseconds, [#NO_START]
/// @param until end of validity in epoch milliseconds, [#NO_END]
/// @param values normal forms
/// @param kinds code of [WatchKind] per value
/// @param owners index of the indicator per value
/// @param next index of the next entry with the same value, or -1
/// @param slots open addressing over value hashes; index + 1 of the first entry of a value, 0 is free
record Segment(
        long[] idHigh,
        long[] idLow,
        Pool versions,
        long[] from,
        long[] until,
        Pool values,
        byte[] kinds,
        int[] owners,
        int[] next,
        int[] slots) {

    static final long NO_START = Long.MIN_VALUE;
    static final long NO_END = Long.MAX_VALUE;

    static Segment empty() {
        return new SegmentBuilder(0).build();
    }

    int indicators() {
        return idHigh.length;
    }

    int entries() {
        return kinds.length;
    }

    /// First entry with this value; -1 when there is none.
    int find(WatchKind kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = valueHash(kind.code(), bytes, 0, bytes.length) & slots.length - 1;
        while (slots[at] != 0) {
            int entry = slots[at] - 1;
            if (kinds[entry] == kind.code() && values.same(entry, bytes)) {
                return entry;
            }
            at = at + 1 & slots.length - 1;
        }
        return -1;
    }

    Watched watched(int entry) {
        return new Watched(WatchKind.ofCode(kinds[entry]), values.text(entry));
    }

    Held held(int indicator) {
        return new Held(id(indicator), versions.text(indicator), moment(from[indicator]), moment(until[indicator]));
    }

    String id(int indicator) {
        return "indicator--" + new UUID(idHigh[indicator], idLow[indicator]);
    }

    private static Optional<Instant> moment(long millis) {
        return millis == NO_START || millis == NO_END ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /// Place of an indicator; -1 when it is not here.
    int indexOf(UUID id) {
        int low = 0;
        int high = indicators() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order =
                    compare(idHigh[middle], idLow[middle], id.getMostSignificantBits(), id.getLeastSignificantBits());
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /// The order of UUIDs as texts.
    static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }

    static int valueHash(int kind, byte[] bytes, int start, int end) {
        long h = 0x9e3779b97f4a7c15L + kind;
        for (int i = start; i < end; i++) {
            h = (h ^ bytes[i]) * 0x100000001b3L; // FNV-1a prime
        }
        h ^= h >>> 32;
        return (int) (h * 0xbf58476d1ce4e5b9L >>> 32);
    }

    /// Entries grouped by indicator; `starts[i]` to `starts[i + 1]` are the places of indicator `i` in the answer.
    int[] entriesByOwner(int[] starts) {
        for (int owner : owners) {
            if (owner >= 0) {
                starts[owner + 1]++;
            }
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] at = starts.clone();
        int[] grouped = new int[entries()];
        for (int entry = 0; entry < owners.length; entry++) {
            if (owners[entry] >= 0) {
                grouped[at[owners[entry]]++] = entry;
            }
        }
        return grouped;
    }

    /// Bytes of the arrays.
    long bytes() {
        return 8L * (idHigh.length + idLow.length + from.length + until.length)
                + 4L * (owners.length + next.length + slots.length + values.ends().length + versions.ends().length)
                + kinds.length
                + values.bytes().length
                + versions.bytes().length;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {indicators(), entries()});
    }
}
