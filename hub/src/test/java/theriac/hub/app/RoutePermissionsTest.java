package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// Every line of `docs/routes.txt`, asked by nobody, by a person of each role and by a machine of each scope: who lacks
/// the permission is refused before the route runs, who has it is not, and nobody gets an unexpected fault.
class RoutePermissionsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    /// For a route that is entered and may keep the line open.
    private static final Duration ENTERED = Duration.ofSeconds(3);

    /// For a refusal, which always comes.
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Organization cert;
    private static Organization hospital;
    private static List<Route> routes;

    private record Route(String path, String method, Permission permission) {

        /// The path with an id that nothing has.
        String concrete() {
            return path.replaceAll("\\{file}", "domains.txt")
                    .replaceAll("\\{[^}]+}", "00000000-0000-4000-8000-000000000000");
        }

        boolean endsTheSession() {
            return method.equals("DELETE") && path.equals("/api/session");
        }
    }

    @AfterAll
    static void close() {
        CLIENT.shutdownNow();
    }

    @BeforeAll
    static void routes() throws IOException {
        cert = HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
        routes = new ArrayList<>();
        for (var line : Files.readAllLines(Golden.projectRoot().resolve("docs/routes.txt"))) {
            var words = line.split(" +");
            if (!line.startsWith("#") && !words[1].equals("any")) {
                routes.add(new Route(words[0], words[1], Permission.valueOf(words[2])));
            }
        }
        assertThat(routes).hasSizeGreaterThan(30);
    }

    /// The status; 0 when the route was entered and keeps the line open.
    private static int status(Route route, Duration patience, String... headers) throws InterruptedException {
        var body = route.method().equals("GET") || route.method().equals("DELETE") ? "" : "{}";
        var request = HttpRequest.newBuilder(HUB.uri(route.concrete()))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .method(route.method(), HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (HttpTimeoutException waits) {
            return 0;
        } catch (IOException broken) {
            throw new AssertionError(route.toString(), broken);
        }
    }

    private static void check(String who, Set<Permission> may, String... headers) throws InterruptedException {
        for (var route : routes) {
            if (route.endsTheSession()) {
                continue;
            }
            boolean open = route.permission() == Permission.PUBLIC || may.contains(route.permission());
            int status = status(route, open ? ENTERED : REFUSED, headers);
            if (!open) {
                assertThat(status).as("%s: %s", who, route).isEqualTo(may.isEmpty() ? 401 : 403);
            } else if (route.permission() != Permission.PUBLIC) {
                assertThat(status).as("%s: %s", who, route).isNotIn(401, 403);
            }
            assertThat(status).as("%s: %s", who, route).isLessThan(500);
        }
    }

    @Test
    void nobodyIsAskedToLogInEverywhere() throws InterruptedException {
        check("nobody", Set.of());
    }

    @Test
    void aPersonOfEachRoleDoesWhatTheRoleSays() throws InterruptedException {
        for (var role : Role.values()) {
            var person = HUB.person(cert, role.text(), Set.of(role));
            var csrf = ((JsonObject) Json.read(person.get("/api/session").body()))
                    .text("csrf")
                    .orElseThrow();
            check(role.text(), role.permissions(), "Cookie", person.cookie(), "X-CSRF", csrf);
        }
    }

    @Test
    void aMachineOfEachScopeDoesWhatTheScopeSays() throws InterruptedException {
        for (var scope : Scope.values()) {
            check(scope.text(), scope.permissions(), "Authorization", "Bearer " + HUB.token(hospital, scope));
        }
    }
}
