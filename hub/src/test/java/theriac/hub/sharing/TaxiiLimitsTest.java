package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.testkit.FixedClock;

/// What a TAXII client may send at once and how often it may ask, over real connections.
class TaxiiLimitsTest {

    private static final int LARGEST = 24 << 20;
    private static final int PER_MINUTE = 6;
    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final FixedClock CLOCK = FixedClock.at("2026-11-20T10:00:00Z");

    @RegisterExtension
    static final RunningHub HUB =
            new RunningHub(CLOCK, "--taxii-largest-post=" + LARGEST, "--taxii-requests-per-minute=" + PER_MINUTE);

    private static Organization hospital;

    @BeforeAll
    static void people() {
        HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
    }

    /// A sender that reads nothing before it has sent everything, as many do: more than all buffers on the way hold.
    @Test
    void aBodyFarOverTheLimitIsAnsweredAndNotCutOff() throws IOException {
        var answer = post("Bearer " + HUB.token(hospital, Scope.TAXII), LARGEST + (16 << 20));
        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .contains(TAXII, "\"http_status\":\"413\"", "\"title\":\"Content too large\"");
    }

    @Test
    void whoIsNotKnownHearsSoAfterALargeBodyToo() throws IOException {
        assertThat(post("Bearer thr_nobodyHasThisToken", LARGEST - 1)).startsWith("HTTP/1.1 401");
    }

    private static String post(String authorization, long octets) throws IOException {
        var address = HUB.uri("/taxii2/hub/collections/" + CollectionIds.submissions(hospital.id()) + "/objects/");
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(60_000);
            var out = socket.getOutputStream();
            out.write("""
                    POST %s HTTP/1.1\r
                    Host: hub\r
                    Authorization: %s\r
                    Accept: %4$s\r
                    Content-Type: %4$s\r
                    Connection: close\r
                    Content-Length: %3$d\r
                    \r
                    """.formatted(address.getPath(), authorization, octets, TAXII)
                    .getBytes(StandardCharsets.US_ASCII));
            var part = new byte[1 << 20];
            for (long left = octets; left > 0; left -= part.length) {
                out.write(part, 0, (int) Math.min(part.length, left));
            }
            out.flush();
            var answer = new StringBuilder();
            try (var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                in.lines().forEach(line -> answer.append(line).append('\n'));
            }
            return answer.toString();
        }
    }

    @Test
    void whoAsksTooOftenHears429AndOthersDoNot() {
        var busy = HUB.token(hospital, Scope.TAXII);
        var quiet = HUB.token(hospital, Scope.TAXII);
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(HUB.ask(busy, "/taxii2/", "Accept", TAXII).statusCode()).isEqualTo(200);
        }
        var refused = HUB.ask(busy, "/taxii2/", "Accept", TAXII);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");
        assertThat(refused.body()).contains("\"http_status\":\"429\"");
        assertThat(HUB.ask(quiet, "/taxii2/", "Accept", TAXII).statusCode()).isEqualTo(200);
        CLOCK.advance(Duration.ofSeconds(10));
        assertThat(HUB.ask(busy, "/taxii2/", "Accept", TAXII).statusCode()).isEqualTo(200);
        assertThat(HUB.ask(busy, "/taxii2/", "Accept", TAXII).statusCode()).isEqualTo(429);
    }

    @Test
    void aPersonsKeysShareOneBucket() {
        HUB.person(hospital, "busy");
        var one = key();
        var two = key();
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(HUB.ask(i % 2 == 0 ? one : two, "/taxii2/", "Accept", TAXII)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(HUB.ask(one, "/taxii2/", "Accept", TAXII).statusCode()).isEqualTo(429);
        assertThat(HUB.ask(two, "/taxii2/", "Accept", TAXII).statusCode()).isEqualTo(429);
    }

    private static String key() {
        return HUB.part(theriac.hub.accounts.Tokens.class)
                .issueForPerson(hospital, "tool", java.util.Set.of(Scope.TAXII), "busy")
                .secret();
    }
}
