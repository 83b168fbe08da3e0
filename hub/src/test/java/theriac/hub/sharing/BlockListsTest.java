package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.app.Hub;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.HubConfig;
import theriac.hub.policy.Audience;
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

class BlockListsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final int NAMES = 12;
    private static final int ROUNDS = 60;

    private final FixedClock clock = FixedClock.at("2026-11-25T12:00:00Z");

    /// What was changed in places against what is made anew, over everything that can happen to an indicator.
    @Test
    void aListThatWasChangedInPlacesIsTheListThatWouldBeMadeAnew() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var config = HubConfig.of(Map.of(), Map.of(), List.of("--port=0", "--data=target/hub-lists"));
        try (var hub = Hub.start(config, DATABASE.database(), clock)) {
            var world = new World(hub, random);
            var kept = world.lists();
            for (int round = 0; round < ROUNDS; round++) {
                world.change();
                clock.advance(Duration.ofMinutes(random.nextInt(40)));
                if (random.nextInt(3) > 0) {
                    assertThat(text(kept, world.north))
                            .as("seed %d, round %d", seed, round)
                            .isEqualTo(text(world.lists(), world.north));
                }
            }
        }
    }

    private static String text(BlockLists lists, Viewer.Party recipient) {
        return new String(lists.render(recipient, BlockLists.Kind.DOMAINS).bytes(), StandardCharsets.UTF_8);
    }

    /// Two sources, one audience that north may see and one that it may not, a few values in many indicators.
    private final class World {
        private final Hub hub;
        private final Random random;
        private final Store store;
        private final Viewer.Party north;
        private final List<Long> sources = new ArrayList<>();
        private final List<Audience> audiences;
        private final List<UUID> ids = new ArrayList<>();

        World(Hub hub, Random random) {
            this.hub = hub;
            this.random = random;
            this.store = hub.part(Store.class);
            var organizations = hub.part(Organizations.class);
            var cert = organizations.create(new Organizations.NewOrganization("Cert", "cert", "nl", ""));
            var member = organizations.create(new Organizations.NewOrganization("North", "hospital", "nl", ""));
            var other = organizations.create(new Organizations.NewOrganization("South", "hospital", "nl", ""));
            this.north = hub.part(Viewers.class).organization(member);
            this.audiences = List.of(
                    Audience.of(Tlp.GREEN, cert.key()),
                    Audience.of(Tlp.AMBER_STRICT, member.key()),
                    Audience.of(Tlp.AMBER_STRICT, other.key()));
            for (var name : List.of("One", "Two")) {
                sources.add(store.sources()
                        .register(new NewSource(cert.key(), name, "stix", audiences.getFirst()))
                        .key());
            }
            for (int n = 0; n < NAMES; n++) {
                ids.add(new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 2L << 62));
            }
        }

        BlockLists lists() {
            return new BlockLists(
                    store.deciding(), store.ledger(), hub.part(Selection.class), hub.part(WarningLists.class), clock);
        }

        void change() {
            var id = ids.get(random.nextInt(ids.size()));
            long source = sources.get(random.nextInt(sources.size()));
            if (random.nextInt(4) == 0) {
                store.claims().withdraw(Viewer.system("test"), indicator(id).id(), source, "A mistake.");
                return;
            }
            var audience = audiences.get(random.nextInt(audiences.size()));
            store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(indicator(id), audience))));
        }

        /// One or two values, for a while or for ever, sometimes revoked, in one of a few versions.
        private StixObject indicator(UUID id) {
            int version = 1 + random.nextInt(28);
            var end = random.nextInt(2) == 0
                    ? ""
                    : "\"valid_until\":\"%s\","
                            .formatted(clock.instant().plus(random.nextInt(1, 90), ChronoUnit.MINUTES));
            return StixObject.of((JsonObject) Json.read("""
                    {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-10-01T10:00:00.000Z",
                     "modified":"2026-10-%02dT10:00:00.000Z","revoked":%b,%s
                     "pattern":"[domain-name:value = 'site%d.example' OR domain-name:value = 'site%d.example']",
                     "pattern_type":"stix","valid_from":"2026-10-01T10:00:00Z"}""".formatted(
                            id, version, random.nextInt(6) == 0, end, random.nextInt(NAMES), random.nextInt(NAMES))));
        }
    }
}
