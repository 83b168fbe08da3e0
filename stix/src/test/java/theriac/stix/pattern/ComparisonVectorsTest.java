package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import theriac.stix.SharedData;

/// Every operator against every type of value, by itself and negated.
class ComparisonVectorsTest {

    record Line(String property, String value, String comparison, boolean holds) {

        String object() {
            return "{\"type\":\"x-a\",\"%s\":%s}".formatted(property, value);
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
        String pattern = form.formatted(line.property(), line.comparison());
        ObservedData seen = Observed.at(0, line.object());
        assertThat(Observed.failure(pattern, seen)).isEqualTo("no failure");
        return Observed.matches(pattern, seen);
    }
}
