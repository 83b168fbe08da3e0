package theriac.detect;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Collects indicators in growing flat arrays and freezes them. A later indicator with an id replaces an earlier one.
/// Not thread-safe; used once.
final class SegmentBuilder {

    private long[] idHigh;
    private long[] idLow;
    private final Pool versions;
    private long[] from;
    private long[] until;
    private int[] firstEntry;
    private int size;
    private final Pool values;
    private byte[] kinds;

    SegmentBuilder(int expected) {
        int room = Math.max(8, expected);
        idHigh = new long[room];
        idLow = new long[room];
        from = new long[room];
        until = new long[room];
        firstEntry = new int[room + 1];
        versions = new Pool(room);
        values = new Pool(room);
        kinds = new byte[room];
    }

    int size() {
        return size;
    }

    void add(UUID id, String version, Optional<Instant> validFrom, Optional<Instant> validUntil, List<Watched> watched) {
        if (size == idHigh.length) {
            grow();
        }
        idHigh[size] = id.getMostSignificantBits();
        idLow[size] = id.getLeastSignificantBits();
        versions.add(version);
        from[size] = validFrom.map(Instant::toEpochMilli).orElse(Segment.NO_START);
        until[size] = validUntil.map(Instant::toEpochMilli).orElse(Segment.NO_END);
        firstEntry[size++] = values.size();
        for (Watched value : watched) {
            int entry = values.add(value.text());
            if (entry == kinds.length) {
                kinds = Arrays.copyOf(kinds, kinds.length * 2);
            }
            kinds[entry] = (byte) value.kind().code();
        }
    }

    private void grow() {
        int room = size * 2;
        idHigh = Arrays.copyOf(idHigh, room);
        idLow = Arrays.copyOf(idLow, room);
        from = Arrays.copyOf(from, room);
        until = Arrays.copyOf(until, room);
        firstEntry = Arrays.copyOf(firstEntry, room + 1);
    }

    Segment build() {
        firstEntry[size] = values.size();
        int[] order = withoutReplaced(sorted());
        int count = order.length;
        long[] high = new long[count];
        long[] low = new long[count];
        long[] start = new long[count];
        long[] end = new long[count];
        Pool sortedVersions = new Pool(count);
        int[] owners = new int[values.size()];
        Arrays.fill(owners, -1);
        for (int i = 0; i < count; i++) {
            int from = order[i];
            high[i] = idHigh[from];
            low[i] = idLow[from];
            start[i] = this.from[from];
            end[i] = until[from];
            sortedVersions.add(versions.text(from));
            Arrays.fill(owners, firstEntry[from], firstEntry[from + 1], i);
        }
        byte[] kept = Arrays.copyOf(kinds, values.size());
        Pool texts = values.trimmed();
        int[] next = new int[texts.size()];
        int[] slots = slots(texts, kept, owners, next);
        return new Segment(high, low, sortedVersions.trimmed(), start, end, texts, kept, owners, next, slots);
    }

    /// The table of values. Entries of replaced indicators (owner -1) stay in the pool and out of the table.
    private static int[] slots(Pool texts, byte[] kinds, int[] owners, int[] next) {
        int length = Math.max(16, Integer.highestOneBit(Math.max(1, texts.size())) << 1);
        if (texts.size() > length / 4 * 3) {
            length <<= 1;
        }
        int[] slots = new int[length];
        int start = 0;
        for (int entry = 0; entry < texts.size(); entry++) {
            int end = texts.ends()[entry];
            next[entry] = -1;
            if (owners[entry] >= 0) {
                insert(texts, kinds, next, slots, entry, Segment.valueHash(kinds[entry], texts.bytes(), start, end));
            }
            start = end;
        }
        return slots;
    }

    private static void insert(Pool texts, byte[] kinds, int[] next, int[] slots, int entry, int hash) {
        int at = hash & slots.length - 1;
        while (slots[at] != 0) {
            int head = slots[at] - 1;
            if (kinds[head] == kinds[entry] && texts.same(head, entry)) {
                next[entry] = head;
                break;
            }
            at = at + 1 & slots.length - 1;
        }
        slots[at] = entry + 1;
    }

    /// Places in the order of their ids; equal ids keep the order of arrival. A merge sort without boxes.
    private int[] sorted() {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        int[] other = new int[size];
        for (int width = 1; width < size; width *= 2) {
            for (int left = 0; left < size; left += 2 * width) {
                merge(order, other, left, Math.min(left + width, size), Math.min(left + 2 * width, size));
            }
            int[] swap = order;
            order = other;
            other = swap;
        }
        return order;
    }

    private void merge(int[] order, int[] out, int left, int middle, int end) {
        int i = left;
        int j = middle;
        for (int k = left; k < end; k++) {
            boolean takeLeft = j >= end || i < middle && compare(order[i], order[j]) <= 0;
            out[k] = takeLeft ? order[i++] : order[j++];
        }
    }

    private int compare(int a, int b) {
        return Segment.compare(idHigh[a], idLow[a], idHigh[b], idLow[b]);
    }

    private int[] withoutReplaced(int[] order) {
        int kept = 0;
        for (int i = 0; i < order.length; i++) {
            if (i + 1 == order.length || compare(order[i], order[i + 1]) != 0) {
                order[kept++] = order[i];
            }
        }
        return Arrays.copyOf(order, kept);
    }
}
