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
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;

/// Law 9: an outage never looks like an empty list. The database of a running hub is stopped; everyone who asks is told
/// to come back, nobody is told that there is nothing or that the token is wrong; and when the database is back, so is
/// the hub, by itself.
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
            first.close();
            answers(requests).forEach(OutageTest::comeBackLater);
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
        requests.put("list of domains", get(hub, "/lists/domains.txt", Map.of("Authorization", "Bearer " + token)));
        requests.put("list of hashes", get(hub, "/lists/hashes.txt", Map.of("Authorization", "Bearer " + token)));
        requests.put("profile", get(hub, "/api/scout/profile", Map.of("Authorization", "Bearer " + token)));
        for (var path : List.of("objects", "reports", "publications", "sources", "organizations", "scouts", "tokens")) {
            requests.put(path, get(hub, "/api/" + path, person));
        }
        return requests;
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
