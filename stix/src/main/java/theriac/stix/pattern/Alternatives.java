package theriac.stix.pattern;

/// Tells patterns of which every positive constant is enough by itself from patterns that need things together.
final class Alternatives {

    private Alternatives() {}

    static boolean are(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.Bracket(var comparison) -> are(comparison);
            case ObservationExpression.Or(var operands) -> operands.stream().allMatch(Alternatives::are);
            case ObservationExpression.And and -> false;
            case ObservationExpression.FollowedBy followed -> false;
            case ObservationExpression.Qualified qualified -> false;
        };
    }

    private static boolean are(ComparisonExpression comparison) {
        return switch (comparison) {
            case ComparisonExpression.Comparison single -> true;
            case ComparisonExpression.Membership set -> true;
            case ComparisonExpression.Or(var operands) -> operands.stream().allMatch(Alternatives::are);
            case ComparisonExpression.And and -> false;
            case ComparisonExpression.Existence existence -> false;
        };
    }
}
