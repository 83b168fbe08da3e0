package theriac.hub.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Graphs that people keep and share, and graphs as files.
class SavedGraphRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String OPEN = "malware--00000000-0000-4000-8000-000000000001";
    private static final String CLOSED = "malware--00000000-0000-4000-8000-000000000002";

    private static RunningHub.Browser analyst;
    private static RunningHub.Browser colleague;
    private static RunningHub.Browser stranger;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        analyst = HUB.person(cert, "analyst", Set.of(Role.ANALYST));
        colleague = HUB.person(cert, "colleague", Set.of(Role.ANALYST));
        stranger = HUB.person(HUB.organization("Hospital", "hospital"), "stranger", Set.of(Role.READER));
        var store = HUB.part(Store.class);
        for (var id : List.of(OPEN, CLOSED)) {
            var audience = Audience.of(id.equals(OPEN) ? Tlp.GREEN : Tlp.AMBER_STRICT, cert.key());
            long source = store.sources()
                    .register(new NewSource(cert.key(), "Feed " + id, "stix", audience))
                    .key();
            store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(malware(id), audience))));
        }
    }

    private static StixObject malware(String id) {
        var text = """
                {"type":"malware","spec_version":"2.1","id":"%s","name":"M","is_family":false,
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z",  "x_kept":1.50}""".formatted(id);
        return StixObject.of((JsonObject) Json.read(text), text);
    }

    private static JsonObject graph(String name, String picture, boolean shared) {
        return JsonObject.builder()
                .put("name", name)
                .put("picture", picture)
                .put("shared", shared)
                .build();
    }

    private static List<String> names(RunningHub.Browser person) {
        return person.json("/api/graphs").array("graphs").orElseThrow().objects().stream()
                .map(row -> row.text("name").orElseThrow())
                .toList();
    }

    @Test
    void aGraphIsKeptForOneselfSharedWithinTheOrganisationAndChangedByItsMakerAlone() {
        var kept = analyst.json(analyst.post("/api/graphs", graph("One case", "{\"around\":\"x\"}", false)));
        var path =
                "/api/graphs/" + kept.object("saved").orElseThrow().text("id").orElseThrow();
        assertThat(names(analyst)).contains("One case");
        assertThat(names(colleague)).doesNotContain("One case");
        assertThat(colleague.get(path).statusCode()).isEqualTo(404);
        var shared = Json.write(graph("One case", "{\"around\":\"y\"}", true));
        assertThat(analyst.write("PUT", path, shared, "application/json").statusCode())
                .isEqualTo(200);
        assertThat(colleague.json(path).text("picture")).contains("{\"around\":\"y\"}");
        assertThat(colleague.write("PUT", path, shared, "application/json").statusCode())
                .isEqualTo(403);
        assertThat(colleague.write("DELETE", path, "", "application/json").statusCode())
                .isEqualTo(403);
        assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        assertThat(analyst.post("/api/graphs", graph("One case", "{}", false)).statusCode())
                .as("the name is taken")
                .isEqualTo(409);
        assertThat(analyst.write("DELETE", path, "", "application/json").statusCode())
                .isEqualTo(200);
        assertThat(names(colleague)).isEmpty();
    }

    @Test
    void whatIsNoGraphIsNotKept() {
        for (var picture : List.of("", "[]", "{", "\"x\"")) {
            assertThat(analyst.post("/api/graphs", graph("Broken", picture, false))
                            .statusCode())
                    .as(picture)
                    .isEqualTo(400);
        }
        var large = "{\"n\":\"" + "x".repeat(500_000) + "\"}";
        assertThat(analyst.post("/api/graphs", graph("Large", large, false)).statusCode())
                .isEqualTo(413);
        assertThat(analyst.post("/api/graphs", graph(" ", "{}", false)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aGraphIsAFileOfWhatItsReaderMaySeeWithTheTextAsReceived() {
        var wanted = JsonObject.builder()
                .put("ids", List.of(CLOSED, OPEN, "malware--00000000-0000-4000-8000-000000000009", OPEN))
                .build();
        var whole = analyst.json(analyst.post("/api/bundle", wanted));
        assertThat(whole.text("type")).contains("bundle");
        assertThat(whole.array("objects").orElseThrow().objects())
                .extracting(object -> object.text("id").orElse(""))
                .containsExactly(CLOSED, OPEN);
        var partly = stranger.post("/api/bundle", wanted);
        assertThat(partly.body()).contains("  \"x_kept\":1.50}").doesNotContain(CLOSED);
        var hidden = JsonObject.builder().put("ids", List.of(CLOSED)).build();
        assertThat(stranger.post("/api/bundle", hidden).statusCode()).isEqualTo(404);
        var nonsense = JsonObject.builder().put("ids", List.of("nothing")).build();
        assertThat(stranger.post("/api/bundle", nonsense).statusCode()).isEqualTo(400);
    }
}
