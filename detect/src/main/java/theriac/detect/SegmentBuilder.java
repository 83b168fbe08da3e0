package theriac.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.StixTimestamp;

/// Collects indicators in growing flat arrays and freezes them. Of several versions of an indicator the newest stays.
/// Not thread-safe; used once.
final class SegmentBuilder {

    /// Before the version of an indicator that is gone; no version holds a control character.
    private static final String DROPPED = "\u0000";

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

    void add(
            UUID id, String version, Optional<Instant> validFrom, Optional<Instant> validUntil, List<Watched> watched) {
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

    /// Takes over every indicator of a segment that is not masked.
    void addAll(Segment segment, BitSet masked) {
        int[] byOwner = new int[segment.indicators() + 1];
        int[] entries = segment.entriesByOwner(byOwner);
        for (int i = 0; i < segment.indicators(); i++) {
            if (!masked.get(i)) {
                List<Watched> watched = new ArrayList<>(byOwner[i + 1] - byOwner[i]);
                for (int e = byOwner[i]; e < byOwner[i + 1]; e++) {
                    watched.add(segment.watched(entries[e]));
                }
                Held held = segment.held(i);
                UUID id = new UUID(segment.idHigh()[i], segment.idLow()[i]);
                add(id, held.version(), held.validFrom(), held.validUntil(), watched);
            }
        }
    }

    /// Takes an indicator out with this version of it; a newer version counts again.
    void drop(UUID id, String version) {
        add(id, DROPPED + version, Optional.empty(), Optional.empty(), List.of());
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
    static int[] slots(Pool texts, byte[] kinds, int[] owners, int[] next) {
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

    /// Of each id the newest version, and of equal ones the last to arrive; nothing when that one was dropped.
    private int[] withoutReplaced(int[] order) {
        int kept = 0;
        int at = 0;
        while (at < order.length) {
            int best = order[at++];
            while (at < order.length && compare(best, order[at]) == 0) {
                best = isOlder(version(order[at]), version(best)) ? best : order[at];
                at++;
            }
            if (!versions.text(best).startsWith(DROPPED)) {
                order[kept++] = best;
            }
        }
        return Arrays.copyOf(order, kept);
    }

    private String version(int place) {
        String version = versions.text(place);
        return version.startsWith(DROPPED) ? version.substring(DROPPED.length()) : version;
    }

    /// True when both are timestamps and the first is the earlier one.
    static boolean isOlder(String version, String than) {
        Optional<StixTimestamp> one = StixTimestamp.parse(version);
        Optional<StixTimestamp> other = StixTimestamp.parse(than);
        return one.isPresent() && other.isPresent() && one.get().isBefore(other.get());
    }
}
