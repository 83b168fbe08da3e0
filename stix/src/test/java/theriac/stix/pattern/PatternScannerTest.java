package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import theriac.stix.SharedData;
import theriac.stix.json.Json;
import theriac.stix.json.JsonString;

/// Where one word of a pattern ends and the next begins, and what is said when it is none.
class PatternScannerTest {

    /// @param expected `valid`, or the error with line and column
    record Line(String pattern, String expected) {}

    static Stream<Line> lines() {
        return SharedData.lines("/vectors/stix-patterns/scanner.txt").stream().map(line -> {
            int end = line.lastIndexOf(" | ");
            return new Line(((JsonString) Json.read(line.substring(0, end))).text(), line.substring(end + 3));
        });
    }

    @ParameterizedTest
    @MethodSource("lines")
    void wordsEndWhereTheGrammarSays(Line line) {
        String answer = switch (Pattern.parse(line.pattern())) {
            case PatternParsed.Parsed _ -> "valid";
            case PatternParsed.Refused(var error) -> error.text();
        };
        assertThat(answer).isEqualTo(line.expected());
    }

    /// The 25 code points with the Unicode property White_Space; the JDK's own notion leaves the no-break spaces out.
    @Test
    void everyWhiteSpaceOfUnicodeSeparatesWordsAndNothingElseDoes() {
        var blanks = IntStream.rangeClosed(0, Character.MAX_VALUE)
                .filter(c -> !Character.isSurrogate((char) c))
                .filter(c -> separates((char) c))
                .toArray();
        var expected = IntStream.rangeClosed(0, Character.MAX_VALUE)
                .filter(c -> java.util.regex.Pattern.compile("\\p{IsWhite_Space}")
                        .matcher(Character.toString(c))
                        .matches())
                .toArray();
        assertThat(blanks).isEqualTo(expected).hasSize(25);
    }

    private static boolean separates(char blank) {
        return Pattern.parse("[a:bbb = 1]" + blank + "AND" + blank + "[a:bbb = 2]") instanceof PatternParsed.Parsed;
    }
}
