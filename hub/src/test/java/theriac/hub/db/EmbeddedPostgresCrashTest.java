package theriac.hub.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law 1, acknowledged is durable: a process that stores is killed again and again, in every way in which a machine or
/// an impatient operator kills. Everything that it acknowledged is there after the last kill, and the next start
/// takes 10 s at most; on a machine that others use too, most of them do.
class EmbeddedPostgresCrashTest {

    private static final int KILLS = 20;
    private static final int KILLS_OF_AN_ORDINARY_USER = 3;
    private static final Duration LONGEST_START = Duration.ofSeconds(10);
    private static final Duration LONGEST_ON_A_BUSY_MACHINE = Duration.ofSeconds(45);

    private enum Kill {
        /// PostgreSQL stays behind as an orphan.
        THE_PROCESS,
        /// What the kernel does when memory runs out, or a power button.
        THE_PROCESS_AND_POSTGRESQL,
        /// PostgreSQL's children still hold its shared memory when the next start comes.
        POSTGRESQL_FIRST
    }

    @Test
    void nothingAcknowledgedIsLostInTwentyKills(@TempDir Path folder) throws Exception {
        killAgainAndAgain(WriterProcess.User.same(), folder, TestBinaries.folder(), KILLS);
    }

    @Test
    void anOrdinaryUsersDatabaseIsAsDurable(@TempDir Path folder) throws Exception {
        // Whoever is no ordinary user's superior has shown this in the other test already.
        assumeThat(Folders.owner(Path.of("/proc/self"))).as("runs as root").isZero();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var copies = Files.createDirectory(folder.resolve("class-path"));
        killAgainAndAgain(
                WriterProcess.User.ordinary(copies), folder, folder.resolve("programs"), KILLS_OF_AN_ORDINARY_USER);
        assertThat(Folders.owner(folder.resolve("database").resolve("cluster")))
                .as("owner of the data")
                .isEqualTo(1);
    }

    private static void killAgainAndAgain(WriterProcess.User user, Path folder, Path binaries, int kills)
            throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var acknowledged = new HashSet<String>();
        var starts = new ArrayList<Duration>();
        var database = folder.resolve("database");
        for (int round = 0; round < kills; round++) {
            var kill = Kill.values()[round % Kill.values().length];
            var what = "round %d, %s, seed %d".formatted(round, kill, seed);
            try (var process = WriterProcess.start(user, database, binaries, random.nextLong())) {
                var started = process.started();
                if (round > 0) {
                    assertThat(started).as(what).isLessThanOrEqualTo(LONGEST_ON_A_BUSY_MACHINE);
                    starts.add(started);
                }
                acknowledged.addAll(process.stored(1 + random.nextInt(40)));
                kill(process, kill);
                acknowledged.addAll(process.rest());
            }
        }
        try (var last = WriterProcess.start(user, database, binaries, random.nextLong())) {
            starts.add(last.started());
            assertThat(missing(acknowledged, database))
                    .as("acknowledged and lost, seed %d", seed)
                    .isEmpty();
            last.stop();
        }
        starts.sort(Comparator.naturalOrder());
        assertThat(starts.get(starts.size() / 2))
                .as("the middle one of %s, seed %d", starts, seed)
                .isLessThanOrEqualTo(LONGEST_START);
        assertThat(new ClusterProcesses(database.resolve("cluster")).find())
                .as("processes after a clean stop")
                .isEmpty();
    }

    private static void kill(WriterProcess process, Kill kill) throws IOException, InterruptedException {
        switch (kill) {
            case THE_PROCESS -> process.kill();
            case THE_PROCESS_AND_POSTGRESQL -> {
                process.kill();
                process.killPostmaster();
            }
            case POSTGRESQL_FIRST -> {
                process.killPostmaster();
                process.kill();
            }
        }
    }

    /// Looked up from outside, with the hub's own password, while the last process runs: each acknowledged object with
    /// its version, its claim and its row of the ledger.
    private static Set<String> missing(Set<String> acknowledged, Path folder) throws IOException, SQLException {
        var port = Files.readString(folder.resolve("port")).strip();
        var password =
                Files.readString(folder.resolve("secrets").resolve("hub")).strip();
        var missing = new HashSet<>(acknowledged);
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/theriac", "theriac", password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select o.stix_id from object o
                        join version v on v.object_key = o.key
                        join claim c on c.version_key = v.key and c.withdrawn_seq is null
                        join ledger l on l.seq = c.seq and l.version_key = v.key""")) {
            while (rows.next()) {
                missing.remove(rows.getString(1));
            }
        }
        return missing;
    }
}
