package theriac.stix.pattern;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Builds patterns without text: nothing to escape, nothing to inject.
///
/// ```java
/// Pattern pattern = PatternBuilder.seen(equal(ObjectPath.of("domain-name", "value"), "bad.example"))
///         .followedBy(PatternBuilder.seen(equal(ObjectPath.of("ipv4-addr", "value"), "192.0.2.1")))
///         .within(Duration.ofMinutes(5))
///         .build();
/// ```
///
/// Immutable: each call answers a new builder.
public final class PatternBuilder {

    private static final int SECOND_DIGITS = 9;

    private final ObservationExpression expression;

    private PatternBuilder(ObservationExpression expression) {
        this.expression = expression;
    }

    /// `path = 'text'`
    public static ComparisonExpression equal(ObjectPath path, String text) {
        return compare(path, ComparisonOperator.EQUAL, new Constant.Text(text));
    }

    /// `path operator constant`
    ///
    /// @throws IllegalArgumentException when the operator cannot take this constant
    public static ComparisonExpression compare(ObjectPath path, ComparisonOperator operator, Constant constant) {
        return new ComparisonExpression.Comparison(path, false, operator, constant);
    }

    /// `path IN ('a', 'b')`
    public static ComparisonExpression in(ObjectPath path, List<String> texts) {
        List<Constant> set = texts.stream().<Constant>map(Constant.Text::new).toList();
        return new ComparisonExpression.Membership(path, false, set);
    }

    /// All hold on one object; one operand stands for itself.
    public static ComparisonExpression all(List<ComparisonExpression> operands) {
        return operands.size() == 1 ? operands.getFirst() : new ComparisonExpression.And(operands);
    }

    /// One holds; one operand stands for itself.
    public static ComparisonExpression any(List<ComparisonExpression> operands) {
        return operands.size() == 1 ? operands.getFirst() : new ComparisonExpression.Or(operands);
    }

    /// `[comparison]`
    public static PatternBuilder seen(ComparisonExpression comparison) {
        return new PatternBuilder(new ObservationExpression.Bracket(comparison));
    }

    /// Both, on different observations.
    public PatternBuilder and(PatternBuilder other) {
        return new PatternBuilder(new ObservationExpression.And(List.of(expression, other.expression)));
    }

    /// One of the two.
    public PatternBuilder or(PatternBuilder other) {
        return new PatternBuilder(new ObservationExpression.Or(List.of(expression, other.expression)));
    }

    /// Both, and the other not before this.
    public PatternBuilder followedBy(PatternBuilder other) {
        return new PatternBuilder(new ObservationExpression.FollowedBy(List.of(expression, other.expression)));
    }

    /// At least so many times.
    ///
    /// @throws IllegalArgumentException when less than 1
    public PatternBuilder repeats(long times) {
        if (times < 1) {
            throw new IllegalArgumentException("REPEATS takes 1 or more, not " + times);
        }
        return new PatternBuilder(new ObservationExpression.Qualified(expression, new Qualifier.Repeats(times)));
    }

    /// Closer together than this.
    ///
    /// @throws IllegalArgumentException when not positive
    public PatternBuilder within(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("WITHIN takes a positive duration, not " + duration);
        }
        BigDecimal seconds =
                BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), SECOND_DIGITS));
        BigDecimal plain = duration.getNano() == 0 ? seconds.setScale(0) : seconds.stripTrailingZeros();
        return new PatternBuilder(new ObservationExpression.Qualified(expression, new Qualifier.Within(plain)));
    }

    /// At or after start, before stop.
    ///
    /// @throws IllegalArgumentException when start is not before stop
    public PatternBuilder between(Instant start, Instant stop) {
        if (!start.isBefore(stop)) {
            throw new IllegalArgumentException("START " + start + " is not before STOP " + stop);
        }
        var window = new Qualifier.StartStop(new Constant.Time(start.toString()), new Constant.Time(stop.toString()));
        return new PatternBuilder(new ObservationExpression.Qualified(expression, window));
    }

    /// The pattern.
    public Pattern build() {
        return new Pattern(expression);
    }
}
