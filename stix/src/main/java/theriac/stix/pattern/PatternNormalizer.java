package theriac.stix.pattern;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Brings a tree into one form for comparing patterns by meaning: joins flat and sorted, START/STOP at the brackets,
/// repeats counted, qualifiers without effect gone. Every step keeps the meaning for the matcher exactly; two patterns
/// of one meaning may still have two forms.
final class PatternNormalizer {

    private PatternNormalizer() {}

    static ObservationExpression normalize(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.Bracket(var comparison) ->
                new ObservationExpression.Bracket(ComparisonNormalizer.normalize(comparison));
            case ObservationExpression.Or(var operands) -> or(operands);
            case ObservationExpression.And(var operands) -> and(operands);
            case ObservationExpression.FollowedBy(var operands) -> followedBy(operands);
            case ObservationExpression.Qualified(var inner, var qualifier) -> qualified(normalize(inner), qualifier);
        };
    }

    /// `[a] OR [b]` is `[a OR b]`.
    private static ObservationExpression or(List<ObservationExpression> operands) {
        var comparisons = new ArrayList<ComparisonExpression>();
        var others = new TreeMap<String, ObservationExpression>();
        for (ObservationExpression operand : operands) {
            ObservationExpression normal = normalize(operand);
            List<ObservationExpression> parts =
                    normal instanceof ObservationExpression.Or(var inner) ? inner : List.of(normal);
            for (ObservationExpression part : parts) {
                if (part instanceof ObservationExpression.Bracket(var comparison)) {
                    comparisons.add(comparison);
                } else {
                    others.put(PatternPrinter.print(part), part);
                }
            }
        }
        if (!comparisons.isEmpty()) {
            ComparisonExpression either =
                    comparisons.size() == 1 ? comparisons.getFirst() : new ComparisonExpression.Or(comparisons);
            var bracket = new ObservationExpression.Bracket(ComparisonNormalizer.normalize(either));
            others.put(PatternPrinter.print(bracket), bracket);
        }
        var all = new ArrayList<>(others.values());
        return all.size() == 1 ? all.getFirst() : new ObservationExpression.Or(all);
    }

    /// Sorted, equal operands counted: `[a] AND [a]` is `[a] REPEATS 2 TIMES` (STIX 2.1 §9.5.1 calls it a shorthand).
    private static ObservationExpression and(List<ObservationExpression> operands) {
        Map<ObservationExpression, Long> counts = new HashMap<>();
        for (ObservationExpression operand : operands) {
            count(normalize(operand), 1, counts);
        }
        return counted(counts);
    }

    private static void count(ObservationExpression normal, long factor, Map<ObservationExpression, Long> counts) {
        switch (normal) {
            case ObservationExpression.And(var operands) -> operands.forEach(operand -> count(operand, factor, counts));
            case ObservationExpression.Qualified(var inner, Qualifier.Repeats(long times))
            when times > 0 && times < Integer.MAX_VALUE && factor < Integer.MAX_VALUE ->
                count(inner, factor * times, counts);
            default -> counts.merge(normal, factor, Long::sum);
        }
    }

    private static ObservationExpression counted(Map<ObservationExpression, Long> counts) {
        var sorted = new TreeMap<String, ObservationExpression>();
        counts.forEach((operand, times) -> {
            ObservationExpression part =
                    times == 1 ? operand : new ObservationExpression.Qualified(operand, new Qualifier.Repeats(times));
            sorted.put(PatternPrinter.print(part), part);
        });
        var all = new ArrayList<>(sorted.values());
        return all.size() == 1 ? all.getFirst() : new ObservationExpression.And(all);
    }

    /// `a FOLLOWEDBY (b FOLLOWEDBY c)` asks the same as the flat chain.
    private static ObservationExpression followedBy(List<ObservationExpression> operands) {
        var flat = new ArrayList<ObservationExpression>();
        for (ObservationExpression operand : operands) {
            ObservationExpression normal = normalize(operand);
            if (normal instanceof ObservationExpression.FollowedBy(var inner)) {
                flat.addAll(inner);
            } else {
                flat.add(normal);
            }
        }
        return new ObservationExpression.FollowedBy(flat);
    }

    private static ObservationExpression qualified(ObservationExpression inner, Qualifier qualifier) {
        return switch (qualifier) {
            case Qualifier.Repeats(long times) -> {
                Map<ObservationExpression, Long> counts = new HashMap<>();
                if (times < 1 || times >= Integer.MAX_VALUE) {
                    yield new ObservationExpression.Qualified(inner, qualifier);
                }
                count(inner, times, counts);
                yield counted(counts);
            }
            case Qualifier.Within(BigDecimal seconds) -> within(inner, seconds);
            case Qualifier.StartStop window -> startStop(inner, normal(window));
        };
    }

    /// One observation is always within any positive time; of two windows the narrower counts.
    private static ObservationExpression within(ObservationExpression inner, BigDecimal seconds) {
        BigDecimal normal = seconds.stripTrailingZeros();
        if (seconds.signum() > 0 && isOne(inner)) {
            return inner;
        }
        if (inner instanceof ObservationExpression.Qualified(var deeper, Qualifier.Within(BigDecimal other))
                && seconds.signum() > 0
                && other.signum() > 0) {
            return new ObservationExpression.Qualified(deeper, new Qualifier.Within(normal.min(other)));
        }
        return new ObservationExpression.Qualified(inner, new Qualifier.Within(normal));
    }

    private static boolean isOne(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.Bracket b -> true;
            case ObservationExpression.Or(var operands) -> operands.stream().allMatch(PatternNormalizer::isOne);
            case ObservationExpression.Qualified(var inner, Qualifier.StartStop s) -> isOne(inner);
            default -> false;
        };
    }

    private static Qualifier.StartStop normal(Qualifier.StartStop window) {
        return new Qualifier.StartStop(
                new Constant.Time(ComparisonNormalizer.time(window.start().text())),
                new Constant.Time(ComparisonNormalizer.time(window.stop().text())));
    }

    /// START/STOP binds every observation by itself, so it moves down to the brackets.
    private static ObservationExpression startStop(ObservationExpression inner, Qualifier.StartStop window) {
        return switch (inner) {
            case ObservationExpression.Bracket b -> new ObservationExpression.Qualified(b, window);
            case ObservationExpression.And(var operands) ->
                and(operands.stream().map(operand -> startStop(operand, window)).toList());
            case ObservationExpression.Or(var operands) ->
                or(operands.stream().map(operand -> startStop(operand, window)).toList());
            case ObservationExpression.FollowedBy(var operands) ->
                new ObservationExpression.FollowedBy(operands.stream()
                        .map(operand -> startStop(operand, window))
                        .toList());
            case ObservationExpression.Qualified(var deeper, Qualifier.StartStop other) ->
                new ObservationExpression.Qualified(deeper, common(other, window));
            case ObservationExpression.Qualified(var deeper, var other) ->
                new ObservationExpression.Qualified(startStop(deeper, window), other);
        };
    }

    private static Qualifier.StartStop common(Qualifier.StartStop a, Qualifier.StartStop b) {
        return new Qualifier.StartStop(
                order(a.start(), b.start()) >= 0 ? a.start() : b.start(),
                order(a.stop(), b.stop()) <= 0 ? a.stop() : b.stop());
    }

    private static int order(Constant.Time a, Constant.Time b) {
        Optional<Moment> x = Moment.parse(a.text());
        Optional<Moment> y = Moment.parse(b.text());
        return x.isPresent() && y.isPresent()
                ? x.get().compareTo(y.get())
                : a.text().compareTo(b.text());
    }
}
