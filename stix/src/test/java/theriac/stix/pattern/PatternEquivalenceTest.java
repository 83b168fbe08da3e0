package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.stix.pattern.PatternGenerator.tries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Equivalence as a law: symmetric, kept by reordering, and never said of two patterns that match differently.
class PatternEquivalenceTest {

    private static final long SEED = 20260701;

    @Test
    void reorderedPatternsAreEquivalentBothWays() {
        for (int i = 0; i < tries(5_000); i++) {
            Pattern pattern = new PatternGenerator(SEED + i).smallPattern();
            Pattern other = new Pattern(reversed(pattern.expression()));
            assertThat(pattern.equivalentTo(other)).as(pattern::print).isTrue();
            assertThat(other.equivalentTo(pattern)).as(pattern::print).isTrue();
        }
    }

    @Test
    void equivalentPatternsMatchTheSameObservations() {
        Map<Pattern, List<Pattern>> byForm = new HashMap<>();
        var generator = new PatternGenerator(SEED);
        for (int i = 0; i < tries(20_000); i++) {
            Pattern pattern = generator.smallPattern();
            byForm.computeIfAbsent(pattern.normalForm(), form -> new ArrayList<>())
                    .add(pattern);
        }
        List<List<Pattern>> families = byForm.values().stream()
                .map(patterns -> patterns.stream().distinct().limit(4).toList())
                .filter(patterns -> patterns.size() > 1)
                .toList();
        assertThat(families).hasSizeGreaterThan(tries(200));
        for (List<Pattern> family : families) {
            for (int round = 0; round < 8; round++) {
                List<ObservedData> observations = observations(generator);
                List<Boolean> answers = family.stream()
                        .map(pattern ->
                                PatternMatcher.compile(pattern).match(observations) instanceof MatchResult.Matched)
                        .distinct()
                        .toList();
                assertThat(answers).as(() -> family.toString()).hasSize(1);
            }
        }
    }

    @Test
    void patternsThatMatchDifferentlyAreNeverCalledEquivalent() {
        var generator = new PatternGenerator(SEED + 1);
        int different = 0;
        for (int i = 0; i < tries(20_000); i++) {
            Pattern one = generator.smallPattern();
            Pattern other = generator.smallPattern();
            assertThat(one.equivalentTo(other)).isEqualTo(other.equivalentTo(one));
            List<ObservedData> observations = observations(generator);
            boolean same = PatternMatcher.compile(one).match(observations) instanceof MatchResult.Matched
                    == PatternMatcher.compile(other).match(observations) instanceof MatchResult.Matched;
            different += same ? 0 : 1;
            assertThat(same || !one.equivalentTo(other))
                    .as(() -> one.print() + " and " + other.print())
                    .isTrue();
        }
        assertThat(different).isGreaterThan(tries(2_000));
    }

    private static List<ObservedData> observations(PatternGenerator generator) {
        List<ObservedData> observations = new ArrayList<>();
        for (int n = generator.below(5); n > 0; n--) {
            String object =
                    "{\"type\":\"x\",\"v\":" + generator.below(3) + (generator.below(2) == 0 ? ",\"w\":[]}" : "}");
            int first = generator.below(5);
            observations.add(Observed.span(first, first + generator.below(2), 1 + generator.below(2), object));
        }
        return observations;
    }

    private static ObservationExpression reversed(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.Bracket(var comparison) ->
                new ObservationExpression.Bracket(reversed(comparison));
            case ObservationExpression.And(var operands) ->
                new ObservationExpression.And(operands.reversed().stream()
                        .map(PatternEquivalenceTest::reversed)
                        .toList());
            case ObservationExpression.Or(var operands) ->
                new ObservationExpression.Or(operands.reversed().stream()
                        .map(PatternEquivalenceTest::reversed)
                        .toList());
            case ObservationExpression.FollowedBy(var operands) ->
                new ObservationExpression.FollowedBy(
                        operands.stream().map(PatternEquivalenceTest::reversed).toList());
            case ObservationExpression.Qualified(var inner, var qualifier) ->
                new ObservationExpression.Qualified(reversed(inner), qualifier);
        };
    }

    private static ComparisonExpression reversed(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.And(var operands) ->
                new ComparisonExpression.And(operands.reversed().stream()
                        .map(PatternEquivalenceTest::reversed)
                        .toList());
            case ComparisonExpression.Or(var operands) ->
                new ComparisonExpression.Or(operands.reversed().stream()
                        .map(PatternEquivalenceTest::reversed)
                        .toList());
            default -> expression;
        };
    }
}
