package theriac.hub.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that runs full: reading goes on, writing is refused with a sentence, and it goes on by itself when there is
/// room again. On a small disk in memory, which only root may mount.
class DiskFullTest {

    private static final int DISK_MEGABYTES = 900;

    @Test
    void aFullDiskRefusesWritersAndNobodyElse(@TempDir Path folder) throws Exception {
        assumeThat(mounted(folder))
                .as("a disk of %d MB can be mounted in %s (needs root)", DISK_MEGABYTES, folder)
                .isTrue();
        try {
            var settings = PgSettings.forThisMachine().withBinaries(TestBinaries.folder());
            try (var server = EmbeddedPostgres.start(folder.resolve("database"), settings);
                    var database = Database.open(server)) {
                database.inTransaction(() -> insert(database, "before"));
                var ballast = folder.resolve("ballast");
                Files.write(ballast, new byte[(DISK_MEGABYTES - 550) << 20]);
                var refusal = untilRefused(database);
                assertThat(refusal.reason()).isEqualTo(DatabaseUnavailable.Reason.DISK_FULL);
                assertThat(refusal)
                        .hasMessageContaining("disk of the database is full")
                        .hasMessageContaining("Reading goes on");
                assertThat(database.inSnapshot(() -> names(database))).contains("before");

                Files.delete(ballast);
                untilStored(database, "after");
                assertThat(database.inSnapshot(() -> names(database)))
                        .contains("after")
                        .contains("before");
            }
        } finally {
            run("umount", folder.toString());
        }
    }

    private static void insert(Database database, String name) {
        database.jdbc()
                .sql("insert into ledger_consumer (name, seq) values (:name, 0)")
                .param("name", name)
                .update();
    }

    private static String names(Database database) {
        return database.jdbc()
                .sql("select string_agg(name, ', ' order by name) from ledger_consumer")
                .query(String.class)
                .single();
    }

    /// The disk is asked once a second: until then a writer may still get through.
    private static DatabaseUnavailable untilRefused(Database database) {
        var deadline = Instant.now().plusSeconds(20);
        for (int attempt = 0; Instant.now().isBefore(deadline); attempt++) {
            var name = "attempt " + attempt;
            try {
                database.inTransaction(() -> insert(database, name));
            } catch (DatabaseUnavailable full) {
                return full;
            }
        }
        throw new AssertionError("The full disk refused nobody.");
    }

    private static void untilStored(Database database, String name) {
        var deadline = Instant.now().plusSeconds(20);
        while (true) {
            try {
                database.inTransaction(() -> insert(database, name));
                return;
            } catch (DatabaseUnavailable full) {
                if (Instant.now().isAfter(deadline)) {
                    throw full;
                }
            }
        }
    }

    private static boolean mounted(Path folder) throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m,mode=0777", "tmpfs", folder.toString())
                == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
