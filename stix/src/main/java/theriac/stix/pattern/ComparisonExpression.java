package theriac.stix.pattern;

import java.util.List;

/// What stands between `[` and `]` (STIX 2.1 §9.6). All parts joined by `AND` hold on the same object.
public sealed interface ComparisonExpression {

    /// `path NOT? operator constant`; every operator but `IN`.
    record Comparison(ObjectPath path, boolean negated, ComparisonOperator operator, Constant constant)
            implements ComparisonExpression {
        /// @throws IllegalArgumentException when the operator cannot take this constant
        public Comparison {
            if (operator == ComparisonOperator.IN) {
                throw new IllegalArgumentException("IN takes a set: use Membership");
            }
            if (operator.takesStringOnly() && !(constant instanceof Constant.Text)) {
                throw new IllegalArgumentException(operator.symbol() + " takes a string");
            }
            if (operator.orders() && constant instanceof Constant.Truth) {
                throw new IllegalArgumentException("true and false have no order");
            }
        }
    }

    /// `path NOT? IN (…)`; the set may be empty and then matches nothing.
    record Membership(ObjectPath path, boolean negated, List<Constant> set) implements ComparisonExpression {
        public Membership {
            set = List.copyOf(set);
        }
    }

    /// `NOT? EXISTS path`
    record Existence(ObjectPath path, boolean negated) implements ComparisonExpression {}

    /// Two or more expressions that hold on the same object.
    record And(List<ComparisonExpression> operands) implements ComparisonExpression {
        public And {
            operands = List.copyOf(operands);
            ObservationExpression.requireTwo(operands);
        }
    }

    /// Two or more expressions of which one holds.
    record Or(List<ComparisonExpression> operands) implements ComparisonExpression {
        public Or {
            operands = List.copyOf(operands);
            ObservationExpression.requireTwo(operands);
        }
    }
}
