package theriac.stix.pattern;

import java.util.Arrays;

/// A maximum flow from kinds of slots to groups of observations, by augmenting paths: says how many
/// observations of each group make one valid binding once the sweep knows that there is one. A group is a set
/// of kinds, as a bit mask, that its observations fit; kinds are few, so the flow is small however many
/// observations there are.
final class UnitFlow {

    private final long[] wanted;
    private final long[] free;
    private final long[][] given;

    /// @param wanted how many observations each kind asks for
    /// @param room   by mask, how many observations there are
    UnitFlow(long[] wanted, long[] room) {
        this.wanted = wanted;
        this.free = room.clone();
        this.given = new long[room.length][wanted.length];
    }

    /// By mask, how many observations are used.
    long[] fill() {
        for (int kind = 0; kind < wanted.length; kind++) {
            long left = wanted[kind];
            while (left > 0) {
                long moved = augment(kind, left, new boolean[wanted.length]);
                if (moved == 0) {
                    throw new IllegalStateException(
                            "the theorem of Hall promised a binding that the flow did not find");
                }
                left -= moved;
            }
        }
        return Arrays.stream(given)
                .mapToLong(units -> Arrays.stream(units).sum())
                .toArray();
    }

    /// Gives up to `amount` units to a kind, moving other kinds to other groups where needed. The depth is at most the
    /// number of kinds, for a kind is tried once on a path.
    private long augment(int kind, long amount, boolean[] tried) {
        tried[kind] = true;
        for (int group = 0; group < free.length; group++) {
            if (fits(kind, group) && free[group] > 0) {
                long moved = Math.min(free[group], amount);
                given[group][kind] += moved;
                free[group] -= moved;
                return moved;
            }
        }
        for (int group = 0; group < free.length; group++) {
            for (int other = 0; fits(kind, group) && other < wanted.length; other++) {
                if (given[group][other] > 0 && !tried[other]) {
                    long moved = augment(other, Math.min(given[group][other], amount), tried);
                    if (moved > 0) {
                        given[group][other] -= moved;
                        given[group][kind] += moved;
                        return moved;
                    }
                }
            }
        }
        return 0;
    }

    private static boolean fits(int kind, int group) {
        return (group >> kind & 1) == 1;
    }
}
