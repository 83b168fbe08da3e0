package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organizations;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.FixedClock;

class ExpiryTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private final FixedClock clock = FixedClock.at("2026-11-25T12:00:00Z");

    @Test
    void anEntryLeavesWhenItHasFadedBelowTheLineAndNobodyTouchedIt() {
        var config = HubConfig.of(Map.of(), Map.of(), List.of("--port=0", "--data=target/hub-expiry"));
        try (var hub = Hub.start(config, DATABASE.database(), clock)) {
            var cert =
                    hub.part(Organizations.class).create(new Organizations.NewOrganization("Cert", "cert", "nl", ""));
            publish(hub, cert.key());
            var operator = new Viewer.Party(
                    "operator",
                    1,
                    cert.key(),
                    Set.of(),
                    Set.of(cert.key()),
                    Set.of(),
                    Set.of(Permission.CONFIGURE_SHARING));
            var exports = hub.part(Exports.class);
            var wanted = new ExportProfile(
                    0, UUID.randomUUID(), cert.key(), "Fading", "", 0, 50, 0, 33, 100, Instant.EPOCH, "", false);
            var id = exports.save(operator, wanted).profile().id();
            assertThat(text(exports, operator, id)).isEqualTo("fades.example\n");
            clock.advance(Duration.ofDays(400));
            assertThat(text(exports, operator, id)).isEmpty();
        }
    }

    private static String text(Exports exports, Viewer.Party recipient, UUID id) {
        return new String(exports.fetch(recipient, id, "domains.txt").bytes(), StandardCharsets.UTF_8);
    }

    private static void publish(Hub hub, long cert) {
        var store = hub.part(Store.class);
        var audience = Audience.of(Tlp.GREEN, cert);
        var source = store.sources().register(new NewSource(cert, "Feed", "stix", audience));
        var indicator = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--0c3f6a1e-52a4-4f0c-8f7e-6f1f3f3b7a10",
                 "created":"2026-11-25T10:00:00.000Z","modified":"2026-11-25T10:00:00.000Z","confidence":90,
                 "pattern":"[domain-name:value = 'fades.example']","pattern_type":"stix",
                 "valid_from":"2026-11-25T10:00:00Z"}"""));
        store.claims().claim(new ClaimBatch(source.key(), null, List.of(new Candidate(indicator, audience))));
    }
}
