package theriac.hub.app;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import theriac.hub.accounts.Setup;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;
import theriac.hub.vault.Renewal;

/// A hub with the database that it starts, or the operator's own: everything that one process runs. Closing it
/// stops all of it in the right order.
public final class Installation implements AutoCloseable {

    private final Optional<EmbeddedPostgres> server;
    private final Database database;
    private final Hub hub;
    private final HubConfig config;

    private Installation(Optional<EmbeddedPostgres> server, Database database, Hub hub, HubConfig config) {
        this.server = server;
        this.database = database;
        this.hub = hub;
        this.config = config;
    }

    /// Reads the settings: `theriac.properties` is looked for in the data folder that the environment and the arguments
    /// name.
    static HubConfig settings(Map<String, String> environment, List<String> arguments) {
        var folder = HubConfig.of(environment, Map.of(), arguments).dataFolder();
        return NetworkSettings.checked(
                HubConfig.of(environment, file(folder.resolve("theriac.properties")), arguments));
    }

    /// Starts it all.
    ///
    /// @throws theriac.hub.core.Problem when the port is taken
    /// @throws theriac.hub.db.DatabaseCannotStart when another hub uses the folder, or PostgreSQL does not start
    public static Installation start(HubConfig config) {
        Renewal.mustBeEnded(config.dataFolder().resolve(VaultCommand.KEY));
        Hub.checkPort(config); // before the database takes its seconds
        Optional<EmbeddedPostgres> server = config.database().isPresent()
                ? Optional.empty()
                : Optional.of(
                        EmbeddedPostgres.start(config.dataFolder().resolve("postgres"), PgSettings.forThisMachine()));
        try {
            var database = server.map(Database::open).orElseGet(() -> {
                var at = config.database().orElseThrow();
                return Database.open(at.url(), at.user(), at.password());
            });
            try {
                return new Installation(server, database, Hub.start(config, database, Clock.systemUTC()), config);
            } catch (RuntimeException failed) {
                database.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            server.ifPresent(EmbeddedPostgres::close);
            throw failed;
        }
    }

    /// A part of the running hub, for the front door and the demo.
    public <T> T part(Class<T> type) {
        return hub.part(type);
    }

    /// Where people reach the hub on this machine.
    public String url() {
        return "http://" + config.address() + ":" + hub.port();
    }

    /// The one-time link that makes the first person; empty once the hub has been set up.
    Optional<String> setupLink() {
        return hub.part(Setup.class).link().map(secret -> url() + "/setup/" + secret);
    }

    @Override
    public void close() {
        hub.close();
        database.close();
        server.ifPresent(EmbeddedPostgres::close);
    }

    private static Map<String, String> file(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The settings in " + file + " cannot be read.", unreadable);
        }
        var values = new HashMap<String, String>();
        properties.forEach((name, value) -> values.put(String.valueOf(name), String.valueOf(value)));
        return values;
    }
}
