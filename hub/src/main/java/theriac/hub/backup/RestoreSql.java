package theriac.hub.backup;

import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import theriac.hub.db.Database;

/// Statements that fill a schema that was just migrated. All run inside one transaction.
final class RestoreSql {

    private final Database database;

    RestoreSql(Database database) {
        this.database = database;
    }

    /// Removes the rows that migrations put: the backup has them. What refers to them and is in no backup goes too.
    void empty(List<Contents.Table> tables) {
        execute("truncate table "
                + tables.stream().map(t -> BackupSql.quoted(t.name())).collect(Collectors.joining(", "))
                + " cascade");
    }

    void makePartition(Contents.Partition partition) {
        if (!partition.bound().matches("DEFAULT|FOR VALUES FROM \\('?-?\\w+'?\\) TO \\('?-?\\w+'?\\)")) {
            throw new Damaged("the bounds of its partition " + partition.name() + " are none");
        }
        execute("create table if not exists %s partition of %s %s"
                .formatted(
                        BackupSql.quoted(partition.name()), BackupSql.quoted(partition.parent()), partition.bound()));
    }

    /// An index that can be built when the rows are there, which is faster than keeping it up to date row by row.
    record Index(String name, String definition) {}

    List<Index> dropPlainIndexes() {
        var indexes = database.jdbc()
                .sql("""
                        select c.relname as name, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as definition
                        from pg_index i join pg_class c on c.oid = i.indexrelid
                        where c.relnamespace = 'public'::regnamespace and not i.indisunique and not c.relispartition
                          and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
                        order by c.relname limit 10000""")
                .query((row, n) -> new Index(row.getString("name"), row.getString("definition")))
                .list();
        indexes.forEach(index -> execute("drop index " + BackupSql.quoted(index.name())));
        return indexes;
    }

    void makeIndexes(List<Index> indexes) {
        execute("set local maintenance_work_mem = '256MB'");
        indexes.forEach(index -> execute(index.definition()));
    }

    long copyIn(Contents.Table table, InputStream rows) {
        var statement = "copy %s (%s) from stdin".formatted(BackupSql.quoted(table.name()), BackupSql.columns(table));
        return database.withConnection(
                connection -> connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, rows, 1 << 16));
    }

    void setSequence(Manifest.SequencePlace place) {
        database.jdbc()
                .sql("select setval(cast(:name as regclass), :last, true)")
                .param("name", "public." + BackupSql.quoted(place.name()))
                .param("last", place.last())
                .query(Long.class)
                .single();
    }

    long count(String table) {
        return database.jdbc()
                .sql("select count(*) from " + BackupSql.quoted(table))
                .query(Long.class)
                .single();
    }

    void analyze() {
        execute("analyze");
    }

    private void execute(String statement) {
        database.jdbc().sql(statement).update();
    }
}
