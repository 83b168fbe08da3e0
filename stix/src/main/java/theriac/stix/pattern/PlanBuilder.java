package theriac.stix.pattern;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a tree into plans, one for each combination of alternatives, and numbers its brackets. Both are
/// capped: a pattern whose OR under REPEATS multiplies out without end is refused with a sentence.
final class PlanBuilder {

    private static final int MAX_PLANS = 2_000;
    private static final int MAX_SLOTS = 20_000;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private final Map<ComparisonExpression, Integer> numbers = new HashMap<>();
    private final List<ComparisonExpression> brackets = new ArrayList<>();

    /// The brackets by number; equal brackets share one.
    List<ComparisonExpression> brackets() {
        return brackets;
    }

    /// The plans of which one must be fulfilled.
    ///
    /// @throws MatchFault when the pattern is invalid or multiplies out beyond the caps
    List<MatchPlan> plans(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.Bracket(var comparison) -> List.of(MatchPlan.of(anySlot(comparison)));
            case ObservationExpression.Or(var operands) -> or(operands);
            case ObservationExpression.And(var operands) -> {
                List<MatchPlan> result = plans(operands.getFirst());
                for (ObservationExpression operand : operands.subList(1, operands.size())) {
                    result = joined(result, plans(operand));
                }
                yield result;
            }
            case ObservationExpression.FollowedBy(var operands) -> followedBy(operands);
            case ObservationExpression.Qualified(var inner, var qualifier) -> qualified(plans(inner), qualifier);
        };
    }

    private MatchPlan.Slot anySlot(ComparisonExpression comparison) {
        return new MatchPlan.Slot(number(comparison), 1, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private int number(ComparisonExpression comparison) {
        return numbers.computeIfAbsent(comparison, added -> {
            brackets.add(added);
            return brackets.size() - 1;
        });
    }

    /// `[a] OR [b]` is `[a OR b]`, one slot; other alternatives are plans side by side.
    private List<MatchPlan> or(List<ObservationExpression> operands) {
        var plain = new ArrayList<ComparisonExpression>();
        var plans = new ArrayList<MatchPlan>();
        for (ObservationExpression operand : operands) {
            if (operand instanceof ObservationExpression.Bracket(var comparison)) {
                plain.add(comparison);
            } else {
                plans.addAll(plans(operand));
            }
        }
        if (!plain.isEmpty()) {
            plans.addFirst(MatchPlan.of(anySlot(PatternBuilder.any(plain))));
        }
        return capped(plans);
    }

    private List<MatchPlan> followedBy(List<ObservationExpression> operands) {
        var chains = new ArrayList<Chain>();
        plans(operands.getFirst()).forEach(plan -> chains.add(Chain.of(plan)));
        for (ObservationExpression operand : operands.subList(1, operands.size())) {
            List<MatchPlan> next = plans(operand);
            requireFew(chains.size(), next.size());
            List<Chain> longer = chains.stream()
                    .flatMap(chain -> next.stream().map(chain::then))
                    .toList();
            capped(longer.stream().map(Chain::plan).toList());
            chains.clear();
            chains.addAll(longer);
        }
        return chains.stream().map(Chain::plan).toList();
    }

    /// A plan under FOLLOWEDBY and how many slots its last link has.
    private record Chain(MatchPlan plan, int last) {

        static Chain of(MatchPlan plan) {
            return new Chain(plan, plan.slots().size());
        }

        Chain then(MatchPlan next) {
            return new Chain(plan.followedBy(next, last), next.slots().size());
        }
    }

    private static void requireFew(int left, int right) {
        if ((long) left * right > MAX_PLANS) {
            throw tooMany();
        }
    }

    private static List<MatchPlan> joined(List<MatchPlan> left, List<MatchPlan> right) {
        requireFew(left.size(), right.size());
        var result = new ArrayList<MatchPlan>();
        for (MatchPlan a : left) {
            for (MatchPlan b : right) {
                result.add(a.and(b));
            }
        }
        return capped(result);
    }

    private List<MatchPlan> qualified(List<MatchPlan> plans, Qualifier qualifier) {
        return switch (qualifier) {
            case Qualifier.Repeats(long times) -> repeated(plans, times);
            case Qualifier.Within(BigDecimal seconds) -> {
                long width = width(seconds);
                yield plans.stream().map(plan -> plan.within(width)).toList();
            }
            case Qualifier.StartStop(var start, var stop) -> {
                long from = bound(start).nanos();
                long to = bound(stop).nanos();
                // STOP is exclusive: the last nanosecond before it is the latest that counts.
                long latest = to == Long.MIN_VALUE ? to : to - 1;
                yield plans.stream().map(plan -> plan.between(from, latest)).toList();
            }
        };
    }

    private static Moment bound(Constant.Time time) {
        Optional<Moment> moment = Moment.parse(time.text());
        return moment.orElseThrow(
                () -> new MatchFault("The calendar has no such time: t'" + time.text() + "'. Correct START or STOP."));
    }

    /// The largest difference that is still smaller than the seconds given: WITHIN is strict (STIX 2.1 §9.5.1).
    private static long width(BigDecimal seconds) {
        if (seconds.signum() <= 0) {
            throw new MatchFault("WITHIN takes a number greater than 0 (STIX 2.1 §9.5.1).");
        }
        BigDecimal nanos =
                seconds.multiply(NANOS).setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
        return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : nanos.longValueExact();
    }

    private List<MatchPlan> repeated(List<MatchPlan> plans, long times) {
        if (times < 1) {
            throw new MatchFault("REPEATS takes a number of 1 or more (STIX 2.1 §9.5.1).");
        }
        if (plans.size() == 1 && isCounted(plans.getFirst())) {
            MatchPlan plan = plans.getFirst();
            return List.of(new MatchPlan(
                    plan.slots().stream().map(slot -> slot.times(times)).toList(), List.of(), List.of()));
        }
        if (times > MAX_SLOTS) {
            throw tooMany();
        }
        return multisets(plans, 0, (int) times, null);
    }

    /// Slots without conditions between them repeat by counting, whatever the number.
    private static boolean isCounted(MatchPlan plan) {
        return plan.orders().isEmpty() && plan.windows().isEmpty();
    }

    /// Each way to choose `times` plans, order aside.
    private List<MatchPlan> multisets(List<MatchPlan> plans, int from, int times, @Nullable MatchPlan base) {
        if (times == 0) {
            return base == null ? List.of() : List.of(base);
        }
        var result = new ArrayList<MatchPlan>();
        if (from == plans.size() - 1) {
            MatchPlan copies = copies(plans.get(from), times);
            MatchPlan all = base == null ? copies : base.and(copies);
            result.add(all);
            return capped(result);
        }
        MatchPlan current = base;
        for (int taken = 0; taken <= times; taken++) {
            result.addAll(multisets(plans, from + 1, times - taken, current));
            capped(result);
            current = current == null ? plans.get(from) : current.and(plans.get(from));
        }
        return result;
    }

    /// The plan so many times, by doubling.
    private static MatchPlan copies(MatchPlan plan, int times) {
        if ((long) plan.slots().size() * times > MAX_SLOTS) {
            throw tooMany();
        }
        if (times == 1) {
            return plan;
        }
        MatchPlan half = copies(plan, times / 2);
        MatchPlan even = half.and(half);
        return times % 2 == 0 ? even : even.and(plan);
    }

    private static List<MatchPlan> capped(List<MatchPlan> plans) {
        long slots = 0;
        for (MatchPlan plan : plans) {
            slots += plan.slots().size();
        }
        if (plans.size() > MAX_PLANS || slots > MAX_SLOTS) {
            throw tooMany();
        }
        return plans;
    }

    private static MatchFault tooMany() {
        return new MatchFault("The pattern multiplies out to more than " + MAX_PLANS + " alternatives or " + MAX_SLOTS
                + " observations. Use fewer OR and REPEATS inside each other.");
    }
}
