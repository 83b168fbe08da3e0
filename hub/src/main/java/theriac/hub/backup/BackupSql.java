package theriac.hub.backup;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import theriac.hub.db.Database;

/// Statements that read any schema: what there is, and its rows. All run inside one snapshot.
final class BackupSql {

    private final Database database;

    BackupSql(Database database) {
        this.database = database;
    }

    String schemaVersion() {
        return database.jdbc().sql("""
                        select version from flyway_schema_history
                        where success and version is not null order by installed_rank desc limit 1""").query(String.class).single();
    }

    /// Permanent tables with their columns; of a partitioned table the root, which holds the rows of all partitions.
    /// Flyway's own table is left out: a restore migrates.
    List<Contents.Table> tables() {
        return database.jdbc()
                .sql("""
                        select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
                        from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                          and not c.relispartition and c.relpersistence = 'p'
                          and c.relname <> 'flyway_schema_history'
                          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                        group by c.relname order by c.relname limit 10000""")
                .query((row, n) -> new Contents.Table(row.getString("name"), Arrays.asList((String[])
                        row.getArray("columns").getArray())))
                .list();
    }

    /// A table that refers to another by a foreign key.
    record Dependency(String table, String on) {}

    List<Dependency> dependencies() {
        return database.jdbc()
                .sql("""
                        select distinct t.relname as name, o.relname as other
                        from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class o on o.oid = k.confrelid
                        where k.contype = 'f' and t.relnamespace = 'public'::regnamespace and t.oid <> o.oid
                        limit 100000""")
                .query((row, n) -> new Dependency(row.getString("name"), row.getString("other")))
                .list();
    }

    List<Contents.Partition> partitions() {
        return database.jdbc()
                .sql("""
                        select c.relname as name, p.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound
                        from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
                        where c.relnamespace = 'public'::regnamespace and c.relispartition and c.relkind = 'r'
                        order by c.relname limit 100000""")
                .query((row, n) ->
                        new Contents.Partition(row.getString("name"), row.getString("parent"), row.getString("bound")))
                .list();
    }

    /// Sequences stand outside snapshots: read last, they are never behind the rows.
    List<Manifest.SequencePlace> sequences() {
        return database.jdbc()
                .sql("""
                        select sequencename as name, last_value as last from pg_sequences
                        where schemaname = 'public' and last_value is not null order by sequencename limit 100000""")
                .query((row, n) -> new Manifest.SequencePlace(row.getString("name"), row.getLong("last")))
                .list();
    }

    /// Nobody may drop a partition of these tables until the transaction ends.
    void hold(List<Contents.Table> tables) {
        database.jdbc()
                .sql("lock table %s in access share mode"
                        .formatted(tables.stream().map(t -> quoted(t.name())).collect(Collectors.joining(", "))))
                .update();
    }

    /// Writes the rows of a table as COPY text.
    long copyOut(Contents.Table table, OutputStream out) {
        return database.withConnection(connection -> connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (select %s from %s) to stdout".formatted(columns(table), quoted(table.name())), out));
    }

    static String columns(Contents.Table table) {
        return table.columns().stream().map(BackupSql::quoted).collect(Collectors.joining(", "));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
