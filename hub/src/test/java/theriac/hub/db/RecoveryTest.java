package theriac.hub.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that has much to recover is waited for, however short the patience with one that says nothing.
class RecoveryTest {

    private static final int ROWS = 1_500_000;

    @Test
    void aServerThatRecoversLongerThanThePatienceIsNotKilled(@TempDir Path folder) throws Exception {
        var settings = PgSettings.forThisMachine()
                .withBinaries(TestBinaries.folder())
                .with("checkpoint_timeout", "1h")
                .with("max_wal_size", "8GB");
        try (var server = EmbeddedPostgres.start(folder, settings);
                var database = Database.open(server)) {
            var jdbc = database.jdbc();
            jdbc.sql("create table much (key bigint, text text collate \"C\")").update();
            jdbc.sql("create index on much (text)").update();
            jdbc.sql("insert into much select n, md5(n::text) from generate_series(1, :rows) n")
                    .param("rows", ROWS)
                    .update();
            ProcessHandle.of(server.processId().orElseThrow()).orElseThrow().destroyForcibly();
        }
        try (var server = EmbeddedPostgres.start(folder, settings, RunAs.Namespaces.IF_ALLOWED, Duration.ofSeconds(1));
                var database = Database.open(server)) {
            assertThat(database.jdbc()
                            .sql("select count(*) from much")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(ROWS);
        }
    }
}
