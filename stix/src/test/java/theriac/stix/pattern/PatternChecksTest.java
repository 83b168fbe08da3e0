package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import theriac.stix.Finding;
import theriac.stix.SharedData;

/// What is found in a pattern that its grammar allows.
class PatternChecksTest {

    record Line(String pattern, List<String> rules) {}

    static Stream<Line> lines() {
        return SharedData.lines("/vectors/stix-patterns/checks.txt").stream()
                .map(line -> line.split(" \\| "))
                .map(parts -> new Line(parts[0], parts[1].equals("-") ? List.of() : List.of(parts[1].split(" "))));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theRulesOfTheVectorAreFound(Line line) {
        assertThat(Pattern.of(line.pattern()).findings())
                .extracting(Finding::rule)
                .isEqualTo(line.rules());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void whatIsInvalidIsNotMatched(Line line) {
        boolean invalid = line.rules().stream().anyMatch(rule -> rule.startsWith("pattern-invalid"));
        var result = PatternMatcher.compile(Pattern.of(line.pattern())).match(List.of());
        assertThat(result instanceof MatchResult.Failed).isEqualTo(invalid);
    }

    @Test
    void aLongComparisonIsQuotedInPart() {
        String longName = "b".repeat(190);
        String message = Pattern.of("[a:" + longName + " = 1 AND c:ddd = 2]")
                .findings()
                .getFirst()
                .message();
        assertThat(message).contains(longName).contains("…").hasSizeLessThan(320);
        assertThat(Pattern.of("[a:bbb = 1 AND c:ddd = 2]").findings().getFirst().message())
                .contains("[a:bbb = 1 AND c:ddd = 2]");
    }
}
