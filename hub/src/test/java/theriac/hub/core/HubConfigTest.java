package theriac.hub.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import theriac.testkit.Golden;

class HubConfigTest {

    @Test
    void theCommandLineWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() {
        var config = HubConfig.of(
                Map.of("THERIAC_PORT", "2", "THERIAC_ADDRESS", "127.0.0.2"),
                Map.of("port", "1", "address", "127.0.0.1", "mail-host", "mail.example"),
                List.of("--port=3"));
        assertThat(config.port()).isEqualTo(3);
        assertThat(config.address()).isEqualTo("127.0.0.2");
        assertThat(config.mail().orElseThrow().host()).isEqualTo("mail.example");
        assertThat(config.publicUrl()).isEqualTo("http://127.0.0.2:3");
    }

    @Test
    void anUnknownSettingStopsTheStartAndSuggestsTheRightOne() {
        assertThatThrownBy(() ->
                        HubConfig.of(Map.of("THERIAC_PROT", "1"), Map.of("adress", "x"), List.of("--mail-hots=y")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Did you mean \"port\"?")
                .hasMessageContaining("Did you mean \"address\"?")
                .hasMessageContaining("Did you mean \"mail-host\"?");
    }

    @Test
    void aPortMustBeAPort() {
        assertThatThrownBy(() -> HubConfig.of(Map.of(), Map.of(), List.of("--port", "web")))
                .hasMessage("The setting \"port\" must be a port number from 0 to 65535, not \"web\".");
    }

    @Test
    void aVirusScannerIsAHostOrASocketFile() {
        assertThat(HubConfig.of(Map.of(), Map.of(), List.of()).virusScanner()).isEmpty();
        assertThat(HubConfig.of(Map.of(), Map.of(), List.of("--virus-scanner=tcp://scan.example:3310"))
                        .virusScanner())
                .hasValue(InetSocketAddress.createUnresolved("scan.example", 3310));
        assertThat(HubConfig.of(Map.of(), Map.of(), List.of("--virus-scanner=unix:/run/clamav/clamd.ctl"))
                        .virusScanner())
                .hasValue(UnixDomainSocketAddress.of("/run/clamav/clamd.ctl"));
        for (var wrong : List.of("scan.example", "tcp://scan.example", "unix:clamd.ctl", "http://scan.example:1/")) {
            assertThatThrownBy(() -> HubConfig.of(Map.of(), Map.of("virus-scanner", wrong), List.of()))
                    .hasMessageContaining("is written tcp://HOST:PORT or unix:/PATH, not \"" + wrong);
        }
        assertThatThrownBy(() -> HubConfig.of(
                        Map.of(), Map.of("virus-scanner", "tcp://scan.example:3310", "playground", "true"), List.of()))
                .hasMessageContaining("\"virus-scanner\" is tcp://scan.example:3310");
    }

    @Test
    void aPlaygroundHasNothingToDoWithOtherMachines() {
        var config = HubConfig.of(
                Map.of(),
                Map.of(
                        "mail-host",
                        "::1",
                        "db-url",
                        "jdbc:postgresql://localhost:5432/theriac",
                        "audit-syslog",
                        "tcp://[::1]:601"),
                List.of("--playground=true"));
        assertThat(config.playground()).isTrue();
        assertThat(HubConfig.of(Map.of(), Map.of(), List.of()).playground()).isFalse();
        assertThatThrownBy(() -> HubConfig.of(
                        Map.of(),
                        Map.of(
                                "address",
                                "0.0.0.0",
                                "mail-host",
                                "mail.example",
                                "audit-syslog",
                                "tcp://logs.example:601",
                                "db-url",
                                "jdbc:postgresql://db.example/theriac"),
                        List.of("--playground=true")))
                .hasMessageContaining("\"address\" is 0.0.0.0. Write 127.0.0.1 there")
                .hasMessageContaining("\"mail-host\" is mail.example")
                .hasMessageContaining("\"audit-syslog\" is tcp://logs.example:601")
                .hasMessageContaining("\"db-url\" is jdbc:postgresql://db.example/theriac");
        assertThatThrownBy(() -> HubConfig.of(Map.of(), Map.of(), List.of("--playground=yes")))
                .hasMessage("The setting \"playground\" must be true or false, not \"yes\".");
    }

    @Test
    void secretsDoNotAppearWhenSettingsArePrinted() {
        var config = HubConfig.of(
                Map.of("THERIAC_DB_PASSWORD", "very secret", "THERIAC_MAIL_PASSWORD", "very secret"),
                Map.of("db-url", "jdbc:postgresql://db.example/theriac", "mail-host", "mail.example"),
                List.of());
        assertThat(config.toString()).contains("db.example").doesNotContain("very secret");
    }

    @Test
    void theReferencePageListsEverySetting() {
        var page = new StringBuilder("""
                # Settings

                Written from `HubConfig` by `./theriac golden`. A setting comes from `theriac.properties` in the data folder
                (`port=8080`), from the environment (`THERIAC_PORT=8080`) or from the command line (`--port=8080`); the later
                one wins. An unknown setting stops the start.

                | setting | environment | when absent | meaning |
                |---|---|---|---|
                """);
        for (var key : HubConfig.KEYS) {
            page.append("| `%s` | `%s` | %s | %s |%n"
                    .formatted(
                            key.name(),
                            key.environment(),
                            key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`",
                            key.meaning()));
        }
        Golden.checkDocs("operate/configuration.md", page.toString());
    }
}
