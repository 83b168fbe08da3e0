package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// An event with those that extend it, as MISP's `__mergeExtensions` puts them together.
class ExtendedTest {

    private static JsonObject event(String text) {
        return (JsonObject) Json.read("{\"Event\":{" + text + "}}");
    }

    @Test
    void partsAndTagsOfAnExtensionStandAmongTheOwnAndItsHeadInExtensionEvents() {
        var whole = Extended.of(
                        event(
                                "\"id\":\"1\",\"Tag\":[{\"name\":\"kind:sms\"},{\"name\":\"tlp:clear\"}],\"Attribute\":[{\"value\":\"a.example\"}]"),
                        List.of(event(
                                "\"id\":\"2\",\"info\":\"More\",\"Orgc\":{\"name\":\"Other\"},\"distribution\":\"3\","
                                        + "\"Tag\":[{\"name\":\"kind:sms\"},{\"name\":\"kind:mail\"},{\"name\":\"tlp:green\"}],"
                                        + "\"Attribute\":[{\"value\":\"b.example\"}]")))
                .object("Event")
                .orElseThrow();
        assertThat(Subject.tags(whole))
                .as("each once, and one label: the strictest")
                .contains("kind:sms", "kind:mail", "tlp:green")
                .doesNotHaveDuplicates();
        assertThat(whole.array("Attribute").orElseThrow().toString()).contains("a.example", "b.example");
        assertThat(whole.object("extensionEvents").orElseThrow().toString())
                .isEqualTo(((JsonObject)
                                Json.read("{\"2\":{\"id\":\"2\",\"info\":\"More\",\"Orgc\":{\"name\":\"Other\"}}}"))
                        .toString());
    }
}
