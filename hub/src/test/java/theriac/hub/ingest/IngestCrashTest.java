package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Delivery;
import theriac.hub.store.Store;
import theriac.hub.testing.Invariants;
import theriac.hub.testing.JavaProcess;

/// A hub that is killed in the middle of a feed, again and again, and takes it in once more: at the end everything is
/// there once, as if nothing had happened, and nothing was ever there by half.
///
/// In the profile `nightly`: fifty kills in a feed of a million.
class IngestCrashTest {

    private static final boolean NIGHTLY = Boolean.getBoolean("theriac.nightly");
    private static final int ROUNDS = NIGHTLY ? 50 : 5;
    private static final int OBJECTS = NIGHTLY ? 1_000_000 : 25_000;
    private static final Path BINARIES =
            Path.of("target", "postgresql-binaries").toAbsolutePath();

    @Test
    void killedAgainAndAgainInTheMiddleOfAFeedItEndsAsIfNothingHadHappened(@TempDir Path folder) throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var feed = feed(folder.resolve("feed.json"));
        var data = folder.resolve("database");
        for (int round = 0; round < ROUNDS; round++) {
            killInTheMiddle(data, feed, random);
            check(data, "round " + round + ", seed " + seed, false);
        }
        try (var last = start(data, feed)) {
            assertThat(last.rest()).as("seed %d", seed).anyMatch(line -> line.startsWith("done"));
            assertThat(last.ended(Duration.ofMinutes(1))).contains(0);
        }
        check(data, "at the end, seed " + seed, true);
    }

    private static Path feed(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("{\"type\":\"bundle\",\"id\":\"bundle--9e0c9e5b-2f6f-4c64-a1d9-2a3f6f4d9f60\",\"objects\":[");
            for (int n = 0; n < OBJECTS; n++) {
                out.write(n == 0 ? "\n" : ",\n");
                out.write("""
                        {"type":"indicator","spec_version":"2.1","id":"indicator--%08x-0000-4000-8000-000000000000",\
                        "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",\
                        "created_by_ref":"identity--%08x-0000-4000-8000-000000000000",\
                        "pattern":"[domain-name:value = 'd%d.example']","pattern_type":"stix",\
                        "valid_from":"2026-01-01T00:00:00Z"}""".formatted(n, n % 7, n));
            }
            out.write("]}\n");
        }
        return file;
    }

    private static JavaProcess start(Path data, Path feed) throws IOException {
        return JavaProcess.start(IngestingProcess.class, data, BINARIES, feed);
    }

    /// Kills the process, and every other time its PostgreSQL with it, somewhere in the feed.
    private static void killInTheMiddle(Path data, Path feed, Random random) throws IOException, InterruptedException {
        try (var process = start(data, feed)) {
            process.await("started");
            // Read now: a machine that is quick with the feed has stopped its PostgreSQL before the kill comes.
            long postmaster =
                    Long.parseLong(Files.readAllLines(data.resolve("cluster").resolve("postmaster.pid"))
                            .getFirst());
            // Not a synchronisation: the moment of the kill is meant to be any.
            process.ended(Duration.ofMillis(random.nextInt(NIGHTLY ? 60_000 : 1_500)));
            if (random.nextBoolean()) {
                ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
            }
            process.kill();
        }
    }

    private static void check(Path data, String when, boolean complete) {
        var settings = PgSettings.forThisMachine().withBinaries(BINARIES);
        var later = Clock.offset(Clock.systemUTC(), Delivery.SILENCE.multipliedBy(2));
        try (var server = EmbeddedPostgres.start(data, settings);
                var database = Database.open(server);
                var store = Store.open(database, later)) {
            Invariants.check(database);
            var deliveries = store.deliveries().list(Viewer.system("test"), Optional.empty(), 1_000);
            for (var delivery : deliveries) {
                assertThat(delivery.state()).as(when).isIn(List.of("done", "interrupted"));
                assertThat(Invariants.count(database, "claim where delivery_id = " + delivery.key()))
                        .as("claims of a delivery that reported %s, %s", delivery.counts(), when)
                        .isGreaterThanOrEqualTo(
                                delivery.counts().created() + delivery.counts().revised());
            }
            if (complete) {
                assertThat(deliveries.getFirst().state()).isEqualTo("done");
                assertThat(deliveries.getFirst().counts().read()).isEqualTo(OBJECTS);
                for (var table : List.of("version", "claim", "value_index", "object_reference")) {
                    assertThat(Invariants.count(database, table))
                            .as("%s, %s", table, when)
                            .isEqualTo(OBJECTS);
                }
                assertThat(Invariants.count(database, "object")).as(when).isEqualTo(OBJECTS + 7);
                assertThat(Invariants.count(database, "ledger where kind = 'claimed'"))
                        .as(when)
                        .isEqualTo(OBJECTS);
            }
        }
    }
}
