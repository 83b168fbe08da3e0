package theriac.hub.backup;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;

/// Fills an empty database from a backup: all of it in one transaction, or nothing.
public final class Restore {

    private Restore() {}

    /// Checks the whole file first, then opens the database at the backup's schema, loads, verifies, and brings the
    /// schema up to date.
    ///
    /// @param open opens the empty database and migrates it to the given schema version, see [Database#openEmpty];
    ///     called only when the file is whole; the database stays the caller's to close
    /// @throws Problem with a sentence when the file cannot be used
    public static BackupReport run(Path file, Optional<Passphrase> passphrase, Function<String, Database> open) {
        var found = Backup.check(file, passphrase);
        var database = open.apply(found.schemaVersion());
        var sql = new RestoreSql(database);
        var whole = database.inTransaction(() -> load(file, passphrase, sql));
        database.migrate();
        sql.analyze();
        return BackupReport.of(whole.contents(), whole.manifest(), passphrase.isPresent());
    }

    private static BackupReader.Whole load(Path file, Optional<Passphrase> passphrase, RestoreSql sql) {
        List<RestoreSql.Index> indexes = new ArrayList<>();
        var whole = Backup.read(file, passphrase, new BackupReader.Sink() {
            @Override
            public void begin(Contents contents) {
                sql.empty(contents.tables());
                contents.partitions().forEach(sql::makePartition);
                indexes.addAll(sql.dropPlainIndexes());
            }

            @Override
            public void table(Contents.Table table, InputStream rows) {
                sql.copyIn(table, rows);
            }
        });
        sql.makeIndexes(indexes);
        whole.manifest().sequences().forEach(sql::setSequence);
        for (var table : whole.manifest().tables()) {
            long rows = sql.count(table.name());
            if (rows != table.rows()) {
                throw Problem.conflict(
                        ("After the restore the table %s has %,d rows instead of %,d; everything was rolled" + " back.")
                                .formatted(table.name(), rows, table.rows()));
            }
        }
        return whole;
    }
}
