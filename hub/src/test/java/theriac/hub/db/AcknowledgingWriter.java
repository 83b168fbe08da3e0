package theriac.hub.db;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import theriac.hub.policy.Audience;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The process that [EmbeddedPostgresCrashTest] kills: it starts the hub's own database, stores indicators for ever,
/// two batches at a time, and says on standard output what it has been promised. One line each:
///
/// | line | says |
/// | --- | --- |
/// | `started MS` | how long the database took to start |
/// | `stored ID ID …` | these ids are committed |
///
/// Arguments: the database folder, the folder of the programs, a number that makes this run's choices.
final class AcknowledgingWriter {

    private static final int WRITERS = 2;
    private static final int LARGEST_BATCH = 40;

    private AcknowledgingWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        var settings = PgSettings.forThisMachine().withBinaries(Path.of(arguments[1]));
        long before = System.nanoTime();
        var server = EmbeddedPostgres.start(Path.of(arguments[0]), settings).stopWithJvm();
        say("started " + (System.nanoTime() - before) / 1_000_000);
        var database = Database.open(server);
        var store = Store.open(database, Clock.systemUTC());
        long owner = organization(database);
        var threads = new ArrayList<Thread>();
        for (int w = 0; w < WRITERS; w++) {
            long source = source(store, owner, "writer " + w);
            var random = new Random(Long.parseLong(arguments[2]) + w);
            threads.add(Thread.ofPlatform().start(() -> write(store, source, owner, random)));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    /// Until the process or the database is killed.
    private static void write(Store store, long source, long owner, Random random) {
        try {
            while (true) {
                var candidates = new ArrayList<Candidate>();
                var ids = new StringBuilder("stored");
                for (int n = random.nextInt(LARGEST_BATCH); n >= 0; n--) {
                    var object = indicator();
                    candidates.add(new Candidate(object, Audience.undecided(owner)));
                    ids.append(' ').append(object.id().text());
                }
                store.claims().claim(new ClaimBatch(source, null, List.copyOf(candidates)));
                say(ids.toString());
            }
        } catch (RuntimeException databaseGone) {
            // Not acknowledged, so nothing is owed. The test that killed the database kills this process next.
            say("gone");
        }
    }

    private static void say(String line) {
        PrintStream out = System.out;
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    private static StixObject indicator() {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","pattern":"[domain-name:value = 'kept.example']",
                 "pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}""".formatted(UUID.randomUUID())));
    }

    private static long organization(Database database) {
        var id = UUID.nameUUIDFromBytes("crash".getBytes(StandardCharsets.UTF_8));
        return database.jdbc()
                .sql("""
                        insert into organization (public_id, name, kind, identity_id, created_at)
                        values (:id, 'Cert', 'cert', 'identity--' || :id, :now)
                        on conflict (public_id) do update set name = excluded.name returning id""")
                .param("id", id)
                .param("now", OffsetDateTime.now(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private static long source(Store store, long owner, String name) {
        return store.sources()
                .register(new NewSource(owner, name, "stix", Audience.undecided(owner)))
                .key();
    }
}
