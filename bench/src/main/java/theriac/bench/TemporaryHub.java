package theriac.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;

/// A whole hub on its own PostgreSQL with the durable settings of production, gone when it is closed.
public final class TemporaryHub implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgres server;
    private final Database database;
    private final Hub hub;

    private TemporaryHub(Path folder, EmbeddedPostgres server, Database database, Hub hub) {
        this.folder = folder;
        this.server = server;
        this.database = database;
        this.hub = hub;
    }

    /// @param parent where its folder is made
    public static TemporaryHub start(Path parent) throws IOException {
        return start(parent, PgSettings.forThisMachine());
    }

    static TemporaryHub start(Path parent, PgSettings settings) throws IOException {
        var folder = Files.createTempDirectory(parent, "theriac-bench-");
        var server =
                EmbeddedPostgres.start(folder.resolve("postgres"), settings).stopWithJvm();
        var database = Database.open(server);
        var config = HubConfig.of(
                Map.of(), Map.of(), List.of("--port=0", "--data=" + folder.resolve("data"), "--requests-per-minute=0"));
        return new TemporaryHub(folder, server, database, Hub.start(config, database, Clock.systemUTC()));
    }

    /// For files that go with it.
    public Path folder() {
        return folder;
    }

    public Database database() {
        return database;
    }

    public EmbeddedPostgres server() {
        return server;
    }

    /// Its address, without a slash at the end.
    public String url() {
        return "http://127.0.0.1:" + hub.port();
    }

    public <T> T part(Class<T> type) {
        return hub.part(type);
    }

    @Override
    public void close() {
        hub.close();
        database.close();
        server.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
    }
}
