package theriac.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.db.DatabaseCannotStart;
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

/// The restore drill: what was saved comes back, to the row and to the byte, also when writers never paused.
class BackupTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final Optional<Passphrase> NONE = Optional.empty();
    private static final Optional<Passphrase> SECRET = Optional.of(new Passphrase("correct horse battery"));

    @TempDir
    Path folder;

    private long source(Store store) {
        var organization = DATABASE.database().jdbc().sql("""
                        insert into organization (public_id, name, kind, identity_id, created_at)
                        values (gen_random_uuid(), 'CERT', 'cert', 'identity--1', now()) returning id""").query(Long.class).single();
        return store.sources()
                .register(new NewSource(organization, "Feed", "stix", Audience.undecided(organization)))
                .key();
    }

    private static void ingest(Store store, long source, int from, int to) {
        store.claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        IntStream.range(from, to)
                                .mapToObj(n -> new Candidate(object(n), Audience.of(Tlp.GREEN, 1)))
                                .toList()));
    }

    private static StixObject object(int number) {
        var id = "indicator--" + new UUID(0x4000_8000L, 0x8000_0000_0000_0000L + number);
        var text = """
                {"type":"indicator","id":"%s","modified":"2026-01-01T00:00:00.000Z", "name":"tab\\t, line\\n, back\\\\slash é 😀 %d",
                 "pattern":"[domain-name:value = 'd%d.example']","pattern_type":"stix","x_number":1.10}""".formatted(id, number, number);
        return StixObject.of((JsonObject) Json.read(text), text);
    }

    private Path backup(Optional<Passphrase> passphrase) {
        var file = folder.resolve("hub-" + UUID.randomUUID() + ".backup");
        Backup.write(DATABASE.database(), file, passphrase, Clock.systemUTC());
        return file;
    }

    /// A database in which nothing is.
    private String emptyUrl() {
        var name = "restore_" + UUID.randomUUID().toString().replace("-", "");
        DATABASE.database().withConnection(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("create database " + name + " template template0");
            }
        });
        return DATABASE.url().substring(0, DATABASE.url().lastIndexOf('/') + 1) + name;
    }

    private Database restore(Path file, Optional<Passphrase> passphrase) {
        var url = emptyUrl();
        Restore.run(file, passphrase, version -> Database.openEmpty(url, DATABASE.user(), DATABASE.password(), version))
                .rows();
        return Database.openMigrated(url, DATABASE.user(), DATABASE.password(), 4);
    }

    /// For each table its number of rows and a digest that does not depend on their order.
    private static Map<String, String> digests(Database database) {
        var digests = new TreeMap<String, String>();
        for (var table : new BackupSql(database).tables()) {
            digests.put(
                    table.name(),
                    database.jdbc()
                            .sql(
                                    "select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 7)::numeric), 0) from %s t"
                                            .formatted(BackupSql.quoted(table.name())))
                            .query(String.class)
                            .single());
        }
        return digests;
    }

    @Test
    void whatWasSavedComesBackToTheRowAndTheHubWorksOn() {
        try (var store = Store.open(DATABASE.database(), Clock.systemUTC())) {
            long source = source(store);
            ingest(store, source, 0, 2_000);
            store.claims().withdraw(Viewer.system("test"), object(7).id(), source, "wrong");
            var file = backup(NONE);

            try (var restored = restore(file, NONE);
                    var again = Store.open(restored, Clock.systemUTC())) {
                assertThat(digests(restored)).isEqualTo(digests(DATABASE.database()));
                assertThat(indexes(restored)).isEqualTo(indexes(DATABASE.database()));
                assertThat(again.objects()
                                .find(Viewer.system("test"), object(3).id())
                                .orElseThrow()
                                .object()
                                .text())
                        .isEqualTo(object(3).text());
                // Numbers go on where they were: nothing new collides with what came back.
                ingest(again, source, 2_000, 2_100);
                assertThat(again.objects().count(Viewer.system("test"), Set.of()))
                        .isEqualTo(2_099);
            }
        }
    }

    private static List<String> indexes(Database database) {
        return database.jdbc()
                .sql("select indexdef from pg_indexes where schemaname = 'public' order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void aBackupWhileIngestingIsOneMomentAndHoldsNobodyUp() throws Exception {
        try (var store = Store.open(DATABASE.database(), Clock.systemUTC());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long source = source(store);
            ingest(store, source, 0, 500);
            var stop = new AtomicBoolean();
            var running = new CountDownLatch(1);
            var writer = threads.submit(() -> {
                int at = 500;
                while (!stop.get()) {
                    ingest(store, source, at, at + 50);
                    at += 50;
                    running.countDown();
                }
                return at;
            });
            running.await();
            long before = store.ledger().head();
            var file = backup(NONE);
            stop.set(true);
            int last = writer.get();

            try (var restored = restore(file, NONE)) {
                // Batches of 50 are whole, the ledger ends where the claims end, and no row lacks its other half.
                long claims = count(restored, "claim");
                assertThat(claims % 50).isZero();
                assertThat(claims).isBetween(500L, (long) last);
                assertThat(count(restored, "version")).isEqualTo(claims);
                assertThat(count(restored, "ledger")).isEqualTo(claims);
                long head = restored.jdbc()
                        .sql("select seq from ledger_head")
                        .query(Long.class)
                        .single();
                assertThat(head).isGreaterThanOrEqualTo(before);
                assertThat(restored.jdbc()
                                .sql("select max(seq) from claim")
                                .query(Long.class)
                                .single())
                        .isEqualTo(head);
            }
        }
    }

    private static long count(Database database, String table) {
        return database.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    @Test
    void onlyItsOwnerReadsItAndItReplacesNoFile() throws IOException {
        var file = backup(NONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> Backup.write(DATABASE.database(), file, NONE, Clock.systemUTC()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("already");
        assertThat(folder.toFile().list()).containsExactly(file.getFileName().toString());
    }

    @Test
    void aSealedBackupOpensWithItsPassphraseOnly() throws IOException {
        try (var store = Store.open(DATABASE.database(), Clock.systemUTC())) {
            ingest(store, source(store), 0, 3_000);
            var file = backup(SECRET);
            assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("tables/");
            assertThat(Backup.check(file, SECRET).rows()).isGreaterThan(3_000);
            assertRefused(file, NONE, "sealed");
            assertRefused(file, Optional.of(new Passphrase("another passphrase")), "passphrase");
            assertRefused(backup(NONE), SECRET, "not sealed");
            try (var restored = restore(file, SECRET)) {
                assertThat(digests(restored)).isEqualTo(digests(DATABASE.database()));
            }
        }
    }

    @Test
    void aTruncatedOrChangedFileIsRefusedWithASentence() throws IOException {
        try (var store = Store.open(DATABASE.database(), Clock.systemUTC())) {
            ingest(store, source(store), 0, 5_000);
            for (var passphrase : List.of(NONE, SECRET)) {
                var whole = Files.readAllBytes(backup(passphrase));
                var report = Backup.check(write(whole), passphrase);
                var random = new Random(4);
                // Also a cut in the table of contents, behind the last row.
                assertRefused(write(Arrays.copyOf(whole, whole.length - 1)), passphrase, "");
                assertRefused(write(Arrays.copyOf(whole, whole.length - 100)), passphrase, "");
                for (int round = 0; round < (passphrase.isPresent() ? 2 : 20); round++) {
                    assertRefused(write(Arrays.copyOf(whole, random.nextInt(whole.length))), passphrase, "");
                    var changed = whole.clone();
                    changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
                    assertRefusedOrWhole(write(changed), passphrase, report);
                }
            }
        }
    }

    /// A zip has bytes that mean nothing (time stamps, the second table of contents): changing those changes no row.
    private static void assertRefusedOrWhole(Path file, Optional<Passphrase> passphrase, BackupReport whole) {
        if (passphrase.isPresent()) {
            assertRefused(file, passphrase, "");
            return;
        }
        try {
            assertThat(Backup.check(file, passphrase)).isEqualTo(whole);
        } catch (Problem refused) {
            assertThat(refused).hasMessageEndingWith(".");
        }
    }

    @Test
    void chunksOfASealedFileCannotBeLeftOutOrSwapped() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var sealed = new SealedOutput(bytes, SECRET.orElseThrow())) {
            for (int chunk = 0; chunk < 3; chunk++) {
                var data = new byte[SealHeader.CHUNK];
                Arrays.fill(data, (byte) chunk);
                sealed.write(data);
            }
        }
        var file = bytes.toByteArray();
        int start = SealHeader.MAGIC.length + 40;
        int chunk = SealHeader.CHUNK + SealHeader.TAG + 4;
        var withoutLast = Arrays.copyOf(file, start + 2 * chunk);
        var swapped = file.clone();
        System.arraycopy(file, start, swapped, start + chunk, chunk);
        System.arraycopy(file, start + chunk, swapped, start, chunk);
        for (var bad : List.of(withoutLast, swapped)) {
            assertThatThrownBy(() -> {
                        var in = new ByteArrayInputStream(bad, SealHeader.MAGIC.length, bad.length);
                        new SealedInput(in, SECRET.orElseThrow()).readAllBytes();
                    })
                    .isInstanceOf(Damaged.class)
                    .hasMessageContaining("changed");
        }
    }

    @Test
    void aDatabaseThatIsNotEmptyIsRefused() {
        var file = backup(NONE);
        assertThatThrownBy(() -> Restore.run(
                        file,
                        NONE,
                        version -> Database.openEmpty(DATABASE.url(), DATABASE.user(), DATABASE.password(), version)))
                .isInstanceOf(DatabaseCannotStart.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void aBackupOfANewerSchemaIsRefused() {
        DATABASE.database().jdbc().sql("""
                        insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                                                           execution_time, success)
                        values (999, '29990101000000', 'later', 'SQL', 'x', 'x', 0, true)""").update();
        var file = backup(NONE);
        assertThatThrownBy(() -> restore(file, NONE))
                .isInstanceOf(DatabaseCannotStart.class)
                .hasMessageContaining("newer");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "bad", ".backup"), bytes);
    }

    private static void assertRefused(Path file, Optional<Passphrase> passphrase, String words) {
        assertThatThrownBy(() -> Backup.check(file, passphrase))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(words)
                .hasMessageEndingWith(".");
    }
}
