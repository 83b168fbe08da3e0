package theriac.hub.sharing;

import java.util.ArrayList;
import java.util.List;
import theriac.stix.pattern.ComparisonExpression;
import theriac.stix.pattern.ObservationExpression;
import theriac.stix.pattern.Pattern;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// The values of a pattern each of which is enough by itself: alternatives joined by `OR`. A pattern that needs two
/// things
/// together (`AND`, `FOLLOWEDBY`, a window) has none: blocking one of the two would block what nobody called malicious.
final class Alternatives {

    private Alternatives() {}

    static List<NormalValue> of(Pattern pattern) {
        var values = new ArrayList<NormalValue>();
        var whole = isAlternative(pattern.expression());
        if (whole) {
            pattern.constants().forEach(constant -> Values.of(constant).ifPresent(values::add));
        }
        return values;
    }

    private static boolean isAlternative(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.Bracket(var comparison) -> isAlternative(comparison);
            case ObservationExpression.Or(var operands) -> operands.stream().allMatch(Alternatives::isAlternative);
            case ObservationExpression.And and -> false;
            case ObservationExpression.FollowedBy followed -> false;
            case ObservationExpression.Qualified qualified -> false;
        };
    }

    private static boolean isAlternative(ComparisonExpression comparison) {
        return switch (comparison) {
            case ComparisonExpression.Comparison single -> true;
            case ComparisonExpression.Membership set -> true;
            case ComparisonExpression.Or(var operands) -> operands.stream().allMatch(Alternatives::isAlternative);
            case ComparisonExpression.And and -> false;
            case ComparisonExpression.Existence existence -> false;
        };
    }
}
