package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import theriac.hub.core.Problem;

/// A faulty network in a setting is told at the start, in one sentence.
class NetworkSettingsTest {

    private static final String GATEWAY = "--sms-gateway=https://sms.example/send";

    private static void start(String... arguments) {
        Installation.settings(Map.of(), List.of(arguments));
    }

    @Test
    void aFaultyNetworkIsToldWithItsSettingAndWhatToWrite() {
        assertThatThrownBy(() -> start(GATEWAY, "--sms-allow=10.0.0.0/8, the-lan"))
                .isInstanceOf(Problem.class)
                .hasMessage(
                        "The setting \"sms-allow\" holds networks with commas between them; \"the-lan\" is no network: write 10.1.2.0/24, 127.0.0.1 or fd00::/8.");
        assertThatThrownBy(() -> start("--rdap-service=https://rdap.example/", "--rdap-allow=10.0.0.0/99"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("\"rdap-allow\"")
                .hasMessageContaining("10.0.0.0/99");
    }

    @Test
    void networksThatAreNetworksStart() {
        var config = Installation.settings(
                Map.of(), List.of(GATEWAY, "--sms-allow=10.0.0.0/8 127.0.0.1", "--rdap-allow=fd00::/8"));
        assertThat(config.sms().orElseThrow().allowed()).hasSize(2);
        assertThat(config.lookups().rdapAllow()).containsExactly("fd00::/8");
    }
}
