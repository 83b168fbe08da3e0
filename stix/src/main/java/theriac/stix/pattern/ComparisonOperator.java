package theriac.stix.pattern;

/// The comparison operators of STIX 2.1 §9.6.1. `EXISTS` is no comparison: see
/// [ComparisonExpression.Existence].
public enum ComparisonOperator {
    /// `=`, also written `==`.
    EQUAL("="),
    /// `!=`, also written `<>`.
    NOT_EQUAL("!="),
    /// `<`
    LESS("<"),
    /// `<=`
    LESS_OR_EQUAL("<="),
    /// `>`
    GREATER(">"),
    /// `>=`
    GREATER_OR_EQUAL(">="),
    /// Member of a set of constants.
    IN("IN"),
    /// SQL wildcards: `%` any run, `_` one character, over the whole string.
    LIKE("LIKE"),
    /// A regular expression, searched for.
    MATCHES("MATCHES"),
    /// The address or network lies within the constant network.
    ISSUBSET("ISSUBSET"),
    /// The network contains the constant address or network.
    ISSUPERSET("ISSUPERSET");

    private final String symbol;

    ComparisonOperator(String symbol) {
        this.symbol = symbol;
    }

    /// The operator as it is printed.
    public String symbol() {
        return symbol;
    }

    /// Whether only a string constant may follow.
    boolean takesStringOnly() {
        return switch (this) {
            case LIKE, MATCHES, ISSUBSET, ISSUPERSET -> true;
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN -> false;
        };
    }

    /// Whether the operator asks for an order; truth values have none.
    boolean orders() {
        return this == LESS || this == LESS_OR_EQUAL || this == GREATER || this == GREATER_OR_EQUAL;
    }
}
