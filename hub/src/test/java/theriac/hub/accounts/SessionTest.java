package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Log-in as a browser meets it, and what one organisation learns of another: nothing, not even that it is there.
class SessionTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization north;
    private static Organization south;
    private static RunningHub.Browser ann;
    private static RunningHub.Browser bob;

    @BeforeAll
    static void people() {
        HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
        ann = HUB.person(north, "ann", Set.of(Role.READER, Role.REPORTER, Role.ANALYST, Role.MEMBER_ADMIN));
        bob = HUB.person(south, "bob", Set.of(Role.READER, Role.REPORTER, Role.MEMBER_ADMIN));
    }

    private static HttpResponse<String> logIn(String login, String password, String... headers) {
        var request = HttpRequest.newBuilder(HUB.uri("/api/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(JsonObject.builder()
                        .put("login", login)
                        .put("password", password)
                        .build())));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HUB.send(request.build());
    }

    @Test
    void theCookieIsForThisHubsPagesOnly() {
        var cookie = logIn("ann", RunningHub.PASSWORD)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(cookie)
                .contains("; HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/")
                .contains("Max-Age=43200");
        assertThat(cookie).startsWith(CallerFilter.COOKIE + "=").doesNotContain("ann");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreRefusedInTheSameWords() {
        var wrong = logIn("ann", "not her password");
        var unknown = logIn("nobody at all", "not her password");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        for (var usual : List.of("admin", "theriac", "postgres", "password", "")) {
            assertThat(logIn("admin", usual).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aWriteWithoutItsCsrfHeaderIsRefusedAndChangesNothing() {
        var answer = logIn("ann", RunningHub.PASSWORD);
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        for (var csrf : List.of("", "guessed")) {
            var request = HttpRequest.newBuilder(HUB.uri("/api/tokens"))
                    .header("Cookie", cookie)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"forged\",\"scopes\":[\"lists\"]}"));
            if (!csrf.isEmpty()) {
                request.header("X-CSRF", csrf);
            }
            assertThat(HUB.send(request.build()).statusCode())
                    .as("X-CSRF: %s", csrf)
                    .isEqualTo(403);
        }
        assertThat(ann.get("/api/tokens").body()).doesNotContain("forged");
    }

    @Test
    void loggingInAgainEndsTheOldSessionAndLoggingOutEndsTheNewOne() {
        var first = HUB.logIn("bob");
        assertThat(first.get("/api/session").statusCode()).isEqualTo(200);
        var old = first.cookie();
        logIn("bob", RunningHub.PASSWORD, "Cookie", old);
        assertThat(first.get("/api/session").statusCode()).isEqualTo(401);
        var second = HUB.logIn("bob");
        assertThat(second.write("DELETE", "/api/session", "", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(second.get("/api/session").statusCode()).isEqualTo(401);
    }

    /// Closing an account ends its sessions; one that is left all the same counts for nobody.
    @Test
    void aSessionThatOutlivesItsAccountCountsForNobody() {
        var gone = HUB.person(north, "gone", Set.of(Role.READER));
        assertThat(gone.get("/api/objects").statusCode()).isEqualTo(200);
        HUB.part(Database.class)
                .jdbc()
                .sql("update account set disabled_at = now() where login = 'gone'")
                .update();
        assertThat(gone.get("/api/objects").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenDoesWhatItsScopesSayAndNoMore() {
        var lists = HUB.token(north, Scope.LISTS);
        assertThat(HUB.ask(lists, "/lists/domains.txt").statusCode()).isEqualTo(200);
        assertThat(HUB.ask(lists, "/api/scout/profile").statusCode()).isEqualTo(403);
        assertThat(HUB.ask(lists, "/api/objects").statusCode()).isEqualTo(403);
        var taxii = HUB.ask(
                lists, "/taxii2/hub/collections/indicators/objects/", "Accept", "application/taxii+json;version=2.1");
        assertThat(taxii.statusCode()).isIn(401, 403, 404);
        assertThat(HUB.ask("thr_mistyped", "/lists/domains.txt").statusCode()).isEqualTo(401);
    }

    @Test
    void anotherOrganisationsTokensCannotBeSeenMadeOrRevoked() {
        var made =
                bob.json(bob.post("/api/tokens", (JsonObject) Json.read("{\"name\":\"mail\",\"scopes\":[\"lists\"]}")));
        var id = made.object("token").orElseThrow().text("id").orElseThrow();
        assertThat(ann.get("/api/tokens").body()).doesNotContain(id);
        // Ann is an analyst too, but a member's, not the CERT's.
        assertThat(ann.get("/api/tokens?organization=" + south.id()).statusCode())
                .isEqualTo(404);
        assertThat(ann.get("/api/organizations").body()).doesNotContain("South");
        assertThat(bob.get("/api/tokens?organization=" + north.id()).statusCode())
                .isEqualTo(404);
        assertThat(bob.get("/api/tokens?organization=" + UUID.randomUUID()).body())
                .isEqualTo(bob.get("/api/tokens?organization=" + north.id()).body());
        var wish = "{\"name\":\"x\",\"scopes\":[\"lists\"],\"organization\":\"%s\"}".formatted(north.id());
        assertThat(bob.post("/api/tokens", (JsonObject) Json.read(wish)).statusCode())
                .isEqualTo(404);
        var others = HUB.part(Tokens.class).issue(north, "proxy", Set.of(Scope.LISTS));
        assertThat(bob.write("DELETE", "/api/tokens/" + others.token().id(), "", "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(HUB.ask(others.secret(), "/lists/domains.txt").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsHiddenLooksExactlyLikeWhatIsAbsent() {
        var store = HUB.part(Store.class);
        var source = store.sources()
                .register(new NewSource(north.key(), "north's own", "text", Audience.undecided(north.key())));
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"domain-name","spec_version":"2.1","id":"domain-name--%s","value":"hidden.example"}""".formatted(UUID.randomUUID())));
        store.claims()
                .claim(new ClaimBatch(
                        source.key(), null, List.of(new Candidate(object, Audience.undecided(north.key())))));
        var delivery = store.deliveries().open(source.key(), "a delivery");
        var report = ann.json(ann.post("/api/reports", (JsonObject)
                        Json.read("{\"channel\":\"sms\",\"sender\":\"x\",\"text\":\"Pay at pay.example\"}")))
                .text("id")
                .orElseThrow();
        // They are there for their owner.
        assertThat(ann.get("/api/objects/" + object.id().text()).statusCode()).isEqualTo(200);
        assertThat(ann.get("/api/reports/" + report).statusCode()).isEqualTo(200);
        assertThat(ann.get("/api/sources/" + source.id()).statusCode()).isEqualTo(200);
        assertThat(ann.get("/api/runs/" + delivery.id()).statusCode()).isEqualTo(200);
        var eve = HUB.person(south, "eve");
        same(eve, "/api/objects/", object.id().text(), "domain-name--" + UUID.randomUUID());
        same(eve, "/api/reports/", report, UUID.randomUUID().toString());
        same(eve, "/api/sources/", source.id().toString(), UUID.randomUUID().toString());
        same(eve, "/api/runs/", delivery.id().toString(), UUID.randomUUID().toString());
        assertThat(eve.get("/api/objects").body()).doesNotContain("hidden.example");
        assertThat(eve.get("/api/sources").body()).doesNotContain("north's own");
    }

    private static void same(RunningHub.Browser who, String path, String hidden, String absent) {
        var one = who.get(path + hidden);
        var other = who.get(path + absent);
        assertThat(one.statusCode()).as(path + ": " + one.body()).isEqualTo(404);
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(one.body().replace(hidden, "ID")).isEqualTo(other.body().replace(absent, "ID"));
    }

    @Test
    void everyAnswerOfTheInterfaceIsHardenedAndStaysOutOfCaches() {
        var lists = HUB.token(north, Scope.LISTS);
        for (var answer : List.of(
                ann.get("/api/objects"),
                ann.get("/api/objects/nothing"),
                HUB.ask("thr_wrong", "/api/objects"),
                HUB.ask(lists, "/lists/domains.txt"),
                HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/")).GET().build()))) {
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(answer.uri().toString())
                    .contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(answer.headers().firstValue("Server").orElse("")).isEmpty();
            if (answer.uri().getPath().startsWith("/api/")) {
                assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            }
        }
    }

    /// RFC 9457 §3.1.4: the sentence is for people, and the code for programs.
    @Test
    void aRefusalIsSaidInTheLanguageThatIsAskedFor() {
        var english = said("");
        assertThat(english).contains("\"detail\":\"A STIX id looks like type--uuid", "\"code\":\"bad-request\"");
        for (var asked : List.of("nl", "nl-NL,nl;q=0.9,en;q=0.8", "fr,NL;q=0.5")) {
            assertThat(said(asked))
                    .as(asked)
                    .contains("Een STIX-id ziet eruit als type--uuid", "\"code\":\"bad-request\"");
        }
        for (var asked : List.of("en", "en,nl;q=0.9", "fr", "*", "n@l;q=x", ",,;")) {
            assertThat(said(asked)).as(asked).isEqualTo(english);
        }
        var stranger = HUB.send(HttpRequest.newBuilder(HUB.uri("/api/objects"))
                .header("Accept-Language", "nl")
                .build());
        assertThat(stranger.body()).contains("Log eerst in");
        assertThat(stranger.headers().firstValue("Content-Language")).contains("nl");
        assertThat(stranger.headers().allValues("Vary").toString()).containsIgnoringCase("Accept-Language");
    }

    private static String said(String language) {
        var request = ann.signed(HttpRequest.newBuilder(HUB.uri("/api/objects/nothing")));
        if (!language.isEmpty()) {
            request.header("Accept-Language", language);
        }
        return HUB.send(request.build()).body();
    }
}
