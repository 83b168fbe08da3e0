package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;

/// A hub whose TLS proxy is elsewhere: who tells of a client certificate from another address is refused.
class SpoofedCertificateTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--client-cert-proxies=192.0.2.7");

    @Test
    void aHeaderFromElsewhereIsRefusedWhateverItSays() {
        var good = "Bearer " + HUB.token(HUB.organization("Other hospital", "hospital"), Scope.TAXII);
        assertThat(ClientCertificateTest.discover(HUB, "Authorization", good).statusCode())
                .isEqualTo(200);
        for (var said :
                List.of(ClientCertificateTest.structured("good"), ClientCertificateTest.escaped("other"), "anything")) {
            var refused = ClientCertificateTest.discover(
                    HUB, "Authorization", good, "Client-Cert", said, "X-Forwarded-For", "192.0.2.7");
            assertThat(refused.statusCode()).as(said).isEqualTo(401);
            assertThat(refused.body()).contains("no TLS proxy of this hub");
        }
    }
}
