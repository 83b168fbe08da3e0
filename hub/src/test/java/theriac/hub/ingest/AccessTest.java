package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.policy.Audience;
import theriac.hub.store.Source;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// A secret goes over a plain connection only within this machine.
class AccessTest {

    private static final Credential SECRET = new Credential.Bearer("not-a-real-secret");

    private final Access access = new Access((name, host) -> Optional.of(SECRET), FetchLimits.standard());

    private static Source source(String address) {
        var settings = JsonObject.builder()
                .put("url", address)
                .put("credential", "partner")
                .build();
        return new Source(
                1,
                new UUID(0, 1),
                1,
                "Cert",
                "Partner",
                "text",
                settings,
                'F',
                Audience.of(Tlp.GREEN, 1),
                "",
                "",
                "",
                true,
                Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://partner.example/list.txt",
                "http://127.0.0.1.partner.example/list.txt",
                "http://127.partner.example/list.txt",
                "http://localhost.partner.example/list.txt",
                "http://192.0.2.7/list.txt"
            })
    void overAPlainConnectionToSomewhereElseASecretIsRefused(String address) {
        assertThatThrownBy(() -> access.credential(source(address), URI.create(address)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("use https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://partner.example/list.txt",
                "http://localhost:8080/list.txt",
                "http://127.0.0.1/list.txt",
                "http://127.9.9.9:8080/list.txt",
                "http://[::1]:8080/list.txt"
            })
    void elsewhereByHttpsAndHereItIsSent(String address) {
        assertThat(access.credential(source(address), URI.create(address))).isEqualTo(SECRET);
    }
}
