package theriac.stix.pattern;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A maximum flow from kinds of slots to observations, by augmenting paths: names the observations of one
/// valid binding once the sweep knows that there is one.
final class UnitFlow {

    private final BitSet[] fits;
    private final long[] wanted;
    private final BitSet active;
    private final List<ObservedData> observations;
    private final Map<Integer, long[]> given = new HashMap<>();
    private final Map<Integer, Long> free = new HashMap<>();

    UnitFlow(BitSet[] fits, long[] wanted, BitSet active, List<ObservedData> observations) {
        this.fits = fits;
        this.wanted = wanted;
        this.active = active;
        this.observations = observations;
    }

    /// Fills every kind and marks the observations that were used.
    void fill(BitSet used) {
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            given.put(i, new long[fits.length]);
            free.put(i, observations.get(i).number());
        }
        for (int kind = 0; kind < fits.length; kind++) {
            long left = wanted[kind];
            while (left > 0) {
                long moved = augment(kind, left, new BitSet());
                if (moved == 0) {
                    throw new IllegalStateException(
                            "the theorem of Hall promised a binding that the flow did not find");
                }
                left -= moved;
            }
        }
        given.forEach((observation, units) -> {
            for (long unit : units) {
                if (unit > 0) {
                    used.set(observation);
                }
            }
        });
    }

    /// Gives up to `amount` units to a kind, moving other kinds to other observations where needed. The depth
    /// is at most the number of kinds, for a kind is tried once on a path.
    private long augment(int kind, long amount, BitSet tried) {
        tried.set(kind);
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            long room = free.getOrDefault(i, 0L);
            if (fits[kind].get(i) && room > 0) {
                long moved = Math.min(room, amount);
                units(i)[kind] += moved;
                free.put(i, room - moved);
                return moved;
            }
        }
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            for (int other = 0; fits[kind].get(i) && other < fits.length; other++) {
                long held = units(i)[other];
                if (held > 0 && !tried.get(other)) {
                    long moved = augment(other, Math.min(held, amount), tried);
                    if (moved > 0) {
                        units(i)[other] -= moved;
                        units(i)[kind] += moved;
                        return moved;
                    }
                }
            }
        }
        return 0;
    }

    private long[] units(int observation) {
        return given.computeIfAbsent(observation, added -> new long[fits.length]);
    }
}
