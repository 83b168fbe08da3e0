package theriac.stix.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import theriac.stix.Finding;
import theriac.stix.SharedData;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// Every example of the specification that is whole JSON: valid, or listed with what is wrong in the example itself.
class SpecExamplesTest {

    @Test
    void everyWholeExampleOfTheTextIsValid() {
        Set<String> errors = new TreeSet<>();
        int objects = 0;
        for (SpecText.Example example : SpecText.read().examples()) {
            Optional<JsonValue> value =
                    Json.parse(example.json(), JsonLimits.standard()).value();
            for (JsonObject object : value.map(SpecExamplesTest::objects).orElse(List.of())) {
                if (object.text("type").isEmpty() || object.text("id").isEmpty()) {
                    continue; // an excerpt
                }
                objects++;
                Validation.validate(object).stream()
                        .filter(Finding::isError)
                        .map(f -> "§" + example.clause() + " | "
                                + object.text("id").orElseThrow() + " " + f.pointer() + " " + f.rule())
                        .forEach(errors::add);
            }
        }
        assertThat(objects).isGreaterThan(100);
        assertThat(errors).isEqualTo(listed());
    }

    private static Set<String> listed() {
        return new TreeSet<>(SharedData.lines("/vectors/stix-objects/spec-examples.txt").stream()
                .map(line -> line.substring(0, line.lastIndexOf(" | ")))
                .toList());
    }

    private static List<JsonObject> objects(JsonValue value) {
        return switch (value) {
            case JsonArray list -> list.objects();
            case JsonObject object -> List.of(object);
            default -> List.of();
        };
    }
}
