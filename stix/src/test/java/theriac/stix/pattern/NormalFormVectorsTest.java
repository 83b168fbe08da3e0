package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import theriac.stix.SharedData;

/// What each step towards the normal form makes of a pattern, to the letter.
class NormalFormVectorsTest {

    record Line(String pattern, String normal) {}

    static Stream<Line> lines() {
        return SharedData.lines("/vectors/stix-patterns/normal-forms.txt").stream()
                .map(line -> line.split(" \\| "))
                .map(parts -> new Line(parts[0], parts[1]));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theNormalFormIsTheOneOfTheVector(Line line) {
        Pattern normal = Pattern.of(line.pattern()).normalForm();
        assertThat(normal.print()).isEqualTo(line.normal());
        assertThat(normal.normalForm()).isEqualTo(normal);
    }
}
