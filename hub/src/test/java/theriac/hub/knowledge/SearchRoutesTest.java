package theriac.hub.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
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

/// Questions, saved questions, settings and erasure over HTTP.
class SearchRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static RunningHub.Browser analyst;
    private static RunningHub.Browser colleague;
    private static RunningHub.Browser stranger;
    private static RunningHub.Browser admin;

    @BeforeAll
    static void people() {
        Organization cert = HUB.organization("Cert", "cert");
        Organization hospital = HUB.organization("Hospital", "hospital");
        analyst = HUB.person(cert, "analyst", Set.of(Role.ANALYST));
        colleague = HUB.person(cert, "colleague", Set.of(Role.ANALYST));
        admin = HUB.person(cert, "admin", Set.of(Role.CERT_ADMIN, Role.READER));
        stranger = HUB.person(hospital, "stranger", Set.of(Role.READER));
        var store = HUB.part(Store.class);
        for (var name : List.of("Open feed", "Closed feed")) {
            var audience = Audience.of(name.startsWith("Open") ? Tlp.GREEN : Tlp.AMBER_STRICT, cert.key());
            long source = store.sources()
                    .register(new NewSource(cert.key(), name, "stix", audience))
                    .key();
            for (int i = 0; i < 3; i++) {
                var object = indicator(name.substring(0, name.indexOf(' ')).toLowerCase(java.util.Locale.ROOT) + i);
                store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience, 90))));
            }
        }
    }

    private static StixObject indicator(String label) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s.wave.example']",
                 "pattern_type":"stix","valid_from":"2026-11-01T10:00:00Z","labels":["phishing"]}""".formatted(UUID.randomUUID(), label)));
    }

    private static String asked(String query) {
        return "/api/objects?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private static int count(RunningHub.Browser who, String path) {
        return who.json(path).array("objects").orElseThrow().size();
    }

    @Test
    void anAnswerAndAFacetHoldOnlyWhatTheAskerMaySee() {
        assertThat(count(analyst, asked("type:indicator value:*.wave.example label:phishing")))
                .isEqualTo(6);
        assertThat(count(stranger, asked("type:indicator value:*.wave.example label:phishing")))
                .isEqualTo(3);
        var facets = stranger.get("/api/objects/facets?query=type:indicator").body();
        assertThat(facets).contains("Open feed").doesNotContain("Closed feed").contains("\"TLP:GREEN\"");
        assertThat(count(stranger, asked("source:\"Closed feed\""))).isZero();
    }

    @Test
    void aQuestionThatCannotBeUnderstoodNamesTheCharacter() {
        var answer = analyst.get(asked("type:indicater"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at character 6").contains("did you mean indicator?");
        var check = analyst.json("/api/queries/check?query=type:indicater");
        assertThat(check.integer("at")).hasValue(5);
    }

    @Test
    void theSimpleParametersStillWork() {
        assertThat(count(
                        analyst,
                        "/api/objects?type=indicator&value=open1[.]wave[.]example"
                                .replace("[", "%5B")
                                .replace("]", "%5D")))
                .isEqualTo(1);
        assertThat(count(analyst, "/api/objects?type=report")).isZero();
        assertThat(count(analyst, "/api/objects?q=closed2.wave.example")).isEqualTo(1);
        assertThat(count(analyst, "/api/objects?q=nothing%20at%20all")).isZero();
        assertThat(analyst.get("/api/objects?q=" + "%22%20OR%20(").statusCode()).isLessThan(500);
    }

    @Test
    void rowsAndPagesSayWhatIsLeftOfTheConfidence() {
        var row = analyst.json(asked("value:open0.wave.example"))
                .array("objects")
                .orElseThrow()
                .objects()
                .getFirst();
        assertThat(row.integer("score").orElseThrow()).isBetween(1L, 90L);
        var page = analyst.json("/api/objects/" + row.text("id").orElseThrow());
        assertThat(page.object("decay").orElseThrow().integer("from")).hasValue(90);
    }

    @Test
    void aSavedQuestionIsOnesOwnUnlessItIsShared() {
        var saved = analyst.json(analyst.post("/api/queries", question("Mine", "type:indicator", false)));
        var shared = analyst.json(analyst.post("/api/queries", question("Ours", "tlp<=green", true)));
        assertThat(colleague.get("/api/queries").body()).contains("Ours").doesNotContain("Mine");
        assertThat(stranger.get("/api/queries").body()).doesNotContain("Ours");
        var path = "/api/queries/" + shared.text("id").orElseThrow();
        var change = Json.write(question("Taken", "tlp:red", true));
        assertThat(colleague.write("PUT", path, change, "application/json").statusCode())
                .isEqualTo(403);
        assertThat(stranger.write("DELETE", path, "", "application/json").statusCode())
                .isEqualTo(404);
        assertThat(analyst.post("/api/queries", question("Mine", "tlp:red", false))
                        .statusCode())
                .isEqualTo(409);
        assertThat(analyst.post("/api/queries", question("Bad", "tlp:pink", false))
                        .statusCode())
                .isEqualTo(400);
        var own = "/api/queries/" + saved.text("id").orElseThrow();
        assertThat(analyst.write("DELETE", own, "", "application/json").statusCode())
                .isEqualTo(200);
        assertThat(analyst.get("/api/queries").body()).doesNotContain("Mine");
    }

    private static JsonObject question(String name, String query, boolean shared) {
        return JsonObject.builder()
                .put("name", name)
                .put("query", query)
                .put("shared", shared)
                .build();
    }

    @Test
    void settingsAreForThoseWhoMay() {
        var setting = """
                {"key":0,"name":"Short","type":"note","valueKind":"","source":null,"lifetimeHours":24,"speed":1,
                 "base":50,"threshold":10}""";
        assertThat(analyst.write("PUT", "/api/settings/decay", setting, "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.write("PUT", "/api/settings/decay", setting, "application/json")
                        .body())
                .contains("Short");
        var policy = """
                {"key":0,"name":"Old notes","subject":"claims","type":"note","source":null,"from":"TLP:CLEAR",
                 "to":"TLP:RED","days":400,"due":0}""";
        assertThat(analyst.write("PUT", "/api/settings/retention", policy, "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.write("PUT", "/api/settings/retention", policy, "application/json")
                        .body())
                .contains("Old notes");
    }

    @Test
    void anErasureLeavesAProofAndNoValue() {
        var body = JsonObject.builder()
                .put("value", "someone@mail.example")
                .put("reason", "Request 12")
                .build();
        assertThat(analyst.post("/api/erasures", body).statusCode()).isEqualTo(403);
        assertThat(admin.post("/api/erasures", body).statusCode()).isEqualTo(200);
        assertThat(admin.get("/api/erasures").body()).contains("Request 12").doesNotContain("someone@mail");
        var domain = JsonObject.builder()
                .put("value", "mail.example")
                .put("reason", "x")
                .build();
        assertThat(admin.post("/api/erasures", domain).statusCode()).isEqualTo(400);
    }
}
