package theriac.stix.pattern;

import java.util.List;
import java.util.function.Consumer;

/// Visits the leaves of a tree in the order of the text.
final class PatternWalk {

    private PatternWalk() {}

    /// Every comparison without parts: comparisons, memberships, existences.
    static void comparisons(ObservationExpression expression, Consumer<ComparisonExpression> leaf) {
        switch (expression) {
            case ObservationExpression.Bracket(var comparison) -> leaves(comparison, leaf);
            case ObservationExpression.And(var operands) -> operands.forEach(operand -> comparisons(operand, leaf));
            case ObservationExpression.Or(var operands) -> operands.forEach(operand -> comparisons(operand, leaf));
            case ObservationExpression.FollowedBy(var operands) ->
                operands.forEach(operand -> comparisons(operand, leaf));
            case ObservationExpression.Qualified(var inner, var qualifier) -> comparisons(inner, leaf);
        }
    }

    static void qualifiers(ObservationExpression expression, Consumer<Qualifier> visitor) {
        switch (expression) {
            case ObservationExpression.Bracket _ -> {
                // Qualifiers stand outside the brackets.
            }
            case ObservationExpression.And(var operands) -> operands.forEach(o -> qualifiers(o, visitor));
            case ObservationExpression.Or(var operands) -> operands.forEach(o -> qualifiers(o, visitor));
            case ObservationExpression.FollowedBy(var operands) -> operands.forEach(o -> qualifiers(o, visitor));
            case ObservationExpression.Qualified(var inner, var qualifier) -> {
                qualifiers(inner, visitor);
                visitor.accept(qualifier);
            }
        }
    }

    static void leaves(ComparisonExpression expression, Consumer<ComparisonExpression> leaf) {
        switch (expression) {
            case ComparisonExpression.And(var operands) -> operands.forEach(operand -> leaves(operand, leaf));
            case ComparisonExpression.Or(var operands) -> operands.forEach(operand -> leaves(operand, leaf));
            case ComparisonExpression.Comparison c -> leaf.accept(c);
            case ComparisonExpression.Membership m -> leaf.accept(m);
            case ComparisonExpression.Existence e -> leaf.accept(e);
        }
    }

    /// The path of a leaf.
    ///
    /// @throws IllegalArgumentException when the expression is a join
    static ObjectPath path(ComparisonExpression leaf) {
        return switch (leaf) {
            case ComparisonExpression.Comparison c -> c.path();
            case ComparisonExpression.Membership m -> m.path();
            case ComparisonExpression.Existence e -> e.path();
            case ComparisonExpression.And a -> throw new IllegalArgumentException("a join has no single path");
            case ComparisonExpression.Or o -> throw new IllegalArgumentException("a join has no single path");
        };
    }

    static void constants(ComparisonExpression leaf, List<PatternConstant> into) {
        switch (leaf) {
            case ComparisonExpression.Comparison(var path, var negated, var operator, var constant) ->
                into.add(new PatternConstant(path.objectType(), path.propertyText(), operator, negated, constant));
            case ComparisonExpression.Membership(var path, var negated, var set) -> {
                for (Constant constant : set) {
                    into.add(new PatternConstant(
                            path.objectType(), path.propertyText(), ComparisonOperator.IN, negated, constant));
                }
            }
            case ComparisonExpression.Existence e -> {
                // An existence test compares with nothing.
            }
            case ComparisonExpression.And a -> leaves(a, part -> constants(part, into));
            case ComparisonExpression.Or o -> leaves(o, part -> constants(part, into));
        }
    }
}
