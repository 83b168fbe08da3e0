package theriac.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What people and machines do over HTTP stands in the trail, for those who may read it.
class AuditRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String AMBER = "indicator--00000000-0000-4000-8000-000000000001";
    private static final String GREEN = "indicator--00000000-0000-4000-8000-000000000002";

    @Test
    void whatIsDoneReadAndAskedStandsInTheTrailForThoseWhoMayReadIt() {
        var cert = HUB.organization("CERT", "cert");
        var north = HUB.organization("North hospital", "hospital");
        var analyst = HUB.person(cert, "anna", Set.of(Role.ANALYST));
        var auditor = HUB.person(cert, "olga", Set.of(Role.AUDITOR));
        var auditorOfNorth = HUB.person(north, "nina", Set.of(Role.AUDITOR));
        var readerOfNorth = HUB.person(north, "noor", Set.of(Role.READER));
        store(cert);

        analyst.json("/api/objects/" + AMBER);
        analyst.json("/api/objects/" + GREEN);
        analyst.json("/api/objects?query=type:indicator");
        analyst.json(analyst.post("/api/values", (JsonObject) Json.read("{\"values\":[\"secret.example\"]}")));
        var question = (JsonObject) Json.read("{\"name\":\"mine\",\"query\":\"type:indicator\",\"shared\":false}");
        var saved = analyst.json(analyst.post("/api/queries", question));
        var id = saved.text("id").orElseThrow();
        assertThat(readerOfNorth
                        .write("DELETE", "/api/queries/" + id, "", "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(auditor.post("/api/queries", question).statusCode()).isEqualTo(403);

        var seen = rows(auditor, "/api/audit?action=api.seen&actor=anna", 3);
        assertThat(seen).anyMatch(row -> AMBER.equals(row.text("subject").orElse("")));
        assertThat(seen)
                .as("what everybody may have is nobody's business")
                .noneMatch(row -> row.toString().contains(GREEN));
        assertThat(rows(auditor, "/api/audit?action=search&actor=anna", 1))
                .anyMatch(row -> row.text("detail").orElse("").equals("type:indicator"));
        assertThat(rows(auditor, "/api/audit?action=look-up", 1))
                .anyMatch(row -> row.text("detail").orElse("").equals("secret.example"));
        assertThat(rows(auditor, "/api/audit?action=savedQuery.saveQuery&actor=anna", 1))
                .allMatch(row -> row.text("outcome").orElse("").equals("done"))
                .allMatch(row -> row.text("address").orElse("").equals("127.0.0.1"));
        assertThat(rows(auditor, "/api/audit?action=savedQuery.saveQuery&actor=olga", 1))
                .as("what was refused")
                .allMatch(row -> row.text("outcome").orElse("").equals("refused"));
        assertThat(rows(auditorOfNorth, "/api/audit?action=savedQuery.deleteQuery", 1))
                .allMatch(row -> row.text("subject").orElse("").equals(id));
        assertThat(rows(auditorOfNorth, "/api/audit?actor=anna", 0))
                .as("what another organisation's people did")
                .isEmpty();

        assertThat(analyst.get("/api/audit").statusCode()).isEqualTo(403);
        assertThat(auditorOfNorth.post("/api/audit/check", JsonObject.empty()).statusCode())
                .isEqualTo(403);
        assertThat(auditor.json(auditor.post("/api/audit/check", JsonObject.empty()))
                        .text("fault"))
                .isEmpty();
    }

    @Test
    void aLogInThatFailsIsWrittenDownWithTheNameThatWasTried() {
        var cert = HUB.part(theriac.hub.accounts.Organizations.class)
                .cert()
                .orElseGet(() -> HUB.organization("CERT", "cert"));
        var auditor = HUB.person(cert, "otto", Set.of(Role.AUDITOR));
        var body = JsonObject.builder()
                .put("login", "otto")
                .put("password", "wrong, wrong, wrong")
                .build();
        assertThat(auditor.post("/api/session", body).statusCode()).isEqualTo(401);
        assertThat(rows(auditor, "/api/audit?action=session.logIn&subject=otto", 2))
                .extracting(row -> row.text("outcome").orElse(""))
                .contains("refused", "done");
    }

    @Test
    void whatAScoutTellsOfItselfIsNotWrittenDownAndAMachineIsNamedByItsKey() {
        var south = HUB.organization("South hospital", "hospital");
        var secret = HUB.token(south, Scope.values());
        HUB.ask(secret, "/taxii2/");
        assertThat(HUB.part(AuditTrail.class)
                        .page(
                                AuditQuestion.ALL,
                                java.util.OptionalLong.of(south.key()),
                                java.util.OptionalLong.empty(),
                                10)
                        .entries())
                .isEmpty();
    }

    private static void store(Organization cert) {
        long source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Feed", "stix", Audience.undecided(cert.key())))
                .key();
        claim(source, AMBER, Audience.of(Tlp.AMBER, cert.key()));
        claim(source, GREEN, Audience.of(Tlp.GREEN, cert.key()));
    }

    private static void claim(long source, String id, Audience audience) {
        var object = (JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","pattern":"[domain-name:value = 'secret.example']",
                 "pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}""".formatted(id));
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(source, null, List.of(new Candidate(StixObject.of(object), audience))));
    }

    /// Waits until so many are there: what was read is written within moments.
    private static List<JsonObject> rows(RunningHub.Browser browser, String path, int least) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            var rows = browser.json(path).array("rows").orElseThrow().objects();
            if (rows.size() >= least || System.nanoTime() > end) {
                assertThat(rows).hasSizeGreaterThanOrEqualTo(least);
                return rows;
            }
            Thread.onSpinWait();
        }
    }
}
