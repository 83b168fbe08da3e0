package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
import theriac.testkit.Golden;

/// Through others' eyes: what both may see, nothing that both may not, nothing changed, all of it
/// on record. What is let through and never ends its answer fails at once as well.
@Timeout(120)
class SeeAsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    /// For one answer, to its end: live changes that were let through would go on for ever.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static Organization cert;
    private static Organization north;
    private static RunningHub.Browser admin;
    private static RunningHub.Browser auditor;
    private static RunningHub.Browser nora;
    private static final Map<String, String> OBJECTS = new LinkedHashMap<>();
    private String view;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        var accounts = HUB.part(Accounts.class);
        admin = HUB.person(cert, "admin", Set.of(Role.READER, Role.CERT_ADMIN));
        auditor = HUB.person(cert, "auditor", Set.of(Role.AUDITOR));
        nora = HUB.person(north, "nora", Set.of(Role.READER, Role.MEMBER_ADMIN));
        long noraKey =
                accounts.authenticate("nora", RunningHub.PASSWORD).orElseThrow().key();
        long adminKey = accounts.authenticate("admin", RunningHub.PASSWORD)
                .orElseThrow()
                .key();
        tell("both", Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(north.key()));
        tell("north alone", Audience.of(Tlp.AMBER_STRICT, north.key()));
        tell("cert alone", Audience.of(Tlp.AMBER_STRICT, cert.key()));
        tell("nora alone", Audience.of(Tlp.RED, cert.key()).withPerson(noraKey));
        tell(
                "both by name",
                Audience.of(Tlp.RED, cert.key()).withPerson(noraKey).withPerson(adminKey));
    }

    private static void tell(String name, Audience audience) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"malware","spec_version":"2.1","id":"malware--%s","is_family":true,"name":"%s",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z"}""".formatted(UUID.randomUUID(), name)));
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(
                        audience.owner(), "of " + audience.owner(), "own", Audience.undecided(audience.owner())))
                .key();
        store.claims().claim(new ClaimBatch(source, null, java.util.List.of(new Candidate(object, audience))));
        OBJECTS.put(name, object.id().text());
    }

    @BeforeEach
    void begin() {
        view = begun(admin, "North asked what it gets.", "reader");
    }

    private static String begun(RunningHub.Browser who, String reason, String... roles) {
        var answer = asked(who, north.id(), reason, roles);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
        return cookie.split(";")[0];
    }

    private static HttpResponse<String> asked(
            RunningHub.Browser who, UUID organization, String reason, String... roles) {
        var wish = JsonObject.builder()
                .put("organization", organization.toString())
                .put("roles", java.util.List.of(roles))
                .put("reason", reason)
                .build();
        return who.post("/api/view", wish);
    }

    /// As the browser does it in which the view was begun.
    private HttpResponse<String> through(RunningHub.Browser who, String method, String path) {
        var csrf = ((JsonObject) Json.read(who.get("/api/session").body()))
                .text("csrf")
                .orElseThrow();
        boolean reads = method.equals("GET");
        return HUB.send(
                HttpRequest.newBuilder(HUB.uri(path))
                        .header("Cookie", who.cookie() + "; " + view)
                        .header("X-CSRF", csrf)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                reads ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                PATIENCE);
    }

    private int opens(String name) {
        return through(admin, "GET", "/api/objects/" + OBJECTS.get(name)).statusCode();
    }

    @Test
    void onlyWhatBothMaySeeIsSeenAndNothingOfNamedPeople() {
        assertThat(opens("both")).isEqualTo(200);
        assertThat(opens("north alone")).as("the admin may not see it").isEqualTo(404);
        assertThat(opens("cert alone")).as("North may not see it").isEqualTo(404);
        assertThat(opens("nora alone")).isEqualTo(404);
        assertThat(opens("both by name")).as("the eyes are nobody's").isEqualTo(404);
        assertThat(through(admin, "GET", "/api/objects").body())
                .contains("\"both\"")
                .doesNotContain("alone", "by name");
        assertThat(admin.get("/api/objects/" + OBJECTS.get("cert alone")).statusCode())
                .as("with the own eyes")
                .isEqualTo(200);
    }

    @Test
    void everyWriteIsRefused() throws IOException {
        int refused = 0;
        for (var line : Files.readAllLines(Golden.projectRoot().resolve("docs/routes.txt"))) {
            var words = line.split(" +");
            if (line.startsWith("#")
                    || words[1].equals("GET")
                    || words[1].equals("any")
                    || words[2].equals("PUBLIC")
                    || words[0].equals("/api/view")
                    || words[0].equals("/api/session")) {
                continue;
            }
            var path = words[0].replaceAll("\\{file}", "domains.txt")
                    .replaceAll("\\{[^}]+}", "00000000-0000-4000-8000-000000000000");
            var answer = through(admin, words[1], path);
            assertThat(answer.statusCode()).as(line + answer.body()).isEqualTo(403);
            refused++;
        }
        assertThat(refused).isGreaterThan(80);
    }

    @Test
    void thePersonsOwnThingsAndOthersPeopleAreNotShown() {
        for (var path : new String[] {
            "/api/profile", "/api/profile/sessions", "/api/people", "/api/tokens", "/api/reports", "/api/groups"
        }) {
            assertThat(through(admin, "GET", path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(through(admin, "GET", "/api/organizations").body()).contains("North", "Cert");
        assertThat(through(admin, "GET", "/api/events").statusCode()).isEqualTo(403);
    }

    @Test
    void onlyWhoMayBeginsOneAndAnothersCookieIsNothing() {
        assertThat(asked(nora, cert.id(), "curious", "reader").statusCode()).isEqualTo(403);
        assertThat(asked(admin, north.id(), " ", "reader").statusCode()).isEqualTo(400);
        assertThat(asked(admin, north.id(), "why", "cert-admin").statusCode()).isEqualTo(400);
        assertThat(asked(admin, north.id(), "why").statusCode()).isEqualTo(400);
        assertThat(asked(admin, UUID.randomUUID(), "why", "reader").statusCode())
                .isEqualTo(404);
        // Nora holds admin's cookie: she looks with her own eyes.
        assertThat(through(nora, "GET", "/api/objects/" + OBJECTS.get("nora alone"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(through(nora, "GET", "/api/view").body()).doesNotContain("North");
    }

    @Test
    void whatIsOverShowsNothingUntilItIsPutAway() {
        assertThat(through(admin, "GET", "/api/view").body()).contains("North", "read-objects");
        assertThat(through(admin, "DELETE", "/api/view").statusCode()).isEqualTo(200);
        assertThat(opens("cert alone")).isEqualTo(403);
        var current = through(admin, "GET", "/api/view");
        assertThat(current.body()).doesNotContain("North");
        assertThat(current.headers().firstValue("Set-Cookie").orElseThrow()).contains("theriac_view=;", "Max-Age=0");
    }

    @Test
    void eachRequestIsInTheTrailAsThePersonsOwn() {
        opens("both");
        through(admin, "POST", "/api/queries");
        var trail = "";
        for (int tries = 0; !trail.contains("savedQuery.") && tries < 200; tries++) {
            trail = auditor.get("/api/audit?limit=100").body();
        }
        assertThat(trail).contains("seeAs.begin", north.id() + " reader");
        assertThat(trail).contains("\"actor\":\"admin as North\"", "object.object", "refused");
        assertThat(auditor.get("/api/audit?limit=100&actor=nora").body()).doesNotContain("as North");
    }
}
