package theriac.hub.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class WakesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long GROUP = 77;

    /// A publication makes its own audience. Whoever waits already must hear of it at once, not when its patience ends:
    /// that is the difference between a second and half a minute of time to immunity.
    @Test
    void anAudienceThatIsNewWithItsRowWakesThoseWhoMaySeeItAndNobodyElse() throws Exception {
        var cert = HUB.organization("Cert", "cert").key();
        var store = HUB.part(Store.class);
        var source = store.sources()
                .register(new NewSource(cert, "own", "own", Audience.undecided(cert)))
                .key();
        var wakes = new Wakes(store.ledger(), store.audiences());
        long before = store.ledger().head();
        var inside = new CompletableFuture<Long>();
        var outside = new CompletableFuture<Long>();
        var threads = List.of(
                waiting(wakes, viewer(2, GROUP), before, inside), waiting(wakes, viewer(3, 78), before, outside));
        for (var thread : threads) {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        long started = System.nanoTime();
        var audience = Audience.of(Tlp.AMBER, cert).withGroup(GROUP);
        store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(indicator(), audience))));

        assertThat(inside.get()).isGreaterThan(before);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PATIENCE.dividedBy(2));
        assertThat(outside).isNotDone();
        threads.getLast().interrupt();
        threads.getLast().join();
    }

    private static Thread waiting(Wakes wakes, Viewer viewer, long after, CompletableFuture<Long> reached) {
        return Thread.ofPlatform().start(() -> {
            try {
                reached.complete(wakes.await(viewer, after, PATIENCE));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Viewer viewer(long organization, long group) {
        return new Viewer.Party("scout", 0, organization, Set.of(group), Set.of(organization), Set.of(group), Set.of());
    }

    private static StixObject indicator() {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--5f0e4c1e-8b1d-4a47-9a57-0c2f6f1f7a11",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z",
                 "pattern":"[domain-name:value = 'one.example']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}"""));
    }
}
