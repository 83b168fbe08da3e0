package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fills the slots of one plan.
///
/// Plans without conditions of order and with at most one window over everything are solved by a sweep over
/// time: a window slides over the observations, and for each position the theorem of Hall says whether the
/// slots can be filled with different observations. Other plans go to [PlanSearch].
final class PlanSolver {

    /// Kinds of slots that the sweep handles: it looks at every subset of them.
    private static final int MAX_KINDS = 10;

    private final BitSet[] candidates;
    private final List<ObservedData> observations;

    /// @param candidates for each bracket the numbers of the observations that satisfy it
    PlanSolver(BitSet[] candidates, List<ObservedData> observations) {
        this.candidates = candidates;
        this.observations = observations;
    }

    /// The numbers of observations that fulfil the plan, or nothing.
    ///
    /// @throws MatchFault when the search costs too much
    Optional<BitSet> solve(MatchPlan plan) {
        var fits = new ArrayList<BitSet>();
        for (MatchPlan.Slot slot : plan.slots()) {
            BitSet fit = fitting(slot);
            if (capacity(fit) < slot.count()) {
                return Optional.empty();
            }
            fits.add(fit);
        }
        if (fewerThanAsked(plan, fits)) {
            return Optional.empty();
        }
        boolean oneWindow = plan.windows().stream()
                .allMatch(window -> window.slots().size() == plan.slots().size());
        if (plan.orders().isEmpty() && oneWindow) {
            long width = plan.windows().stream()
                    .mapToLong(MatchPlan.Window::width)
                    .min()
                    .orElse(Long.MAX_VALUE);
            Map<BitSet, Long> kinds = new LinkedHashMap<>();
            for (int i = 0; i < fits.size(); i++) {
                kinds.merge(fits.get(i), plan.slots().get(i).count(), PlanSolver::sum);
            }
            // Times are bound to the window only; slots with their own START and STOP on interval
            // observations need the exact search.
            if (kinds.size() <= MAX_KINDS && (width == Long.MAX_VALUE || unbounded(plan) || points(fits))) {
                return new Sweep(kinds, width).run();
            }
        }
        return new PlanSearch(plan, fits, observations).run();
    }

    private boolean fewerThanAsked(MatchPlan plan, List<BitSet> fits) {
        var involved = new BitSet();
        fits.forEach(involved::or);
        long asked = plan.slots().stream().mapToLong(MatchPlan.Slot::count).reduce(0, PlanSolver::sum);
        return capacity(involved) < asked;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static boolean unbounded(MatchPlan plan) {
        return plan.slots().stream().allMatch(slot -> slot.from() == Long.MIN_VALUE && slot.to() == Long.MAX_VALUE);
    }

    private boolean points(List<BitSet> fits) {
        return fits.stream()
                .allMatch(fit -> fit.stream()
                        .allMatch(i -> observations.get(i).first()
                                == observations.get(i).last()));
    }

    private BitSet fitting(MatchPlan.Slot slot) {
        var fit = new BitSet(observations.size());
        slot.brackets().forEach(bracket -> fit.or(candidates[bracket]));
        if (slot.from() != Long.MIN_VALUE || slot.to() != Long.MAX_VALUE) {
            for (int i = fit.nextSetBit(0); i >= 0; i = fit.nextSetBit(i + 1)) {
                ObservedData observation = observations.get(i);
                if (slot.from() > slot.to() || observation.last() < slot.from() || observation.first() > slot.to()) {
                    fit.clear(i);
                }
            }
        }
        return fit;
    }

    private long capacity(BitSet fit) {
        long capacity = 0;
        for (int i = fit.nextSetBit(0); i >= 0; i = fit.nextSetBit(i + 1)) {
            capacity = sum(capacity, observations.get(i).number());
        }
        return capacity;
    }

    /// The window at one start time T covers the observations whose interval meets [T, T + width].
    private final class Sweep {

        private final BitSet[] fits;
        private final long[] counts;
        private final long width;
        private final Map<Integer, Long> capacities = new HashMap<>();

        Sweep(Map<BitSet, Long> kinds, long width) {
            this.fits = kinds.keySet().toArray(new BitSet[0]);
            this.counts = kinds.values().stream().mapToLong(Long::longValue).toArray();
            this.width = width;
        }

        Optional<BitSet> run() {
            var involved = new BitSet();
            for (BitSet fit : fits) {
                involved.or(fit);
            }
            Integer[] byEntry = involved.stream().boxed().toArray(Integer[]::new);
            Integer[] byExit = byEntry.clone();
            Arrays.sort(byEntry, (a, b) -> Long.compare(entry(a), entry(b)));
            Arrays.sort(
                    byExit,
                    (a, b) -> Long.compare(
                            observations.get(a).last(), observations.get(b).last()));
            int gone = 0;
            int in = 0;
            while (in < byEntry.length) {
                long time = entry(byEntry[in]);
                while (in < byEntry.length && entry(byEntry[in]) == time) {
                    change(byEntry[in++], 1);
                }
                while (gone < byExit.length && observations.get(byExit[gone]).last() < time) {
                    change(byExit[gone++], -1);
                }
                if (fulfilled()) {
                    return Optional.of(assigned(time, involved));
                }
            }
            return Optional.empty();
        }

        /// The first T whose window meets the observation.
        private long entry(int observation) {
            if (width == Long.MAX_VALUE) {
                return Long.MIN_VALUE;
            }
            long first = observations.get(observation).first();
            return first < Long.MIN_VALUE + width ? Long.MIN_VALUE : first - width;
        }

        private void change(int observation, int sign) {
            long number = sign * Math.min(observations.get(observation).number(), Long.MAX_VALUE >> 20);
            capacities.merge(mask(observation), number, Long::sum);
        }

        private int mask(int observation) {
            int mask = 0;
            for (int kind = 0; kind < fits.length; kind++) {
                mask |= fits[kind].get(observation) ? 1 << kind : 0;
            }
            return mask;
        }

        /// Hall: for every set of kinds, the observations that fit one of them are as many as those kinds ask
        /// for.
        private boolean fulfilled() {
            for (int subset = (1 << fits.length) - 1; subset > 0; subset--) {
                long wanted = 0;
                for (int kind = 0; kind < fits.length; kind++) {
                    wanted = (subset >> kind & 1) == 1 ? sum(wanted, counts[kind]) : wanted;
                }
                long there = 0;
                for (Map.Entry<Integer, Long> entry : capacities.entrySet()) {
                    there += (entry.getKey() & subset) != 0 ? entry.getValue() : 0;
                }
                if (there < wanted) {
                    return false;
                }
            }
            return true;
        }

        /// One assignment within the window: augmenting paths over single units, with the number of units
        /// kept small by taking the observations of one kind directly.
        private BitSet assigned(long time, BitSet involved) {
            var active = new BitSet();
            for (int i = involved.nextSetBit(0); i >= 0; i = involved.nextSetBit(i + 1)) {
                if (entry(i) <= time && observations.get(i).last() >= time) {
                    active.set(i);
                }
            }
            var used = new BitSet();
            if (fits.length == 1) {
                long left = counts[0];
                for (int i = active.nextSetBit(0); i >= 0 && left > 0; i = active.nextSetBit(i + 1)) {
                    used.set(i);
                    left -= observations.get(i).number();
                }
                return used;
            }
            new UnitFlow(fits, counts, active, observations).fill(used);
            return used;
        }
    }
}
