package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.sharing.LastServed.Given;
import theriac.hub.testing.RunningHub;

/// How old a file is that is given, and who gets it without its bytes (RFC 9111 §5.1, RFC 9110 §13.1.2).
class LastServedTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Rendering file(String text) {
        var at = Instant.parse("2026-11-20T10:00:00Z");
        return Rendering.of(text.getBytes(StandardCharsets.UTF_8), 1, at, Instant.MAX);
    }

    @Test
    void aFileSaysHowLongAgoItWasFoundToBeTrue() {
        var given = new Given(file("a.example\n"), Duration.ofSeconds(95), true);
        var answer = ListRoutes.answer(given, MediaType.TEXT_PLAIN, "", "");
        assertThat(answer.getHeaders().getFirst(HttpHeaders.AGE)).isEqualTo("95");
        assertThat(answer.getHeaders().getFirst("X-Theriac-Outage")).isEqualTo("true");
        var now = ListRoutes.answer(new Given(file("a.example\n"), Duration.ZERO, false), MediaType.TEXT_PLAIN, "", "");
        assertThat(now.getHeaders().getFirst(HttpHeaders.AGE)).isEqualTo("0");
        assertThat(now.getHeaders().containsHeader("X-Theriac-Outage")).isFalse();
    }

    @Test
    void onlyWhoHasTheseBytesGetsNone() {
        HUB.organization("Cert", "cert");
        Organization member = HUB.organization("North", "hospital");
        HUB.person(member, "noor", EnumSet.of(Role.READER));
        var token = HUB.token(member, Scope.LISTS);
        for (var address : new String[] {"/lists/domains.txt", "/lists/misp/manifest.json"}) {
            var first = HUB.ask(token, address);
            assertThat(first.statusCode()).as(address).isEqualTo(200);
            var tag = first.headers().firstValue("ETag").orElseThrow();
            assertThat(HUB.ask(token, address, "If-None-Match", tag).statusCode())
                    .as(address)
                    .isEqualTo(304);
            assertThat(HUB.ask(token, address, "If-None-Match", "W/" + tag).statusCode())
                    .as(address)
                    .isEqualTo(304);
            var other = HUB.ask(token, address, "If-None-Match", "\"of-another-day\"");
            assertThat(other.statusCode()).as(address).isEqualTo(200);
            assertThat(other.body()).as(address).isEqualTo(first.body());
        }
    }
}
