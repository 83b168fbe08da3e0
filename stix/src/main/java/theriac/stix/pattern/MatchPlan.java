package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.List;

/// What a pattern asks of the observations, without alternatives: slots to fill with different observations,
/// and the conditions on their times.
///
/// @param slots   what to find
/// @param orders  every slot of `earlier` lies at or before every slot of `later`
/// @param windows the slots lie closer together than the width
record MatchPlan(List<Slot> slots, List<Order> orders, List<Window> windows) {

    /// One thing to find `count` times.
    ///
    /// @param brackets numbers of the brackets of which one must hold
    /// @param count    how many different observations
    /// @param from     earliest time, nanoseconds since 1970
    /// @param to       latest time, inclusive
    record Slot(List<Integer> brackets, long count, long from, long to) {

        Slot times(long factor) {
            return new Slot(brackets, Math.multiplyExact(count, factor), from, to);
        }

        Slot between(long start, long stop) {
            return new Slot(brackets, count, Math.max(from, start), Math.min(to, stop));
        }
    }

    /// Slot numbers in order of time.
    record Order(List<Integer> earlier, List<Integer> later) {}

    /// Slot numbers and the largest difference between their times, in nanoseconds, inclusive.
    record Window(List<Integer> slots, long width) {}

    static MatchPlan of(Slot slot) {
        return new MatchPlan(List.of(slot), List.of(), List.of());
    }

    /// All slot numbers.
    List<Integer> all() {
        var all = new ArrayList<Integer>(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            all.add(i);
        }
        return all;
    }

    /// Both plans together, on different observations; the other's slots get the next numbers.
    MatchPlan and(MatchPlan other) {
        int shift = slots.size();
        var joinedOrders = new ArrayList<>(orders);
        other.orders.forEach(o -> joinedOrders.add(new Order(shifted(o.earlier(), shift), shifted(o.later(), shift))));
        var joinedWindows = new ArrayList<>(windows);
        other.windows.forEach(w -> joinedWindows.add(new Window(shifted(w.slots(), shift), w.width())));
        return new MatchPlan(concat(slots, other.slots), joinedOrders, joinedWindows);
    }

    /// Both plans, and nothing of the other before anything of this.
    MatchPlan followedBy(MatchPlan other) {
        MatchPlan both = and(other);
        var joined = new ArrayList<>(both.orders);
        joined.add(new Order(all(), shifted(other.all(), slots.size())));
        return new MatchPlan(both.slots, joined, both.windows);
    }

    MatchPlan within(long width) {
        var joined = new ArrayList<>(windows);
        joined.add(new Window(all(), width));
        return new MatchPlan(slots, orders, joined);
    }

    MatchPlan between(long start, long stop) {
        return new MatchPlan(
                slots.stream().map(slot -> slot.between(start, stop)).toList(), orders, windows);
    }

    private static List<Integer> shifted(List<Integer> numbers, int by) {
        return numbers.stream().map(number -> number + by).toList();
    }

    private static <T> List<T> concat(List<T> a, List<T> b) {
        var joined = new ArrayList<T>(a.size() + b.size());
        joined.addAll(a);
        joined.addAll(b);
        return joined;
    }
}
