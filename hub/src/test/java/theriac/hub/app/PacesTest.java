package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.testkit.FixedClock;

/// How often people, machines, organisations and strangers may ask, and who says where a stranger is. The clock
/// stands still: nothing comes back before a test says so.
class PacesTest {

    private static final FixedClock CLOCK = FixedClock.at(Instant.parse("2026-11-26T09:00:00Z"));

    @RegisterExtension
    static final RunningHub HUB = new RunningHub(
            CLOCK,
            "--requests-per-minute=20",
            "--requests-per-minute-organization=50",
            "--requests-per-minute-address=10",
            "--forwarding-proxies=127.0.0.1");

    private static Organization north;
    private static Organization south;

    @BeforeAll
    static void people() {
        HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
    }

    private static int stranger(String from, String path, String... headers) {
        var request = HttpRequest.newBuilder(HUB.uri(path)).header("X-Forwarded-For", from);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HUB.send(request.GET().build()).statusCode();
    }

    private static int until429(java.util.function.Supplier<HttpResponse<String>> ask) {
        for (int n = 0; n < 100; n++) {
            var answer = ask.get();
            if (answer.statusCode() == 429) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).contains("too-many");
                return n;
            }
        }
        throw new AssertionError("nobody was told to wait");
    }

    @Test
    void oneMachineIsToldToWaitAndAnotherOneIsNot() {
        var token = HUB.token(north, Scope.LISTS);
        assertThat(until429(() -> HUB.ask(token, "/lists/domains.txt"))).isEqualTo(20);
        var other = HUB.part(theriac.hub.accounts.Tokens.class)
                .issue(north, "other", Set.of(Scope.LISTS))
                .secret();
        assertThat(HUB.ask(other, "/lists/domains.txt").statusCode()).isEqualTo(200);
        CLOCK.advance(Duration.ofSeconds(3));
        assertThat(HUB.ask(token, "/lists/domains.txt").statusCode()).isEqualTo(200);
        assertThat(HUB.ask(token, "/lists/domains.txt").statusCode()).isEqualTo(429);
    }

    @Test
    void everybodyOfAnOrganisationTogetherIsToldToWait() {
        int asked = 0;
        for (int n = 0; n < 5; n++) {
            var person = HUB.person(south, "person" + n, Set.of(Role.READER));
            for (int times = 0; times < 15; times++) {
                asked += person.get("/api/session").statusCode() == 200 ? 1 : 0;
            }
            CLOCK.advance(Duration.ofMillis(1));
        }
        assertThat(asked).isEqualTo(50);
    }

    @Test
    void anAddressThatGuessesIsToldToWaitWhateverItGuesses() {
        for (int n = 0; n < 10; n++) {
            assertThat(stranger("192.0.2.1", "/lists/domains.txt", "Authorization", "Bearer thr_guess" + n))
                    .isEqualTo(401);
        }
        assertThat(stranger("192.0.2.1", "/lists/domains.txt", "Authorization", "Bearer thr_next"))
                .isEqualTo(429);
        assertThat(stranger("192.0.2.1", "/api/session/issuers")).isEqualTo(429);
        assertThat(stranger("192.0.2.2", "/api/session/issuers"))
                .as("another address")
                .isEqualTo(200);
        assertThat(stranger("198.51.100.7, 192.0.2.1", "/api/session/issuers"))
                .as("what the sender wrote before the proxy's own word does not count")
                .isEqualTo(429);
        var right = HUB.part(theriac.hub.accounts.Tokens.class)
                .issue(north, "right", Set.of(Scope.LISTS))
                .secret();
        assertThat(stranger("192.0.2.1", "/lists/domains.txt", "Authorization", "Bearer " + right))
                .as("who has a right key is no stranger")
                .isEqualTo(200);
    }
}
