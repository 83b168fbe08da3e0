package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a pattern asks of the observations, without alternatives: slots to fill with different observations,
/// and the conditions on their times.
///
/// @param slots   what to find
/// @param orders  every slot of `earlier` lies at or before every slot of `later`
/// @param windows the slots lie closer together than the width
record MatchPlan(List<Slot> slots, List<Order> orders, List<Window> windows) {

    /// One thing to find `count` times.
    ///
    /// @param bracket the number of the bracket that must hold
    /// @param count   how many different observations
    /// @param from    earliest time, nanoseconds since 1970
    /// @param to      latest time, inclusive
    record Slot(int bracket, long count, long from, long to) {

        /// So many times as often; stops at the largest number, which no observations fill.
        Slot times(long factor) {
            boolean endless = count > Long.MAX_VALUE / factor;
            return new Slot(bracket, endless ? Long.MAX_VALUE : count * factor, from, to);
        }

        Slot once() {
            return new Slot(bracket, 1, from, to);
        }

        Slot between(long start, long stop) {
            return new Slot(bracket, count, Math.max(from, start), Math.min(to, stop));
        }
    }

    /// Slot numbers in order of time.
    record Order(List<Integer> earlier, List<Integer> later) {}

    /// Slot numbers and the largest difference between their times, in nanoseconds, inclusive.
    record Window(List<Integer> slots, long width) {}

    static MatchPlan of(Slot slot) {
        return new MatchPlan(List.of(slot), List.of(), List.of());
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
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

    /// Both plans, and nothing of the other before the last slots of this. In a chain that orders all, and the
    /// cost of a chain stays in proportion to its length.
    ///
    /// @param last how many of the last slots
    MatchPlan followedBy(MatchPlan other, int last) {
        MatchPlan both = and(other);
        var joined = new ArrayList<>(both.orders);
        int end = slots.size();
        joined.add(new Order(numbers(end - last, end), numbers(end, both.slots.size())));
        return new MatchPlan(both.slots, joined, both.windows);
    }

    /// Of two windows over the same slots the narrower counts.
    MatchPlan within(long width) {
        var joined = new ArrayList<>(windows);
        boolean nested = !joined.isEmpty() && joined.getLast().slots().size() == slots.size();
        long narrowest = nested ? Math.min(width, joined.removeLast().width()) : width;
        joined.add(new Window(numbers(0, slots.size()), narrowest));
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
