package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Labels under other ids than the published ones, as platforms write those that TLP 1 does not have.
class OwnDefinitionsTest {

    private static StixObject definition(String name, String more) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"marking-definition","spec_version":"2.1",
                 "id":"marking-definition--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f","created":"2026-11-01T10:00:00.000Z",
                 "name":"%s","definition_type":"statement","definition":{"statement":"custom"}%s}""".formatted(name, more)));
    }

    @Test
    void aLabelCountsByItsName() {
        for (var tlp : Tlp.values()) {
            assertThat(Markings.tlpOfDefinition(definition(tlp.label(), ""))).contains(tlp);
            assertThat(Markings.tlpOfDefinition(definition(
                            "x",
                            ",\"x_opencti_definition_type\":\"TLP\",\"x_opencti_definition\":\"%s\""
                                    .formatted(tlp.label()))))
                    .contains(tlp);
        }
        for (var pap : Pap.values()) {
            assertThat(Markings.papOfDefinition(definition(pap.label(), ""))).contains(pap);
        }
    }

    @Test
    void anotherNameIsNoLabel() {
        for (var name : List.of("TLP:EX:CHR", "AMBER", "Not TLP:RED", "TLP", "")) {
            assertThat(Markings.tlpOfDefinition(definition(name, ""))).as(name).isEmpty();
        }
    }

    @Test
    void partsAreNamedWithTheirMarkings() {
        var object = StixObject.of(
                (JsonObject) Json.read("""
                {"type":"report","spec_version":"2.1","id":"report--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                 "granular_markings":[
                   {"marking_ref":"%1$s","selectors":["name","labels.[0]"]},
                   {"lang":"nl","selectors":["name"]},
                   {"marking_ref":"%1$s","selectors":["name"]}]}""".formatted(Tlp.RED.markingId().text())));
        assertThat(Markings.parts(object))
                .containsExactly(
                        new Markings.Part("name", Tlp.RED.markingId()),
                        new Markings.Part("labels.[0]", Tlp.RED.markingId()));
    }
}
