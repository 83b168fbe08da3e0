package theriac.hub.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A report written here has sections for fewer people as notes of their own (ADR 045).
class ReportSectionsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final String OPEN = "A group calls wards.";
    private static final String AMBER = "It was ward three.";
    private static final String STRICT = "They asked for Jansen.";

    private final Organization cert = HUB.organization("Cert", "cert");
    private final Organization north = HUB.organization("North hospital", "hospital");
    private final Organization firm = HUB.organization("Wakers", "security-firm");
    private final RunningHub.Browser analyst = HUB.person(cert, "analyst");

    private String document(String note) {
        var read = analyst.json(analyst.post(
                "/api/documents",
                JsonObject.builder().put("text", "Somebody calls.").build()));
        var path = "/api/documents/" + read.text("id").orElseThrow();
        write(path, note);
        return path;
    }

    private void write(String path, String note) {
        var body = JsonObject.builder()
                .put("title", "Calls")
                .put("note", note)
                .put("revision", analyst.json(path).integer("revision").orElseThrow())
                .build();
        analyst.json(analyst.write("PUT", path + "/note", Json.write(body), "application/json"));
    }

    private static JsonObject wish(String tlp) {
        return JsonObject.builder().put("tlp", tlp).put("members", true).build();
    }

    private static String fenced(String label, String text) {
        return "\n::: %s\n%s\n:::\n".formatted(label, text);
    }

    private static String told(String token) {
        return HUB.ask(token, "/taxii2/hub/collections/intelligence/objects/?limit=2000", "Accept", TAXII)
                .body();
    }

    @Test
    void eachReaderGetsTheNotesOfItsLabelAndTheReportNamesNone() {
        HUB.part(Organizations.class).delegate(firm, north, Set.of("detection"));
        var path = document(OPEN + fenced("TLP:AMBER", AMBER) + fenced("TLP:AMBER+STRICT", STRICT));
        var published = analyst.json(analyst.post(path + "/report", wish("TLP:GREEN")));
        var report = published.object("report").orElseThrow().text("id").orElseThrow();
        assertThat(Json.write(analyst.json("/api/objects/" + report + "/json")))
                .contains(OPEN)
                .doesNotContain(AMBER, STRICT, "note--", ":::");
        var hospital = HUB.token(north, Scope.TAXII);
        var acting = HUB.token(firm, Scope.TAXII);
        assertThat(told(hospital)).contains(OPEN, AMBER, STRICT);
        assertThat(told(acting)).contains(AMBER).doesNotContain(STRICT);
        for (var object : ((JsonObject) Json.read(told(hospital)))
                .array("objects")
                .orElseThrow()
                .objects()) {
            if (object.text("type").filter("note"::equals).isPresent()) {
                assertThat(Validation.validate(StixObject.of(object)))
                        .as("valid, with an id that follows from what it says")
                        .allMatch(finding -> finding.rule().equals("stix-id-uuid-version"));
                assertThat(object.array("object_refs").orElseThrow().texts()).containsExactly(report);
            }
        }

        write(path, OPEN + fenced("TLP:AMBER+STRICT", AMBER));
        analyst.json(analyst.post(path + "/report", wish("TLP:GREEN")));
        assertThat(told(hospital).split(AMBER, -1).length)
                .as("the old note and the new one")
                .isGreaterThanOrEqualTo(2);
        var now = ((JsonObject) Json.read(told(acting)))
                .array("objects").orElseThrow().objects().stream()
                        .filter(object ->
                                object.text("content").filter(AMBER::equals).isPresent())
                        .toList();
        assertThat(now)
                .as("the firm keeps no note that stands")
                .allMatch(object -> object.bool("revoked").orElse(false));

        for (var wrong : List.of(fenced("TLP:GREEN", "x"), "::: TLP:AMBR\nx\n:::", "::: TLP:AMBER\nx")) {
            write(path, wrong);
            var refused = analyst.post(path + "/report", wish("TLP:GREEN"));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
        }
    }
}
