package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import theriac.stix.SharedData;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Every operator against every type of value, by itself and negated.
class ComparisonVectorsTest {

    record Line(String property, String value, String comparison, boolean holds) {

        ObservedData observation() {
            String text = """
                    {"type":"observed-data","id":"observed-data--0a51d8c4-7f2e-4b6a-8d93-1c2e3f405161",
                     "first_observed":"2026-01-01T00:00:00Z","last_observed":"2026-01-01T00:00:00Z","number_observed":1,
                     "objects":{"0":{"type":"x-a","%s":%s}}}""".formatted(property, value);
            return ObservedData.read(List.of((JsonObject) Json.read(text))).getFirst();
        }
    }

    static Stream<Line> lines() {
        return SharedData.lines("/vectors/stix-patterns/comparisons.txt").stream()
                .map(line -> line.split(" \\| "))
                .map(parts -> new Line(parts[0], parts[1], parts[2], Boolean.parseBoolean(parts[3])));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aComparisonHoldsAsTheVectorSays(Line line) {
        assertThat(matches("[x-a:%s %s]", line)).isEqualTo(line.holds());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void itsNegationHoldsWhereItDoesNot(Line line) {
        if (!line.comparison().startsWith("NOT")) {
            assertThat(matches("[x-a:%s NOT %s]", line)).isEqualTo(!line.holds());
        }
    }

    private static boolean matches(String form, Line line) {
        Pattern pattern = Pattern.of(form.formatted(line.property(), line.comparison()));
        return switch (PatternMatcher.compile(pattern).match(line.observation())) {
            case MatchResult.Matched _ -> true;
            case MatchResult.NotMatched _ -> false;
            case MatchResult.Failed(String message) -> throw new AssertionError(message);
        };
    }
}
