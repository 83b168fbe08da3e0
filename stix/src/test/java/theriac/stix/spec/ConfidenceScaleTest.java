package theriac.stix.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidenceScaleTest {

    @Test
    void everyConfidenceHasOneTermOnEachScaleAndTheTermItsOwnValue() {
        for (ConfidenceScale scale : ConfidenceScale.values()) {
            for (int confidence = 0; confidence <= 100; confidence++) {
                String term = scale.term(confidence).orElseThrow();
                int value = scale.value(term).orElseThrow();
                assertThat(scale.term(value)).as(scale + " " + confidence).contains(term);
            }
            assertThat(scale.term(-1)).isEmpty();
            assertThat(scale.term(101)).isEmpty();
            assertThat(scale.value("Not Specified")).isEmpty();
        }
    }

    @Test
    void termsAreReadInAnyCase() {
        assertThat(ConfidenceScale.ADMIRALTY.term(75)).contains("2 - Probably True");
        assertThat(ConfidenceScale.ADMIRALTY.value("2 - probably true")).hasValue(70);
        assertThat(ConfidenceScale.ADMIRALTY.value("6 - Truth cannot be judged"))
                .isEmpty();
    }

    @Test
    void theScalesAreThoseOfAppendixA() {
        List<String> text = new ArrayList<>();
        for (SpecText.Table table : SpecText.read().tables()) {
            if (SpecText.texts(table.rows().getFirst()).contains("Ranges of Values")) {
                table.body().stream()
                        .map(SpecText::texts)
                        .filter(row -> !row.get(1).equals("Not Specified"))
                        .forEach(row -> text.add(row.get(1) + " " + row.get(2) + " " + row.get(0)));
            }
        }
        List<String> ours = new ArrayList<>();
        for (ConfidenceScale scale : ConfidenceScale.values()) {
            scale.terms()
                    .forEach(t -> ours.add(t.value() + " "
                            + (t.least() == t.most() ? "" + t.least() : t.least() + "-" + t.most()) + " " + t.word()));
        }
        assertThat(ours).isEqualTo(text);
    }
}
