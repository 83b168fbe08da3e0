package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Fills the slots of any plan by search with propagation. Each slot has a range of possible times; order and
/// window conditions narrow the ranges until nothing moves, which decides them exactly; a matching of slots
/// to observations is checked before each choice; the slot with the fewest candidates is filled first. An
/// [Effort] ends hopeless searches with a sentence.
final class PlanSearch {

    /// Slots, repeats counted, that one search fills.
    private static final int MAX_UNITS = 1_000;

    private final MatchPlan plan;
    private final List<ObservedData> observations;
    private final int[] slotOf;
    private final BitSet[] fits;
    private final int[][] earlier;
    private final int[][] later;
    private final int[][] windows;
    private final long[] widths;
    private final int[] assigned;
    private final long[] free;
    private final Effort effort;

    PlanSearch(MatchPlan plan, List<BitSet> fits, List<ObservedData> observations, Effort effort) {
        this.plan = plan;
        this.observations = observations;
        this.effort = effort;
        long units = plan.slots().stream()
                .mapToLong(slot -> Math.min(slot.count(), MAX_UNITS + 1))
                .sum();
        if (units > MAX_UNITS) {
            throw new MatchFault(
                    "The pattern asks for " + units + " observations or more under conditions of time; at most "
                            + MAX_UNITS + " are searched for. Use a smaller REPEATS.");
        }
        this.slotOf = new int[(int) units];
        this.fits = new BitSet[(int) units];
        int unit = 0;
        for (int slot = 0; slot < plan.slots().size(); slot++) {
            for (long n = 0; n < plan.slots().get(slot).count(); n++) {
                slotOf[unit] = slot;
                this.fits[unit++] = fits.get(slot);
            }
        }
        this.earlier =
                plan.orders().stream().map(order -> units(order.earlier())).toArray(int[][]::new);
        this.later = plan.orders().stream().map(order -> units(order.later())).toArray(int[][]::new);
        this.windows =
                plan.windows().stream().map(window -> units(window.slots())).toArray(int[][]::new);
        this.widths = plan.windows().stream().mapToLong(MatchPlan.Window::width).toArray();
        this.assigned = new int[(int) units];
        Arrays.fill(assigned, -1);
        this.free = observations.stream().mapToLong(ObservedData::number).toArray();
    }

    private int[] units(List<Integer> slots) {
        var in = new HashSet<>(slots);
        var units = new ArrayList<Integer>();
        for (int unit = 0; unit < slotOf.length; unit++) {
            if (in.contains(slotOf[unit])) {
                units.add(unit);
            }
        }
        return units.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The numbers of the observations used, or nothing.
    ///
    /// @throws MatchFault when the effort is spent
    Optional<BitSet> run() {
        var from = new long[slotOf.length];
        var to = new long[slotOf.length];
        for (int unit = 0; unit < slotOf.length; unit++) {
            from[unit] = plan.slots().get(slotOf[unit]).from();
            to[unit] = plan.slots().get(slotOf[unit]).to();
        }
        if (!fill(from, to)) {
            return Optional.empty();
        }
        var used = new BitSet();
        for (int observation : assigned) {
            used.set(observation);
        }
        return Optional.of(used);
    }

    private boolean fill(long[] from, long[] to) {
        if (!narrow(from, to)) {
            return false;
        }
        int unit = tightest(from, to);
        if (unit < 0) {
            return true;
        }
        if (!matchable(from, to)) {
            return false;
        }
        Set<List<Object>> failed = new HashSet<>();
        for (int i = fits[unit].nextSetBit(0); i >= 0; i = fits[unit].nextSetBit(i + 1)) {
            if (possible(unit, i, from, to) && failed.add(signature(i))) {
                assigned[unit] = i;
                free[i]--;
                var nextFrom = from.clone();
                var nextTo = to.clone();
                nextFrom[unit] = Math.max(from[unit], observations.get(i).first());
                nextTo[unit] = Math.min(to[unit], observations.get(i).last());
                if (fill(nextFrom, nextTo)) {
                    return true;
                }
                assigned[unit] = -1;
                free[i]++;
            }
        }
        return false;
    }

    /// Observations with the same times, the same room and the same uses are interchangeable: one failure
    /// stands for all.
    private List<Object> signature(int observation) {
        effort.spend(slotOf.length);
        var uses = new BitSet();
        for (int unit = 0; unit < slotOf.length; unit++) {
            uses.set(unit, fits[unit].get(observation));
        }
        ObservedData data = observations.get(observation);
        return List.of(data.first(), data.last(), free[observation], uses);
    }

    private boolean possible(int unit, int observation, long[] from, long[] to) {
        effort.spend(1);
        ObservedData data = observations.get(observation);
        return free[observation] > 0 && data.first() <= to[unit] && data.last() >= from[unit];
    }

    /// Narrows all ranges until nothing moves; false when one becomes empty.
    private boolean narrow(long[] from, long[] to) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int unit = 0; unit < slotOf.length; unit++) {
                moved |= assigned[unit] < 0 && toCandidates(unit, from, to);
                if (from[unit] > to[unit]) {
                    return false;
                }
            }
            moved |= orders(from, to);
            moved |= windows(from, to);
            for (int unit = 0; unit < slotOf.length; unit++) {
                if (from[unit] > to[unit]) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean toCandidates(int unit, long[] from, long[] to) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = fits[unit].nextSetBit(0); i >= 0; i = fits[unit].nextSetBit(i + 1)) {
            if (possible(unit, i, from, to)) {
                first = Math.min(first, observations.get(i).first());
                last = Math.max(last, observations.get(i).last());
            }
        }
        return raise(unit, first, from) | lower(unit, last, to);
    }

    private boolean orders(long[] from, long[] to) {
        boolean moved = false;
        for (int order = 0; order < earlier.length; order++) {
            effort.spend(earlier[order].length + later[order].length);
            long latestStart = Long.MIN_VALUE;
            for (int unit : earlier[order]) {
                latestStart = Math.max(latestStart, from[unit]);
            }
            long earliestEnd = Long.MAX_VALUE;
            for (int unit : later[order]) {
                moved |= raise(unit, latestStart, from);
                earliestEnd = Math.min(earliestEnd, to[unit]);
            }
            for (int unit : earlier[order]) {
                moved |= lower(unit, earliestEnd, to);
            }
        }
        return moved;
    }

    private boolean windows(long[] from, long[] to) {
        boolean moved = false;
        for (int window = 0; window < windows.length; window++) {
            effort.spend(windows[window].length);
            long latestStart = Long.MIN_VALUE;
            long earliestEnd = Long.MAX_VALUE;
            for (int unit : windows[window]) {
                latestStart = Math.max(latestStart, from[unit]);
                earliestEnd = Math.min(earliestEnd, to[unit]);
            }
            long width = widths[window];
            long low = latestStart < Long.MIN_VALUE + width ? Long.MIN_VALUE : latestStart - width;
            long high = earliestEnd > Long.MAX_VALUE - width ? Long.MAX_VALUE : earliestEnd + width;
            for (int unit : windows[window]) {
                moved |= raise(unit, low, from) | lower(unit, high, to);
            }
        }
        return moved;
    }

    private static boolean raise(int unit, long value, long[] from) {
        if (value > from[unit]) {
            from[unit] = value;
            return true;
        }
        return false;
    }

    private static boolean lower(int unit, long value, long[] to) {
        if (value < to[unit]) {
            to[unit] = value;
            return true;
        }
        return false;
    }

    /// The open slot with the narrowest range of times, or -1 when all are filled.
    private int tightest(long[] from, long[] to) {
        int best = -1;
        double bestWidth = Double.MAX_VALUE;
        for (int unit = 0; unit < slotOf.length; unit++) {
            double width = (double) to[unit] - from[unit];
            if (assigned[unit] < 0 && width < bestWidth) {
                best = unit;
                bestWidth = width;
            }
        }
        return best;
    }

    /// Whether the open slots can be given different observations within their ranges, conditions between
    /// them aside.
    private boolean matchable(long[] from, long[] to) {
        effort.spend(observations.size());
        var owner = new ArrayList<List<Integer>>(observations.size());
        for (int i = 0; i < observations.size(); i++) {
            owner.add(new ArrayList<>(1));
        }
        for (int unit = 0; unit < slotOf.length; unit++) {
            if (assigned[unit] < 0 && !place(unit, from, to, owner, new BitSet())) {
                return false;
            }
        }
        return true;
    }

    private boolean place(int unit, long[] from, long[] to, List<List<Integer>> owner, BitSet seen) {
        for (int i = fits[unit].nextSetBit(0); i >= 0; i = fits[unit].nextSetBit(i + 1)) {
            if (!seen.get(i) && possible(unit, i, from, to)) {
                seen.set(i);
                List<Integer> owners = owner.get(i);
                if (owners.size() < free[i]) {
                    owners.add(unit);
                    return true;
                }
                for (int k = 0; k < owners.size(); k++) {
                    if (place(owners.get(k), from, to, owner, seen)) {
                        owners.set(k, unit);
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
