package theriac.hub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;

/// The PostgreSQL of one test JVM, in a folder under `target`, with one migrated database to copy from.
final class TestServer implements AutoCloseable {

    private static final String TEMPLATE = "theriac_template";
    private static final int POOL = 12;

    private final EmbeddedPostgres server;
    private final Path folder;
    private final AtomicInteger count = new AtomicInteger();

    private TestServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /// A copy of the migrated database, dropped when closed.
    record Copied(TestServer owner, String name, Database database) implements AutoCloseable {

        String url() {
            return owner.server.url(name);
        }

        String user() {
            return owner.server.user();
        }

        String password() {
            return owner.server.password();
        }

        @Override
        public void close() {
            database.close();
            try {
                // Without force PostgreSQL sends a vacuum away by itself; with force only a superuser may.
                owner.execute("drop database if exists " + name);
            } catch (IllegalStateException stillUsed) {
                owner.execute("drop database if exists " + name + " with (force)");
            }
        }
    }

    static TestServer start() {
        try {
            Path base = Path.of("target", "test-postgresql").toAbsolutePath();
            Files.createDirectories(base);
            Path folder = Files.createTempDirectory(base, "run-");
            PgSettings settings = PgSettings.forThisMachine()
                    .withDurability(PgSettings.Durability.THROW_AWAY)
                    .withBinaries(binaries())
                    .with("max_wal_size", "512MB")
                    .with("autovacuum_naptime", "10s");
            EmbeddedPostgres server = EmbeddedPostgres.start(folder, settings).stopWithJvm();
            TestServer started = new TestServer(server, folder);
            started.execute("create database " + TEMPLATE);
            Database.open(server.url(TEMPLATE), server.user(), server.password(), 2)
                    .close();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException("The test database cannot be made.", failure);
        }
    }

    /// Where all tests of the hub share one unpacked copy of the PostgreSQL programs.
    static Path binaries() {
        return Path.of("target", "postgresql-binaries").toAbsolutePath();
    }

    Copied copy() {
        String name = "test_" + count.incrementAndGet();
        // FILE_COPY: the copy is files and no log; without fsync it is the faster way.
        execute("create database " + name + " template " + TEMPLATE + " strategy file_copy");
        return new Copied(this, name, Database.openMigrated(server.url(name), server.user(), server.password(), POOL));
    }

    private void execute(String statement) {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException("The test database refuses: " + statement, failure);
        }
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
