package theriac.stix.pattern;

import java.util.ArrayList;
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

    private final BitSet[] candidates;
    private final List<ObservedData> observations;
    private final Effort effort;
    private final Map<MatchPlan.Slot, BitSet> fitting = new HashMap<>();

    /// @param candidates for each bracket the numbers of the observations that satisfy it
    PlanSolver(BitSet[] candidates, List<ObservedData> observations, Effort effort) {
        this.candidates = candidates;
        this.observations = observations;
        this.effort = effort;
    }

    /// The numbers of observations that fulfil the plan, or nothing.
    ///
    /// @throws MatchFault when the search costs too much
    Optional<BitSet> solve(MatchPlan plan) {
        var fits = new ArrayList<BitSet>();
        for (MatchPlan.Slot slot : plan.slots()) {
            BitSet fit = fitting.computeIfAbsent(slot.once(), this::fitting);
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
            if (kinds.size() <= WindowSweep.MAX_KINDS && (width == Long.MAX_VALUE || unbounded(plan) || points(fits))) {
                long[] counts =
                        kinds.values().stream().mapToLong(Long::longValue).toArray();
                return new WindowSweep(kinds.keySet().toArray(BitSet[]::new), counts, width, observations, effort)
                        .run();
            }
        }
        return new PlanSearch(plan, fits, observations, effort).run();
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
        effort.spend(1 + observations.size() / Long.SIZE);
        BitSet fit = (BitSet) candidates[slot.bracket()].clone();
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
        effort.spend(fit.cardinality());
        long capacity = 0;
        for (int i = fit.nextSetBit(0); i >= 0; i = fit.nextSetBit(i + 1)) {
            capacity = sum(capacity, observations.get(i).number());
        }
        return capacity;
    }
}
