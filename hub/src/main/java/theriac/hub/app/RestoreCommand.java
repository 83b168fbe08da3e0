package theriac.hub.app;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import theriac.hub.backup.BackupReport;
import theriac.hub.backup.Restore;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;

/// `./theriac restore FILE`: into a data folder or a database in which nothing is.
final class RestoreCommand {

    private final Map<String, String> environment;
    private final PrintStream out;

    RestoreCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            out.println("""
                    ./theriac restore FILE [--password-file FILE] [--data=FOLDER]   fills an empty data folder from a backup
                    With --db-url, --db-user and THERIAC_DB_PASSWORD: fills an empty database of yours.""");
            return 0;
        }
        var told = BackupArguments.parse("restore", arguments);
        var config = told.config(environment);
        long started = System.nanoTime();
        var report = config.database()
                .map(at -> load(told, () -> new EmbeddedPostgres.Reachable(at.url(), at.user(), at.password())))
                .orElseGet(() -> loadOwn(told, config.dataFolder().resolve("postgres")));
        out.println("Restored and checked: "
                + BackupArguments.described(report, (System.nanoTime() - started) / 1_000_000));
        return 0;
    }

    private static BackupReport loadOwn(BackupArguments told, Path folder) {
        if (Files.exists(folder.resolve("cluster"))) {
            throw Problem.conflict("There is already a database in %s, and a restore never overwrites anything. Choose"
                            .formatted(folder)
                    + " another data folder with --data=…, or move this one away.");
        }
        var started = new AtomicReference<@Nullable EmbeddedPostgres>();
        boolean done = false;
        try {
            // Started only when the file was found whole: a bad file leaves no database behind.
            var report = load(told, () -> {
                var server = EmbeddedPostgres.start(folder, PgSettings.forThisMachine());
                started.set(server);
                return new EmbeddedPostgres.Reachable(server.url(), server.user(), server.password());
            });
            done = true;
            return report;
        } finally {
            var server = started.get();
            if (server != null) {
                server.close();
                if (!done) {
                    moveAway(folder);
                }
            }
        }
    }

    private static BackupReport load(BackupArguments told, Supplier<EmbeddedPostgres.Reachable> place) {
        var opened = new AtomicReference<@Nullable Database>();
        try {
            return Restore.run(told.file(), told.passphrase(), version -> {
                var at = place.get();
                var database = Database.openEmpty(at.url(), at.user(), at.password(), version);
                opened.set(database);
                return database;
            });
        } finally {
            var database = opened.get();
            if (database != null) {
                database.close();
            }
        }
    }

    private static void moveAway(Path folder) {
        try {
            Files.move(folder.resolve("cluster"), folder.resolve("cluster.failed-" + System.currentTimeMillis()));
        } catch (IOException failed) {
            throw new UncheckedIOException("The half-made database in " + folder + " cannot be moved away.", failed);
        }
    }
}
