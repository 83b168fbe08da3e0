package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.accounts.Tokens;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;
import theriac.hub.db.DatabaseCannotStart;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.testkit.StixSamples;

/// A whole installation, stopped and started again on its folder, as an operator does it.
class InstallationTest {

    private static final String PASSWORD = "a password for tests";
    private static final Path FOLDER =
            Path.of("target", "installation-" + ProcessHandle.current().pid());

    private static HubConfig config(int port) {
        return HubConfig.of(Map.of(), Map.of(), List.of("--port=" + port, "--data=" + FOLDER));
    }

    @Test
    void aRestartFindsEverythingAsItWas() throws Exception {
        Files.createDirectories(FOLDER);
        String token;
        long head;
        int port;
        try (var first = Installation.start(config(0))) {
            assertThat(first.setupLink()).isPresent();
            token = fill(first);
            head = first.part(Store.class).ledger().head();
            port = java.net.URI.create(first.url()).getPort();
            assertASecondOneIsRefused(port);
        }
        try (var second = Installation.start(config(0))) {
            var store = second.part(Store.class);
            assertThat(store.ledger().head()).isEqualTo(head);
            var indicator = store.objects()
                    .find(Viewer.system("test"), StixId.of(StixSamples.PARTNER_DOMAIN_INDICATOR))
                    .orElseThrow();
            assertThat(indicator.toString()).contains("cdn-update.example");
            assertThat(store.deliveries().list(Viewer.system("test"), java.util.Optional.empty(), 10))
                    .singleElement()
                    .satisfies(delivery -> assertThat(delivery.counts().read()).isEqualTo(21));
            assertThat(second.part(Accounts.class).authenticate("anna", PASSWORD))
                    .isPresent();
            assertThat(second.part(Tokens.class).find(token)).isPresent();
            assertThat(second.setupLink()).isEmpty();
        }
    }

    private static String fill(Installation hub) throws java.io.IOException {
        var organizations = hub.part(Organizations.class);
        var cert = organizations.create(new NewOrganization("Cert", "cert", "nl", ""));
        hub.part(Accounts.class).create(cert, "anna", "Anna", PASSWORD, EnumSet.allOf(Role.class));
        var source = hub.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "feed", "stix", Audience.of(Tlp.GREEN, cert.key())));
        try (var feed = new java.io.ByteArrayInputStream(
                StixSamples.partnerFeed().getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            hub.part(Ingest.class).take(source, "feed", feed);
        }
        return hub.part(Tokens.class)
                .issue(cert, "machine", Set.of(Scope.TAXII))
                .secret();
    }

    private static void assertASecondOneIsRefused(int port) {
        assertThatThrownBy(() -> Installation.start(config(0)))
                .isInstanceOf(DatabaseCannotStart.class)
                .hasMessageContaining("uses the data folder");
        var elsewhere = HubConfig.of(
                Map.of(), Map.of(), List.of("--port=" + port, "--data=" + FOLDER.resolveSibling("installation-other")));
        assertThatThrownBy(() -> Installation.start(elsewhere))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is taken by another program");
    }
}
