package theriac.bench.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import theriac.bench.Figures;
import theriac.bench.TemporaryHub;
import theriac.hub.backup.Backup;
import theriac.hub.backup.Restore;
import theriac.hub.db.Database;

/// A backup of all that is stored, its check, and its restore into an empty database of the same server.
final class BackupFigures {

    private final TemporaryHub hub;

    BackupFigures(TemporaryHub hub) {
        this.hub = hub;
    }

    void measure(Figures figures) throws IOException {
        var file = hub.folder().resolve("backup");
        long start = System.nanoTime();
        var report = Backup.write(hub.database(), file, Optional.empty(), Clock.systemUTC());
        figures.add("backup_seconds", IngestFigures.seconds(start), "s");
        figures.add("backup_rows", report.rows(), "rows");
        figures.add("backup_megabytes", Files.size(file) / 1e6, "MB");
        start = System.nanoTime();
        Backup.check(file, Optional.empty());
        figures.add("backup_check_seconds", IngestFigures.seconds(start), "s");
        restore(file, figures);
        Files.delete(file);
    }

    private void restore(Path file, Figures figures) {
        hub.database().jdbc().sql("create database restored template template0").update();
        var server = hub.server();
        var url = server.url("restored");
        var opened = new AtomicReference<Database>();
        long start = System.nanoTime();
        try {
            Restore.run(file, Optional.empty(), version -> {
                opened.set(Database.openEmpty(url, server.user(), server.password(), version));
                return opened.get();
            });
            figures.add("restore_seconds", IngestFigures.seconds(start), "s, check and statistics included");
        } finally {
            if (opened.get() != null) {
                opened.get().close();
            }
        }
        // Without FORCE, which may not end the database's own cleaners: it waits until they have gone.
        hub.database().jdbc().sql("drop database restored").update();
    }
}
