package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.modified;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import theriac.hub.policy.Audience;
import theriac.hub.testing.Invariants;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;

/// Law 5 under writers that hurry, hesitate, change their minds and die.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ConcurrencyTest {

    private static final int WRITERS = 8;
    private static final int BATCHES = 25;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    /// What a careless writer throws at itself in the middle of a transaction.
    private static final class ChangedMind extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void readersThatRememberTheirPlaceMissNothingAndSeeNothingTwice() throws Exception {
        long seed = new Random().nextLong();
        try (var fixture = new StoreFixture(DATABASE.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sources = sources(fixture, WRITERS);
            var writing = new AtomicBoolean(true);
            var ledger = threads.submit(() -> followLedger(fixture, writing));
            var changes = threads.submit(() -> followChanges(fixture, writing));
            var killer = threads.submit(() -> killNowAndThen(fixture, writing, new Random(seed)));
            var writers = new ArrayList<Future<?>>();
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                writers.add(
                        threads.submit(() -> write(fixture, sources.get(writer), writer, new Random(seed + writer))));
            }
            for (var writer : writers) {
                writer.get();
            }
            writing.set(false);
            assertThat(killer.get()).as("writers killed").isPositive();

            var everything = fixture.store.ledger().read(all(), 0, Ledger.MAX_LIMIT, Set.of());
            assertThat(everything).as("seed %d", seed).hasSizeGreaterThan(WRITERS * BATCHES);
            assertThat(ledger.get())
                    .as("seed %d", seed)
                    .isEqualTo(everything.stream().map(LedgerEntry::seq).toList());
            assertThat(changes.get())
                    .as("seed %d", seed)
                    .isEqualTo(fixture.changes(all()).stream().map(Change::seq).toList());
            Invariants.check(fixture.database);
        }
    }

    /// The reader asks which rules count, is held up, and reads what came meanwhile: one thing under a rule that it did
    /// not ask for, and behind it one under a rule that it knows.
    @Test
    void whatComesUnderANewRuleWhileSomebodyReadsIsNotPassedOver() throws Exception {
        try (var fixture = new StoreFixture(DATABASE.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long source = fixture.source("writer", fixture.cert);
            var known = green(fixture.cert);
            claim(fixture, source, 1, known);
            long place = fixture.store.ledger().head();
            var locked = new CountDownLatch(1);
            var writer = threads.submit(() -> fixture.database.inTransaction(() -> {
                fixture.database
                        .jdbc()
                        .sql("lock table ledger in access exclusive mode")
                        .update();
                locked.countDown();
                while (!isSomebodyWaiting(fixture)) {
                    sleep(5);
                }
                claim(fixture, source, 2, known.withOrganization(1_000_000));
                claim(fixture, source, 3, known);
            }));
            locked.await();
            var read =
                    new ArrayList<>(threads.submit(() -> after(fixture, place)).get());
            writer.get();
            read.addAll(after(fixture, read.isEmpty() ? place : read.getLast()));
            assertThat(read).hasSizeGreaterThanOrEqualTo(2).isEqualTo(after(fixture, place));
        }
    }

    private static boolean isSomebodyWaiting(StoreFixture fixture) {
        return fixture.database.jdbc().sql("""
                        select exists (select 1 from pg_locks where relation = 'ledger'::regclass and not granted)""").query(Boolean.class).single();
    }

    private static void claim(StoreFixture fixture, long source, int number, Audience rule) {
        var object = indicator(id("indicator", number), modified(1), "n" + number + ".example");
        fixture.store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, rule))));
    }

    private static List<Long> after(StoreFixture fixture, long place) {
        return fixture.store.ledger().read(all(), place, Ledger.MAX_LIMIT, Set.of()).stream()
                .map(LedgerEntry::seq)
                .toList();
    }

    private static List<Long> sources(StoreFixture fixture, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> fixture.source("writer " + n, fixture.cert))
                .toList();
    }

    /// Every object has one version only, so that a change once given stays as it is. Each batch is under a rule that
    /// nobody had before.
    private static int write(StoreFixture fixture, long source, int writer, Random random) {
        for (int batch = 0; batch < BATCHES; batch++) {
            int first = writer * 10_000 + batch * 10;
            var rule = green(fixture.cert).withOrganization(1_000_000 + first);
            var objects = IntStream.range(first, first + 1 + random.nextInt(9))
                    .mapToObj(
                            n -> new Candidate(indicator(id("indicator", n), modified(1), "n" + n + ".example"), rule))
                    .toList();
            boolean change = random.nextInt(4) == 0;
            int pause = random.nextInt(4) == 0 ? random.nextInt(30) : 0;
            try {
                fixture.database.inTransaction(() -> {
                    var result = fixture.store.claims().claim(new ClaimBatch(source, null, objects));
                    sleep(pause);
                    if (change) {
                        throw new ChangedMind();
                    }
                    return result;
                });
            } catch (ChangedMind | DataAccessException | TransactionException lost) {
                // The batch is gone as a whole; a reader must never see a part of it.
                continue;
            }
        }
        return writer;
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int killNowAndThen(StoreFixture fixture, AtomicBoolean writing, Random random) {
        int killed = 0;
        while (writing.get()) {
            sleep(20 + random.nextInt(60));
            killed += fixture.database.jdbc().sql("""
                            select count(*) from (
                              select pg_terminate_backend(pid) from pg_stat_activity
                              where datname = current_database() and pid <> pg_backend_pid()
                                and state = 'idle in transaction' limit 1) k""").query(Integer.class).single();
        }
        return killed;
    }

    private static List<Long> followLedger(StoreFixture fixture, AtomicBoolean writing) throws InterruptedException {
        var seen = new ArrayList<Long>();
        long place = 0;
        boolean last = false;
        while (true) {
            boolean done = !writing.get();
            fixture.store.ledger().await(place, Duration.ofMillis(20));
            var page = repeat(fixture, place);
            page.forEach(entry -> seen.add(entry.seq()));
            place = page.isEmpty() ? place : page.getLast().seq();
            if (last && page.isEmpty()) {
                return seen;
            }
            last = done;
        }
    }

    private static List<LedgerEntry> repeat(StoreFixture fixture, long place) {
        while (true) {
            try {
                return fixture.store.ledger().read(all(), place, 7, Set.of());
            } catch (DataAccessException | TransactionException killed) {
                sleep(5);
            }
        }
    }

    private static List<Long> followChanges(StoreFixture fixture, AtomicBoolean writing) {
        var seen = new ArrayList<Long>();
        var query = ChangeQuery.first(5);
        boolean last = false;
        while (true) {
            boolean done = !writing.get();
            ChangePage page;
            try {
                page = fixture.store.changes().page(all(), query);
            } catch (DataAccessException | TransactionException killed) {
                continue;
            }
            page.changes().forEach(change -> seen.add(change.seq()));
            query = query.after(page.position());
            if (last && page.changes().isEmpty()) {
                return seen;
            }
            last = done;
        }
    }

    @Test
    void thirtyTwoWritersOfTheSameObjectsEndInOneTruth() throws Exception {
        int writers = 32;
        int objects = 60;
        try (var fixture = new StoreFixture(DATABASE.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Four writers speak for each source: the same word of the same source may be said by several at once.
            var sources = sources(fixture, writers / 4);
            var results = new ArrayList<Future<ClaimResult>>();
            for (int w = 0; w < writers; w++) {
                var candidates = new ArrayList<Candidate>();
                for (int n = 0; n < objects; n++) {
                    for (int version = 1; version <= 3; version++) {
                        candidates.add(new Candidate(
                                indicator(id("indicator", n), modified(version), "v" + version + ".example"),
                                green(fixture.cert)));
                    }
                }
                Collections.shuffle(candidates, new Random(w));
                long source = sources.get(w % sources.size());
                results.add(
                        threads.submit(() -> fixture.store.claims().claim(new ClaimBatch(source, null, candidates))));
            }
            long created = 0;
            long revised = 0;
            for (var result : results) {
                created += result.get().created();
                revised += result.get().revised();
            }
            assertThat(created).isEqualTo((long) objects * sources.size());
            assertThat(revised).isEqualTo(2L * objects * sources.size());
            assertThat(Invariants.count(fixture.database, "object")).isEqualTo(objects);
            assertThat(Invariants.count(fixture.database, "version")).isEqualTo(3L * objects);
            assertThat(Invariants.count(fixture.database, "claim")).isEqualTo(3L * objects * sources.size());
            assertThat(Invariants.count(fixture.database, "ledger")).isEqualTo(3L * objects * sources.size());
            assertThat(Invariants.count(fixture.database, "value_index")).isEqualTo(3L * objects);
            var one = fixture.store
                    .objects()
                    .find(all(), StixId.of(id("indicator", 1)))
                    .orElseThrow();
            assertThat(one.summary().modified()).isEqualTo(modified(3));
            assertThat(one.summary().sources()).isEqualTo(sources.size());
            Invariants.check(fixture.database);
        }
    }
}
