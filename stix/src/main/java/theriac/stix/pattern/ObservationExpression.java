package theriac.stix.pattern;

import java.util.List;

/// A pattern as a tree (STIX 2.1 §9.5): brackets, joined and qualified. Joins are n-ary: `a AND b AND c` is
/// one node, `a AND (b AND c)` is two.
public sealed interface ObservationExpression {

    /// `[ … ]`: one observation in which some object satisfies the comparison.
    record Bracket(ComparisonExpression comparison) implements ObservationExpression {}

    /// All operands match, each on different observations.
    record And(List<ObservationExpression> operands) implements ObservationExpression {
        public And {
            operands = List.copyOf(operands);
            requireTwo(operands);
        }
    }

    /// One of the operands matches.
    record Or(List<ObservationExpression> operands) implements ObservationExpression {
        public Or {
            operands = List.copyOf(operands);
            requireTwo(operands);
        }
    }

    /// All operands match on different observations, and none of an operand lies before one of the operand to
    /// its left.
    record FollowedBy(List<ObservationExpression> operands) implements ObservationExpression {
        public FollowedBy {
            operands = List.copyOf(operands);
            requireTwo(operands);
        }
    }

    /// An expression with one qualifier; several qualifiers nest, the first written is the innermost.
    record Qualified(ObservationExpression expression, Qualifier qualifier) implements ObservationExpression {}

    /// @throws IllegalArgumentException when a join has fewer than two operands
    static void requireTwo(List<?> operands) {
        if (operands.size() < 2) {
            throw new IllegalArgumentException("a join needs two operands or more, this one has " + operands.size());
        }
    }
}
