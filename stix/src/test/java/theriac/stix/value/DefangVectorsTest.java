package theriac.stix.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.stix.SharedData;
import theriac.stix.json.JsonObject;

class DefangVectorsTest {

    /// Cases of another program that we answer differently on purpose: it deletes an opening bracket before a
    /// link, which changes the prose around the link. Refanging must not change what is not defanged.
    private static final Set<String> DISAGREEMENTS = Set.of(
            "code to (https://www.linkedin.com/feed/hashtag/?keywords=%23IOCs)<https://example.in/foo>",
            "In the UI: https://help.passivetotal.org/tags_&_classifications.html"
                    + " (https://help.passivetotal.org/tags_&_classifications.html)",
            "[https://i.imgur.com/abc.png](https://i.imgur.com/abc.png)");

    @Test
    void refangsAndDefangsAsThePublicCasesExpect() {
        List<String> wrong = new ArrayList<>();
        for (JsonObject vector : SharedData.objects("conformance/extraction/ioc-fanger-cases.json")) {
            String input = vector.text("input").orElseThrow();
            String expected = vector.text("expected").orElseThrow();
            String got = vector.text("op").orElseThrow().equals("refang") ? Defang.refang(input) : Defang.defang(input);
            if (got.equals(expected) == DISAGREEMENTS.contains(input)) {
                wrong.add(vector.text("op").orElseThrow() + " " + input + "\n   expected " + expected + "\n   got      "
                        + got);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyCountedVariantIsRefanged() {
        List<String> wrong = new ArrayList<>();
        for (JsonObject vector : SharedData.objects("conformance/extraction/defang-variants.json")) {
            String written = vector.text("as_written").orElseThrow();
            String expected = vector.text("value").orElseThrow();
            String got = Values.recognize(written).map(NormalValue::text).orElse("nothing");
            if (vector.text("policy").orElseThrow().contains("must") && !got.equals(expected)) {
                wrong.add(written + " expected " + expected + " got " + got);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
