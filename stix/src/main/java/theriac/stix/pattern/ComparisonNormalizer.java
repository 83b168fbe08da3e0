package theriac.stix.pattern;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import theriac.stix.net.IpNetwork;

/// Brings what stands in brackets into one form: a sorted OR of sorted ANDs of leaves, without terms that another term
/// covers and without terms that no object can satisfy. Every step keeps the meaning for the matcher exactly.
final class ComparisonNormalizer {

    /// Terms of the disjunction; beyond, an expression keeps its shape and is only sorted.
    private static final int MAX_TERMS = 4_000;

    private ComparisonNormalizer() {}

    static ComparisonExpression normalize(ComparisonExpression expression) {
        List<TreeMap<String, ComparisonExpression>> terms = terms(expression);
        if (terms.isEmpty()) {
            return sorted(expression);
        }
        Map<String, ComparisonExpression> sorted = new TreeMap<>();
        for (TreeMap<String, ComparisonExpression> term : uncovered(terms)) {
            ComparisonExpression and = joined(new ArrayList<>(term.values()), true);
            sorted.put(PatternPrinter.print(and), and);
        }
        return joined(new ArrayList<>(sorted.values()), false);
    }

    /// The disjunctive form; empty when there is none within the limit or no term can be satisfied.
    private static List<TreeMap<String, ComparisonExpression>> terms(ComparisonExpression expression) {
        var result = new ArrayList<TreeMap<String, ComparisonExpression>>();
        for (TreeMap<String, ComparisonExpression> term : product(expression)) {
            if (term.values().stream()
                            .map(leaf -> PatternWalk.path(leaf).objectType())
                            .distinct()
                            .count()
                    == 1) {
                result.add(term);
            }
        }
        return result;
    }

    private static List<TreeMap<String, ComparisonExpression>> product(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.Or(var operands) -> {
                var all = new ArrayList<TreeMap<String, ComparisonExpression>>();
                for (ComparisonExpression operand : operands) {
                    List<TreeMap<String, ComparisonExpression>> part = product(operand);
                    if (part.isEmpty() || all.size() + part.size() > MAX_TERMS) {
                        yield List.of();
                    }
                    all.addAll(part);
                }
                yield all;
            }
            case ComparisonExpression.And(var operands) -> {
                List<TreeMap<String, ComparisonExpression>> all = product(operands.getFirst());
                for (ComparisonExpression operand : operands.subList(1, operands.size())) {
                    all = multiplied(all, product(operand));
                }
                yield all;
            }
            case ComparisonExpression.Membership(var path, var negated, var set)
            when !negated && set.size() > 1 -> {
                var all = new ArrayList<TreeMap<String, ComparisonExpression>>();
                for (Constant constant : set) {
                    all.add(term(leaf(new ComparisonExpression.Membership(path, false, List.of(constant)))));
                }
                yield all;
            }
            default -> List.of(term(leaf(expression)));
        };
    }

    private static TreeMap<String, ComparisonExpression> term(ComparisonExpression leaf) {
        var term = new TreeMap<String, ComparisonExpression>();
        term.put(PatternPrinter.print(leaf), leaf);
        return term;
    }

    private static List<TreeMap<String, ComparisonExpression>> multiplied(
            List<TreeMap<String, ComparisonExpression>> left, List<TreeMap<String, ComparisonExpression>> right) {
        if ((long) left.size() * right.size() > MAX_TERMS) {
            return List.of();
        }
        if (right.size() == 1) {
            // The common case, and the one that may be long: grows in place, or the work were quadratic.
            left.forEach(term -> term.putAll(right.getFirst()));
            return left;
        }
        var all = new ArrayList<TreeMap<String, ComparisonExpression>>();
        for (TreeMap<String, ComparisonExpression> a : left) {
            for (TreeMap<String, ComparisonExpression> b : right) {
                var both = new TreeMap<>(a);
                both.putAll(b);
                all.add(both);
            }
        }
        return all;
    }

    /// Without terms that ask for more than another term: `a OR (a AND b)` is `a`.
    private static List<TreeMap<String, ComparisonExpression>> uncovered(
            List<TreeMap<String, ComparisonExpression>> terms) {
        if (terms.stream().allMatch(term -> term.size() == 1)) {
            return terms;
        }
        if (terms.size() > 200) {
            // Quadratic work for a form that hardly any real pattern has; the form stays correct without it.
            return terms;
        }
        return terms.stream()
                .filter(term -> terms.stream()
                        .noneMatch(other ->
                                other.size() < term.size() && term.keySet().containsAll(other.keySet())))
                .toList();
    }

    private static ComparisonExpression joined(List<ComparisonExpression> operands, boolean and) {
        if (operands.size() == 1) {
            return operands.getFirst();
        }
        return and ? new ComparisonExpression.And(operands) : new ComparisonExpression.Or(operands);
    }

    /// The same shape with sorted operands and normal leaves.
    private static ComparisonExpression sorted(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.And(var operands) -> joined(distinct(operands), true);
            case ComparisonExpression.Or(var operands) -> joined(distinct(operands), false);
            default -> leaf(expression);
        };
    }

    private static List<ComparisonExpression> distinct(List<ComparisonExpression> operands) {
        var byText = new TreeMap<String, ComparisonExpression>();
        for (ComparisonExpression operand : operands) {
            ComparisonExpression sorted = sorted(operand);
            byText.put(PatternPrinter.print(sorted), sorted);
        }
        return new ArrayList<>(byText.values());
    }

    private static ComparisonExpression leaf(ComparisonExpression leaf) {
        return switch (leaf) {
            case ComparisonExpression.Comparison(var path, var negated, var operator, var constant) ->
                comparison(path, negated, operator, constant(operator, constant));
            case ComparisonExpression.Membership(var path, var negated, var set) -> membership(path, negated, set);
            default -> leaf;
        };
    }

    /// `NOT =` and `!=` say the same, also about incompatible types (STIX 2.1 §9.6.1); other negations do not.
    private static ComparisonExpression comparison(
            ObjectPath path, boolean negated, ComparisonOperator operator, Constant constant) {
        if (negated && operator == ComparisonOperator.EQUAL) {
            return new ComparisonExpression.Comparison(path, false, ComparisonOperator.NOT_EQUAL, constant);
        }
        if (negated && operator == ComparisonOperator.NOT_EQUAL) {
            return new ComparisonExpression.Comparison(path, false, ComparisonOperator.EQUAL, constant);
        }
        return new ComparisonExpression.Comparison(path, negated, operator, constant);
    }

    private static ComparisonExpression membership(ObjectPath path, boolean negated, List<Constant> set) {
        var byText = new TreeMap<String, Constant>();
        for (Constant constant : set) {
            Constant normal = constant(ComparisonOperator.IN, constant);
            byText.put(normal.getClass().getSimpleName() + normal.text(), normal);
        }
        if (byText.size() == 1) {
            return comparison(
                    path, negated, ComparisonOperator.EQUAL, byText.firstEntry().getValue());
        }
        return new ComparisonExpression.Membership(path, negated, new ArrayList<>(byText.values()));
    }

    private static Constant constant(ComparisonOperator operator, Constant constant) {
        return switch (constant) {
            case Constant.Decimal(BigDecimal value) -> number(value);
            case Constant.Base64Octets octets ->
                new Constant.HexOctets(HexFormat.of().formatHex(octets.octets()));
            case Constant.Time(String text) -> new Constant.Time(time(text));
            case Constant.Text(String text)
            when operator == ComparisonOperator.ISSUBSET || operator == ComparisonOperator.ISSUPERSET ->
                new Constant.Text(IpNetwork.parse(text).map(IpNetwork::text).orElse(text));
            default -> constant;
        };
    }

    private static Constant number(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= 0 ? new Constant.Whole(stripped.toBigInteger()) : new Constant.Decimal(stripped);
    }

    /// Without trailing zeros in the fraction.
    static String time(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return text;
        }
        int end = text.length() - 1;
        while (end > dot && (text.charAt(end - 1) == '0' || end - 1 == dot)) {
            end--;
        }
        return text.substring(0, end) + "Z";
    }
}
