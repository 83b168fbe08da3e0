package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Tokens;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Law 9: an outage never looks like an empty list. The database of a running hub is stopped; everyone who asks is told
/// to come back, nobody is told that there is nothing or that the token is wrong; a control gets the list that it got
/// before, with its age (ADR 015); and when the database is back, so is the hub, by itself.
class OutageTest {

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyAnswerIsComeBackLaterUntilTheDatabaseIsBack() throws Exception {
        try (var first = postgres();
                var database = Database.open(first);
                var hub = Hub.start(
                        HubConfig.of(Map.of(), Map.of(), List.of("--port=0", "--data=" + folder)),
                        database,
                        Clock.systemUTC())) {
            var requests = requests(hub);
            answers(requests)
                    .forEach((what, answer) -> assertThat(answer.statusCode())
                            .as("%s: %s", what, answer.body())
                            .isEqualTo(200));
            var lists = lists(hub);
            var before = answers(lists);
            assertThat(before.get("domains").body()).isEqualTo("before.example\n");
            var never = Map.of(
                    "a list that was never fetched", get(hub, "/lists/urls.txt", authorized(lists.get("domains"))),
                    "a list that only another fetched",
                            get(hub, "/lists/domains.txt", authorized(requests.get("profile"))),
                    "a token that was never seen",
                            get(hub, "/lists/domains.txt", Map.of("Authorization", "Bearer thr_x")));
            first.close();
            answers(requests).forEach(OutageTest::comeBackLater);
            answers(never).forEach(OutageTest::comeBackLater);
            answers(lists).forEach((what, answer) -> lastGood(what, answer, before));
            try (var second = postgres()) {
                assertThat(second.url()).isEqualTo(first.url());
                long end = System.nanoTime() + PATIENCE.toNanos();
                var again = answers(requests);
                while (again.values().stream().anyMatch(answer -> answer.statusCode() != 200)
                        && System.nanoTime() < end) {
                    again.forEach((what, answer) ->
                            assertThat(answer.statusCode()).as(what).isIn(200, 503));
                    again = answers(requests);
                }
                again.forEach((what, answer) ->
                        assertThat(answer.statusCode()).as(what).isEqualTo(200));
            }
        }
    }

    private EmbeddedPostgres postgres() {
        return EmbeddedPostgres.start(
                folder.resolve("postgres"),
                PgSettings.forThisMachine()
                        .withBinaries(Path.of("target", "postgresql-binaries").toAbsolutePath()));
    }

    private Map<String, HttpRequest> requests(Hub hub) {
        var organizations = hub.part(Organizations.class);
        organizations.create(new Organizations.NewOrganization("Cert", "cert", "nl", ""));
        var organization = organizations.create(new Organizations.NewOrganization("Hospital", "hospital", "nl", ""));
        var token = hub.part(Tokens.class)
                .issue(organization, "test", Set.of(Scope.TAXII, Scope.LISTS, Scope.SCOUT))
                .secret();
        hub.part(Accounts.class).create(organization, "ann", "Ann", "a password for tests", Set.of(Role.values()));
        var cookie = cookie(hub);
        var requests = new LinkedHashMap<String, HttpRequest>();
        var machine = Map.of("Authorization", "Bearer " + token, "Accept", TAXII);
        var person = Map.of("Cookie", cookie);
        requests.put("taxii objects", get(hub, "/taxii2/hub/collections/indicators/objects/", machine));
        requests.put("taxii manifest", get(hub, "/taxii2/hub/collections/indicators/manifest/", machine));
        requests.put("taxii collections", get(hub, "/taxii2/hub/collections/", machine));
        requests.put("profile", get(hub, "/api/scout/profile", Map.of("Authorization", "Bearer " + token)));
        for (var path : List.of("objects", "reports", "publications", "sources", "organizations", "scouts", "tokens")) {
            requests.put(path, get(hub, "/api/" + path, person));
        }
        return requests;
    }

    /// Two lists of a member, one of which has an entry.
    private Map<String, HttpRequest> lists(Hub hub) {
        var organizations = hub.part(Organizations.class);
        var cert = organizations.cert().orElseThrow();
        var member = organizations.create(new Organizations.NewOrganization("Clinic", "hospital", "nl", ""));
        var store = hub.part(Store.class);
        var audience = Audience.of(Tlp.GREEN, cert.key());
        var source = store.sources().register(new NewSource(cert.key(), "Feed", "stix", audience));
        var indicator = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--3d1d1d0e-7a2f-4a57-9a0b-0f6f3c0b6c11",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z","pattern_type":"stix",
                 "pattern":"[domain-name:value = 'before.example']","valid_from":"2026-11-01T10:00:00Z"}"""));
        store.claims().claim(new ClaimBatch(source.key(), null, List.of(new Candidate(indicator, audience))));
        var token = hub.part(Tokens.class)
                .issue(member, "firewall", Set.of(Scope.LISTS))
                .secret();
        var machine = Map.of("Authorization", "Bearer " + token);
        return Map.of(
                "domains", get(hub, "/lists/domains.txt", machine),
                "hashes", get(hub, "/lists/hashes.txt", machine),
                "manifest", get(hub, "/lists/misp/manifest.json", machine));
    }

    private static Map<String, String> authorized(HttpRequest like) {
        return Map.of(
                "Authorization", like.headers().firstValue("Authorization").orElseThrow());
    }

    private static void lastGood(String what, HttpResponse<String> answer, Map<String, HttpResponse<String>> before) {
        assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isEqualTo(200);
        assertThat(answer.body()).as(what).isEqualTo(before.get(what).body());
        assertThat(answer.headers().firstValue("X-Theriac-Outage")).as(what).contains("true");
        assertThat(before.get(what).headers().firstValue("X-Theriac-Outage"))
                .as(what)
                .isEmpty();
        assertThat(age(answer)).as(what).isGreaterThanOrEqualTo(age(before.get(what)));
    }

    private static long age(HttpResponse<String> answer) {
        return answer.headers().firstValueAsLong("Age").orElseThrow();
    }

    private String cookie(Hub hub) {
        var answer = send(HttpRequest.newBuilder(uri(hub, "/api/session"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"login\":\"ann\",\"password\":\"a password for tests\"}"))
                        .build())
                .join();
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private static HttpRequest get(Hub hub, String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri(hub, path)).GET();
        headers.forEach(request::header);
        return request.build();
    }

    private static URI uri(Hub hub, String path) {
        return URI.create("http://127.0.0.1:" + hub.port() + path);
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /// All at once, as at a hub that many ask.
    private Map<String, HttpResponse<String>> answers(Map<String, HttpRequest> requests) {
        var coming = new LinkedHashMap<String, CompletableFuture<HttpResponse<String>>>();
        requests.forEach((what, request) -> coming.put(what, send(request)));
        var answers = new LinkedHashMap<String, HttpResponse<String>>();
        coming.forEach((what, answer) -> answers.put(what, answer.join()));
        return answers;
    }

    private static void comeBackLater(String what, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).as(what).isPresent();
        assertThat(answer.body())
                .as(what)
                .doesNotContain("\"objects\"")
                .doesNotContain("[]")
                .contains("try again");
    }
}
