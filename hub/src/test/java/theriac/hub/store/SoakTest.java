package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.modified;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.testing.Invariants;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;

/// Writers, readers and people who change their minds, for a while: twenty seconds, or ten minutes in
/// the profile `nightly`. At the end the store keeps its promises, and a reader that remembered its place has read
/// the whole ledger.
class SoakTest {

    private static final Query NEWEST = ((QueryParsed.Understood) QueryParser.parse("type:indicator")).query();

    private static final Duration LENGTH = Duration.ofSeconds(Boolean.getBoolean("theriac.nightly") ? 600 : 20);
    private static final int WRITERS = 4;
    private static final int OBJECTS = 3_000;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @Test
    void everybodyAtOnceForAWhileLeavesTheStoreInOrder() throws Exception {
        long seed = new Random().nextLong();
        var end = Instant.now().plus(LENGTH);
        try (var fixture = new StoreFixture(DATABASE.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sources = new ArrayList<Long>();
            for (int w = 0; w < WRITERS; w++) {
                sources.add(fixture.source("writer " + w, fixture.cert));
            }
            var all = new ArrayList<Future<Long>>();
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                all.add(threads.submit(() ->
                        until(end, new Random(seed + writer), random -> write(fixture, sources.get(writer), random))));
            }
            all.add(threads.submit(
                    () -> until(end, new Random(seed - 1), random -> withdraw(fixture, sources, random))));
            all.add(threads.submit(() -> until(end, new Random(seed - 2), random -> look(fixture, random))));
            var writing = new AtomicBoolean(true);
            var reader = threads.submit(() -> follow(fixture, writing));
            for (var one : all) {
                assertThat(one.get()).as("seed %d", seed).isPositive();
            }
            writing.set(false);
            assertThat(reader.get())
                    .as("what a reader followed, seed %d", seed)
                    .isEqualTo(Invariants.count(fixture.database, "ledger"));
            Invariants.check(fixture.database);
        }
    }

    /// A step of somebody's work.
    @FunctionalInterface
    private interface Step {
        void take(Random random);
    }

    private static long until(Instant end, Random random, Step step) {
        long steps = 0;
        for (; Instant.now().isBefore(end); steps++) {
            step.take(random);
        }
        return steps;
    }

    private static void write(StoreFixture fixture, long source, Random random) {
        var batch = new ArrayList<Candidate>();
        for (int n = random.nextInt(100); n >= 0; n--) {
            int object = random.nextInt(OBJECTS);
            int version = 1 + random.nextInt(9);
            batch.add(new Candidate(
                    indicator(id("indicator", object), modified(version), "d" + object + "v" + version + ".example"),
                    green(fixture.cert)));
        }
        fixture.store.claims().claim(new ClaimBatch(source, null, batch));
    }

    private static void withdraw(StoreFixture fixture, List<Long> sources, Random random) {
        var id = StixId.of(id("indicator", random.nextInt(OBJECTS)));
        long source = sources.get(random.nextInt(sources.size()));
        var done = fixture.store.claims().withdraw(all(), id, source, "Changed my mind.");
        if (done.claims() > 0 && random.nextBoolean()) {
            fixture.store.claims().undo(all(), done, "And back.");
        }
    }

    private static void look(StoreFixture fixture, Random random) {
        var id = StixId.of(id("indicator", random.nextInt(OBJECTS)));
        fixture.store.objects().find(all(), id).ifPresent(object -> {
            assertThat(object.summary().id()).isEqualTo(id);
            assertThat(object.claims()).isNotEmpty();
        });
        fixture.store.search().page(all(), SearchRequest.newest(NEWEST, 20));
    }

    /// Everything in order and once, until the writers are done and nothing is left.
    private static long follow(StoreFixture fixture, AtomicBoolean writing) {
        long place = 0;
        long rows = 0;
        while (true) {
            boolean last = !writing.get();
            var page = fixture.store.ledger().read(all(), place, 1_000, Set.of());
            for (var entry : page) {
                assertThat(entry.seq()).isGreaterThan(place);
                place = entry.seq();
            }
            rows += page.size();
            if (last && page.isEmpty()) {
                return rows;
            }
        }
    }
}
