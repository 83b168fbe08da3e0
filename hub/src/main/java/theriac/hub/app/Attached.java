package theriac.hub.app;

import java.util.function.Function;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;

/// A hub's database for a command beside the hub: the operator's own, the one of a hub that runs, or that of
/// a hub that is stopped, started for the while.
final class Attached {

    private static final int CONNECTIONS = 2;

    private Attached() {}

    static <T> T use(HubConfig config, Function<Database, T> work) {
        if (config.database().isPresent()) {
            var at = config.database().get();
            return use(new EmbeddedPostgres.Reachable(at.url(), at.user(), at.password()), work);
        }
        var folder = config.dataFolder().resolve("postgres");
        var running = EmbeddedPostgres.running(folder);
        if (running.isPresent()) {
            return use(running.get(), work);
        }
        try (var server = EmbeddedPostgres.start(folder, PgSettings.forThisMachine())) {
            return use(new EmbeddedPostgres.Reachable(server.url(), server.user(), server.password()), work);
        }
    }

    private static <T> T use(EmbeddedPostgres.Reachable at, Function<Database, T> work) {
        try (var database = Database.openMigrated(at.url(), at.user(), at.password(), CONNECTIONS)) {
            return work.apply(database);
        }
    }
}
