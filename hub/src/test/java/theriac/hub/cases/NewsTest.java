package theriac.hub.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What feeds brought waits at the desk until somebody decides about it, and a hand-over tells what waits.
class NewsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static RunningHub.Browser ann;
    private static RunningHub.Browser nora;
    private static Source feed;

    @BeforeAll
    static void aFeed() {
        cert = HUB.organization("Cert", "cert");
        ann = HUB.person(cert, "ann", Set.of(Role.ANALYST));
        nora = HUB.person(HUB.organization("North", "hospital"), "nora", Set.of(Role.READER, Role.ANALYST));
        feed = source("A \"quoted\" name is left out", "csaf");
        feed = source("Advisories", "csaf");
    }

    private static Source source(String name, String kind) {
        return HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), name, kind, Audience.of(Tlp.GREEN, cert.key())));
    }

    private static void bring(String id, String version, String day) {
        var text = """
                {"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"Drip Master %s",
                 "publisher":{"category":"vendor","name":"Pumpworks","namespace":"https://pumpworks.example"},"notes":[],
                 "tracking":{"id":"%s","status":"final","version":"%s","current_release_date":"%sT08:00:00Z",
                  "initial_release_date":"2026-11-01T08:00:00Z","revision_history":[]}},
                 "product_tree":{"full_product_names":[{"name":"Drip Master 2.1","product_id":"A"}]},
                 "vulnerabilities":[{"cve":"CVE-2026-0001","product_status":{"known_affected":["A"]}}]}""".formatted(id, id, version, day);
        var taken = HUB.part(Ingest.class)
                .take(feed, "advisory.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(taken.counts().rejected()).isZero();
    }

    private static List<JsonObject> waiting() {
        return ann.json("/api/news").array("items").orElseThrow().objects();
    }

    private static String id(String name) {
        return waiting().stream()
                .filter(item -> item.text("name").orElseThrow().contains(name))
                .map(item -> item.text("id").orElseThrow())
                .findFirst()
                .orElseThrow(() -> new AssertionError(waiting().toString()));
    }

    @Test
    void anItemWaitsUntilItIsDecidedAndANewerVersionWaitsAgain() {
        bring("PW-1", "1", "2026-11-01");
        bring("PW-2", "1", "2026-11-02");
        var first = id("PW-1");
        var verdict = (JsonObject) Json.read("{\"verdict\":\"assessed\"}");
        assertThat(ann.post("/api/news/" + first, verdict).statusCode()).isEqualTo(204);
        assertThat(waiting()).extracting(item -> item.text("id").orElseThrow()).doesNotContain(first);
        assertThat(id("PW-2")).isNotEmpty();
        assertThat(Json.write(ann.json("/api/handover"))).contains("\"csaf\":1");
        bring("PW-1", "2", "2026-11-20");
        assertThat(id("PW-1")).isEqualTo(first);
        assertThat(ann.post("/api/news/" + first, (JsonObject) Json.read("{\"verdict\":\"liked\"}"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(nora.get("/api/news").statusCode()).isEqualTo(403);
        assertThat(nora.post("/api/news/" + first, verdict).statusCode()).isEqualTo(403);
    }

    @Test
    void aHandOverTellsWhatGoesOnAndWhatWasDone() {
        var opened = ann.json(ann.post("/api/cases/vulnerabilities", (JsonObject)
                Json.read("{\"title\":\"A hole in a pump\",\"text\":\"\"}")));
        ann.json(ann.post("/api/cases/" + opened.text("id").orElseThrow() + "/notes", (JsonObject)
                Json.read("{\"told\":\"The maker\",\"text\":\"By mail.\"}")));
        var told = ann.json("/api/handover?hours=1");
        assertThat(Json.write(told.array("open").orElseThrow())).contains("A hole in a pump", "first-answer");
        assertThat(Json.write(told.array("done").orElseThrow())).contains("The maker", "By mail.");
        assertThat(nora.get("/api/handover").statusCode()).isEqualTo(403);
        assertThat(ann.get("/api/handover?hours=1000").statusCode()).isEqualTo(400);
    }
}
