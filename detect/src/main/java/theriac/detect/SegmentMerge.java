package theriac.detect;

import java.util.BitSet;

/// Folds an overlay into its base, straight into arrays of their final size: beside the set that is still in use
/// there is one new one and nothing else, so that a scout needs twice the memory of its set at most. Not thread-safe;
/// used once.
final class SegmentMerge {

    private final Part base;
    private final Part overlay;
    private final long[] high;
    private final long[] low;
    private final long[] from;
    private final long[] until;
    private final Pool versions;
    private final Pool values;
    private final byte[] kinds;
    private final int[] owners;
    private int size;

    /// What is taken over from one segment.
    ///
    /// @param places of the entries, grouped by indicator
    /// @param starts of the groups
    private record Part(Segment segment, BitSet masked, int[] places, int[] starts) {

        static Part of(Segment segment, BitSet masked) {
            int[] starts = new int[segment.indicators() + 1];
            return new Part(segment, masked, segment.entriesByOwner(starts), starts);
        }

        int next(int from) {
            return masked.nextClearBit(from);
        }

        int indicators() {
            return segment.indicators() - masked.cardinality();
        }

        int entries() {
            int entries = 0;
            for (int i = next(0); i < segment.indicators(); i = next(i + 1)) {
                entries += starts[i + 1] - starts[i];
            }
            return entries;
        }

        int versionBytes() {
            int bytes = 0;
            for (int i = next(0); i < segment.indicators(); i = next(i + 1)) {
                bytes = Math.addExact(bytes, segment.versions().length(i));
            }
            return bytes;
        }

        int valueBytes() {
            int bytes = 0;
            for (int i = next(0); i < segment.indicators(); i = next(i + 1)) {
                for (int e = starts[i]; e < starts[i + 1]; e++) {
                    bytes = Math.addExact(bytes, segment.values().length(places[e]));
                }
            }
            return bytes;
        }
    }

    /// @param masked places of the base that the overlay replaces or drops; an id that is not masked is in one of the
    ///     two only
    SegmentMerge(Segment base, BitSet masked, Segment overlay) {
        this.base = Part.of(base, masked);
        this.overlay = Part.of(overlay, new BitSet());
        int indicators = this.base.indicators() + this.overlay.indicators();
        int entries = this.base.entries() + this.overlay.entries();
        high = new long[indicators];
        low = new long[indicators];
        from = new long[indicators];
        until = new long[indicators];
        versions = new Pool(
                new byte[Math.addExact(this.base.versionBytes(), this.overlay.versionBytes())], new int[indicators], 0);
        values = new Pool(
                new byte[Math.addExact(this.base.valueBytes(), this.overlay.valueBytes())], new int[entries], 0);
        kinds = new byte[entries];
        owners = new int[entries];
    }

    Segment merged() {
        int i = base.next(0);
        int j = 0;
        while (i < base.segment.indicators() || j < overlay.segment.indicators()) {
            if (isBaseFirst(i, j)) {
                take(base, i);
                i = base.next(i + 1);
            } else {
                take(overlay, j++);
            }
        }
        int[] next = new int[kinds.length];
        int[] slots = SegmentBuilder.slots(values, kinds, owners, next);
        return new Segment(high, low, versions, from, until, values, kinds, owners, next, slots);
    }

    private boolean isBaseFirst(int i, int j) {
        if (i >= base.segment.indicators() || j >= overlay.segment.indicators()) {
            return j >= overlay.segment.indicators();
        }
        Segment one = base.segment;
        Segment other = overlay.segment;
        return Segment.compare(one.idHigh()[i], one.idLow()[i], other.idHigh()[j], other.idLow()[j]) < 0;
    }

    private void take(Part part, int place) {
        Segment segment = part.segment;
        high[size] = segment.idHigh()[place];
        low[size] = segment.idLow()[place];
        from[size] = segment.from()[place];
        until[size] = segment.until()[place];
        versions.add(segment.versions(), place);
        for (int e = part.starts[place]; e < part.starts[place + 1]; e++) {
            int entry = values.add(segment.values(), part.places[e]);
            kinds[entry] = segment.kinds()[part.places[e]];
            owners[entry] = size;
        }
        size++;
    }
}
