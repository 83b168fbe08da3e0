package theriac.stix.pattern;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The definition of matching, written down without any thought of speed: every binding is enumerated. Works on objects
/// of type `x` with a number `v`, and on single points of time.
final class NaiveMatcher {

    /// One observation: a value and a time in tenths of a second.
    record Seen(int value, boolean hasW, int time) {}

    private final List<Seen> seen;

    NaiveMatcher(List<Seen> seen) {
        this.seen = seen;
    }

    boolean matches(Pattern pattern) {
        return !bindings(pattern.expression()).isEmpty();
    }

    /// All sets of observations that satisfy the expression.
    private Set<Set<Integer>> bindings(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.Bracket(var comparison) -> {
                Set<Set<Integer>> result = new HashSet<>();
                for (int i = 0; i < seen.size(); i++) {
                    if (holds(comparison, seen.get(i))) {
                        result.add(Set.of(i));
                    }
                }
                yield result;
            }
            case ObservationExpression.Or(var operands) -> {
                Set<Set<Integer>> result = new HashSet<>();
                operands.forEach(operand -> result.addAll(bindings(operand)));
                yield result;
            }
            case ObservationExpression.And(var operands) -> joined(operands, false);
            case ObservationExpression.FollowedBy(var operands) -> joined(operands, true);
            case ObservationExpression.Qualified(var inner, Qualifier.Repeats(long times)) -> {
                List<ObservationExpression> copies = new ArrayList<>();
                for (int i = 0; i < times; i++) {
                    copies.add(inner);
                }
                yield joined(copies, false);
            }
            case ObservationExpression.Qualified(var inner, Qualifier.Within(BigDecimal seconds)) -> {
                Set<Set<Integer>> result = bindings(inner);
                result.removeIf(binding -> BigDecimal.valueOf(latest(binding) - earliest(binding), 1)
                                .compareTo(seconds)
                        >= 0);
                yield result;
            }
            case ObservationExpression.Qualified(var inner, Qualifier.StartStop(var start, var stop)) -> {
                Set<Set<Integer>> result = bindings(inner);
                result.removeIf(binding -> earliest(binding) < tenths(start) || latest(binding) >= tenths(stop));
                yield result;
            }
        };
    }

    private Set<Set<Integer>> joined(List<ObservationExpression> operands, boolean ordered) {
        Set<Set<Integer>> result = bindings(operands.getFirst());
        for (ObservationExpression operand : operands.subList(1, operands.size())) {
            Set<Set<Integer>> next = new HashSet<>();
            Set<Set<Integer>> right = bindings(operand);
            for (Set<Integer> a : result) {
                for (Set<Integer> b : right) {
                    boolean distinct = a.stream().noneMatch(b::contains);
                    if (distinct && (!ordered || latest(a) <= earliest(b))) {
                        Set<Integer> both = new HashSet<>(a);
                        both.addAll(b);
                        next.add(both);
                    }
                }
            }
            result = next;
        }
        return result;
    }

    private int latest(Set<Integer> binding) {
        return binding.stream().mapToInt(i -> seen.get(i).time()).max().orElseThrow();
    }

    private int earliest(Set<Integer> binding) {
        return binding.stream().mapToInt(i -> seen.get(i).time()).min().orElseThrow();
    }

    private static int tenths(Constant.Time time) {
        return (time.text().charAt(18) - '0') * 10;
    }

    private static boolean holds(ComparisonExpression expression, Seen seen) {
        return switch (expression) {
            case ComparisonExpression.And(var operands) -> operands.stream().allMatch(operand -> holds(operand, seen));
            case ComparisonExpression.Or(var operands) -> operands.stream().anyMatch(operand -> holds(operand, seen));
            case ComparisonExpression.Existence(var path, var negated) ->
                (path.propertyText().equals("v") || seen.hasW()) != negated;
            case ComparisonExpression.Membership(var path, var negated, var set) ->
                set.stream().anyMatch(constant -> number(constant) == seen.value()) != negated;
            case ComparisonExpression.Comparison(var path, var negated, var operator, var constant) -> {
                double other = number(constant);
                boolean plain = switch (operator) {
                    case EQUAL -> seen.value() == other;
                    case NOT_EQUAL -> seen.value() != other;
                    case LESS -> seen.value() < other;
                    default -> seen.value() >= other;
                };
                yield plain != negated;
            }
        };
    }

    private static double number(Constant constant) {
        return Double.parseDouble(constant.text());
    }
}
