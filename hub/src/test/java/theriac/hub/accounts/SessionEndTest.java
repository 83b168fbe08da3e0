package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.testkit.FixedClock;

/// A session ends when nobody uses it, whatever its page asks by itself, whatever the clock does, and in a hub that was
/// started anew.
class SessionEndTest {

    private static final FixedClock CLOCK = FixedClock.at(Instant.parse("2026-11-26T09:00:00Z"));
    private static final Duration IDLE = Duration.ofMinutes(30);

    @RegisterExtension
    static final RunningHub HUB = new RunningHub(CLOCK, "--session-idle-minutes=30");

    private RunningHub.Browser ann;

    @BeforeAll
    static void people() {
        HUB.organization("Cert", "cert");
        var north = HUB.organization("North", "hospital");
        HUB.person(north, "ann", Set.of(Role.READER));
    }

    @BeforeEach
    void logsIn() {
        ann = HUB.logIn("ann");
    }

    private int asks() {
        return ann.get("/api/session").statusCode();
    }

    @Test
    void itLastsWhileItIsUsedAndEndsWhenItIsNot() {
        for (int n = 0; n < 5; n++) {
            CLOCK.advance(IDLE.minusMinutes(1));
            assertThat(asks()).as("use %d", n).isEqualTo(200);
        }
        CLOCK.advance(IDLE.plusMinutes(1));
        assertThat(asks()).isEqualTo(401);
        CLOCK.advance(IDLE.plusMinutes(1).negated());
        assertThat(asks()).as("a clock that is put back revives nothing").isEqualTo(401);
    }

    @Test
    void itEndsAfterTwelveHoursHoweverOftenItIsUsed() {
        for (int n = 0; n < 26; n++) {
            CLOCK.advance(IDLE.minusMinutes(1));
            asks();
        }
        assertThat(asks()).isEqualTo(401);
    }

    /// A stolen password opens no more of them than its person can look through.
    @Test
    void ofTwentyTheOneThatWasNotUsedForLongestEndsWhenAnotherBegins() {
        CLOCK.advance(Duration.ofMinutes(2));
        var other = HUB.logIn("ann");
        CLOCK.advance(Duration.ofMinutes(2));
        for (int n = 2; n < Sessions.MOST; n++) {
            HUB.logIn("ann");
        }
        CLOCK.advance(Duration.ofMinutes(2));
        assertThat(asks()).as("used last").isEqualTo(200);
        HUB.logIn("ann");
        assertThat(asks()).isEqualTo(200);
        assertThat(other.get("/api/session").statusCode()).isEqualTo(401);
    }

    @Test
    void whatAPageAsksByItselfKeepsNoSessionAlive() {
        for (int n = 0; n < 4; n++) {
            CLOCK.advance(Duration.ofMinutes(10));
            HUB.send(HttpRequest.newBuilder(HUB.uri("/api/session"))
                    .header("Cookie", ann.cookie())
                    .header(CallerFilter.UNATTENDED, "1")
                    .GET()
                    .build());
        }
        assertThat(asks()).isEqualTo(401);
    }

    @Test
    void aClockThatIsPutBackLengthensNothing() {
        CLOCK.advance(Duration.ofHours(-3));
        assertThat(asks()).isEqualTo(200);
        CLOCK.advance(IDLE.plusMinutes(1));
        assertThat(asks()).as("by the clock as it is since the last use").isEqualTo(401);
    }

    @Test
    void aHubThatIsStartedAnewKnowsWhenItWasUsed() {
        var secret = ann.cookie().substring(ann.cookie().indexOf('=') + 1);
        var jdbc = HUB.part(Database.class).jdbc();
        CLOCK.advance(IDLE.minusMinutes(1));
        assertThat(new Sessions(jdbc, IDLE, CLOCK).find(secret)).isPresent();
        CLOCK.advance(Duration.ofMinutes(2));
        assertThat(new Sessions(jdbc, IDLE, CLOCK).find(secret)).isEmpty();
        assertThat(new Sessions(jdbc, IDLE, CLOCK)
                        .list(new Accounts(jdbc, CLOCK)
                                .authenticate("ann", RunningHub.PASSWORD)
                                .orElseThrow()))
                .as("what has ended is in no list")
                .isEmpty();
    }
}
