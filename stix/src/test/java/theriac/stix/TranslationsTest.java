package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// STIX 2.1 §7.1.1.
class TranslationsTest {

    private static final StixObject CAMPAIGN = object("""
            {"type":"campaign","spec_version":"2.1","id":"campaign--12a111f0-b824-4baf-a224-83b80237a094",
            "created":"2017-02-08T21:31:22.007Z","modified":"2017-02-08T21:31:22.007Z","name":"Bank Attack",
            "description":"More information","aliases":["one","two"],
            "external_references":[{"source_name":"a","description":"An account"}]}""");

    private static StixObject object(String json) {
        return StixObject.of((JsonObject) Json.read(json));
    }

    private static StixObject content(String modified, String contents) {
        return object("""
                {"type":"language-content","spec_version":"2.1",
                "id":"language-content--b86bd89f-98bb-4fa9-8cb2-9ad421da981d","created":"2017-02-08T21:31:22.007Z",
                "modified":"2017-02-08T21:31:22.007Z","object_ref":"campaign--12a111f0-b824-4baf-a224-83b80237a094",
                "object_modified":"%s","contents":%s}""".formatted(modified, contents));
    }

    private static StixObject content(String contents) {
        return content("2017-02-08T21:31:22.007Z", contents);
    }

    @Test
    void textsAreReplacedAndEverythingElseStays() {
        JsonObject dutch = Translations.translate(
                        CAMPAIGN,
                        content("{\"nl\":{\"name\":\"Aanval\",\"aliases\":[\"\",\"twee\"],\"nothing\":\"x\","
                                + "\"external_references\":[{\"description\":\"Een verslag\"}]}}"),
                        "nl")
                .orElseThrow();
        assertThat(dutch.text("name")).contains("Aanval");
        assertThat(dutch.text("lang")).contains("nl");
        assertThat(dutch.array("aliases").orElseThrow().texts()).containsExactly("one", "twee");
        assertThat(dutch.has("nothing")).as("unknown keys are ignored").isFalse();
        assertThat(dutch.text("description")).contains("More information");
        assertThat(dutch.array("external_references").orElseThrow().objects().getFirst())
                .isEqualTo(Json.read("{\"source_name\":\"a\",\"description\":\"Een verslag\"}"));
    }

    @Test
    void anotherVersionOrLanguageIsNotTranslated() {
        assertThat(Translations.translate(CAMPAIGN, content("2018-01-01T00:00:00.000Z", "{\"nl\":{}}"), "nl"))
                .isEmpty();
        assertThat(Translations.translate(CAMPAIGN, content("{\"nl\":{}}"), "de"))
                .isEmpty();
    }

    @Test
    void whatDoesNotFitTheObjectIsFound() {
        assertThat(Translations.compare(CAMPAIGN, content("{\"nl\":{\"name\":\"Aanval\",\"other\":5}}")))
                .isEmpty();
        assertThat(Translations.compare(
                        CAMPAIGN, content("2018-01-01T00:00:00.000Z", "{\"nl\":{\"name\":5,\"aliases\":[\"a\"]}}")))
                .extracting(Finding::rule, Finding::pointer)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("stix-translation-version", "/object_modified"),
                        org.assertj.core.groups.Tuple.tuple("stix-translation-type", "/contents/nl/name"),
                        org.assertj.core.groups.Tuple.tuple("stix-translation-length", "/contents/nl/aliases"));
    }
}
