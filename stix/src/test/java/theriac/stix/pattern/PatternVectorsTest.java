package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.SharedData;
import theriac.stix.json.JsonObject;

class PatternVectorsTest {

    @Test
    void validPatternsParseAndComeBackFromTheirPrint() {
        List<String> wrong = new ArrayList<>();
        for (JsonObject vector : SharedData.objects("conformance/stix-patterns/valid.json")) {
            String text = vector.text("pattern").orElseThrow();
            switch (Pattern.parse(text, version(vector))) {
                case PatternParsed.Parsed(Pattern pattern) -> {
                    if (!Pattern.of(pattern.print()).equals(pattern)) {
                        wrong.add(text + " comes back as " + pattern.print());
                    }
                }
                case PatternParsed.Refused(PatternError error) -> wrong.add(text + ": " + error.text());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void invalidPatternsAreRefusedWithAPlace() {
        List<String> wrong = new ArrayList<>();
        for (JsonObject vector : SharedData.objects("conformance/stix-patterns/invalid.json")) {
            String text = vector.text("pattern").orElseThrow();
            if (Pattern.parse(text, version(vector)) instanceof PatternParsed.Parsed) {
                wrong.add(text);
            }
        }
        assertThat(wrong).isEmpty();
    }

    static PatternVersion version(JsonObject vector) {
        return vector.text("stix_version").orElse("2.1").equals("2.0")
                ? PatternVersion.STIX_2_0
                : PatternVersion.STIX_2_1;
    }
}
