package theriac.stix.pattern;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Slides a window over the observations: at the start time T it covers those whose interval meets [T, T + width]. For
/// each position the theorem of Hall says whether the slots can be filled with different observations: for every set
/// of kinds, the observations that fit one of them must be as many as those kinds ask for.
final class WindowSweep {

    /// Kinds of slots that are handled: every subset of them is kept up to date.
    static final int MAX_KINDS = 10;

    /// What one kind may ask for and one observation count for, so that sums cannot run over: far beyond the
    /// 999,999,999 that `number_observed` may say (STIX 2.1 §4.14).
    private static final long MOST_ASKED = 1L << 58;

    private static final long MOST_OBSERVED = 1L << 38;

    private final BitSet[] fits;
    private final long[] counts;
    private final long width;
    private final List<ObservedData> observations;
    private final Effort effort;
    private final long[] groups;
    private final long[] surplus;
    private int lacking;

    /// @param fits   for each kind the observations that fit
    /// @param counts for each kind how many different ones are asked for
    /// @param width  largest difference of times in nanoseconds; `Long.MAX_VALUE` for any
    WindowSweep(BitSet[] fits, long[] counts, long width, List<ObservedData> observations, Effort effort) {
        this.fits = fits;
        this.counts = counts;
        this.width = width;
        this.observations = observations;
        this.effort = effort;
        this.groups = new long[1 << fits.length];
        this.surplus = new long[1 << fits.length];
        for (int subset = 1; subset < surplus.length; subset++) {
            for (int kind = 0; kind < fits.length; kind++) {
                surplus[subset] -= (subset >> kind & 1) == 1 ? Math.min(MOST_ASKED, counts[kind]) : 0;
            }
            lacking += surplus[subset] < 0 ? 1 : 0;
        }
    }

    /// The observations of one binding, or nothing.
    ///
    /// @throws MatchFault when the effort is spent
    Optional<BitSet> run() {
        var involved = new BitSet();
        for (BitSet fit : fits) {
            involved.or(fit);
        }
        Integer[] byEntry = involved.stream().boxed().toArray(Integer[]::new);
        Integer[] byExit = byEntry.clone();
        Arrays.sort(byEntry, (a, b) -> Long.compare(entry(a), entry(b)));
        Arrays.sort(byExit, (a, b) -> Long.compare(last(a), last(b)));
        int gone = 0;
        int in = 0;
        while (in < byEntry.length) {
            long time = entry(byEntry[in]);
            while (in < byEntry.length && entry(byEntry[in]) == time) {
                change(byEntry[in++], 1);
            }
            while (gone < byExit.length && last(byExit[gone]) < time) {
                change(byExit[gone++], -1);
            }
            if (lacking == 0) {
                return Optional.of(bound(time, involved));
            }
        }
        return Optional.empty();
    }

    private long last(int observation) {
        return observations.get(observation).last();
    }

    /// The first T whose window meets the observation.
    private long entry(int observation) {
        long first = observations.get(observation).first();
        return width == Long.MAX_VALUE || first < Long.MIN_VALUE + width ? Long.MIN_VALUE : first - width;
    }

    private void change(int observation, int sign) {
        effort.spend(surplus.length);
        int mask = mask(observation);
        long number = sign * number(observation);
        groups[mask] += number;
        for (int subset = 1; subset < surplus.length; subset++) {
            if ((subset & mask) != 0) {
                lacking -= surplus[subset] < 0 ? 1 : 0;
                surplus[subset] += number;
                lacking += surplus[subset] < 0 ? 1 : 0;
            }
        }
    }

    private long number(int observation) {
        return Math.min(observations.get(observation).number(), MOST_OBSERVED);
    }

    private int mask(int observation) {
        int mask = 0;
        for (int kind = 0; kind < fits.length; kind++) {
            mask |= fits[kind].get(observation) ? 1 << kind : 0;
        }
        return mask;
    }

    /// Observations of each group until it has given what the flow takes from it.
    private BitSet bound(long time, BitSet involved) {
        long[] left = new UnitFlow(counts, groups).fill();
        var used = new BitSet();
        for (int i = involved.nextSetBit(0); i >= 0; i = involved.nextSetBit(i + 1)) {
            int mask = mask(i);
            if (left[mask] > 0 && entry(i) <= time && last(i) >= time) {
                used.set(i);
                left[mask] -= number(i);
            }
        }
        return used;
    }
}
