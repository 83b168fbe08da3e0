package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;

/// The indexes of look-ups are asked for on the hub's own PostgreSQL, and nothing is asked where that cannot be.
class WarmthSqlTest {

    @Test
    void indexesAreKeptInMemoryWhereTheyFit(@TempDir Path folder) {
        var settings = PgSettings.forThisMachine()
                .withBinaries(Path.of("target", "postgresql-binaries").toAbsolutePath())
                .withDurability(PgSettings.Durability.THROW_AWAY);
        try (var server = EmbeddedPostgres.start(folder, settings);
                var database = Database.open(server)) {
            assertThat(new WarmthSql(database).keep())
                    .as("an empty index has a page")
                    .isPositive();
            database.jdbc()
                    .sql("alter database theriac set effective_cache_size = '8kB'")
                    .update();
            try (var small = Database.open(server)) {
                assertThat(new WarmthSql(small).keep())
                        .as("too large for the memory")
                        .isZero();
            }
        }
        try (var server = EmbeddedPostgres.start(folder, settings);
                var database = Database.open(server)) {
            database.jdbc()
                    .sql("alter database theriac reset effective_cache_size")
                    .update();
            database.jdbc().sql("set search_path = public").update();
            assertThat(database.answers()).isTrue();
        }
    }
}
