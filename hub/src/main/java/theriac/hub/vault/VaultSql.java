package theriac.hub.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import theriac.hub.db.Database;

/// Statements of [Vault].
final class VaultSql {

    private static final String COLUMNS =
            "select name, kind, host, key_id, nonce, sealed, changed_at, changed_by from credential ";

    private final Database database;

    VaultSql(Database database) {
        this.database = database;
    }

    record Row(
            String name,
            String kind,
            String host,
            String keyId,
            byte[] nonce,
            byte[] sealed,
            OffsetDateTime changedAt,
            String changedBy) {}

    void put(Row row) {
        database.jdbc()
                .sql("""
                        insert into credential (name, kind, host, key_id, nonce, sealed, changed_at, changed_by)
                        values (:name, :kind, :host, :key, :nonce, :sealed, :at, :by)
                        on conflict (name) do update
                        set kind = excluded.kind, host = excluded.host, key_id = excluded.key_id,
                            nonce = excluded.nonce, sealed = excluded.sealed, changed_at = excluded.changed_at,
                            changed_by = excluded.changed_by""")
                .param("name", row.name())
                .param("kind", row.kind())
                .param("host", row.host())
                .param("key", row.keyId())
                .param("nonce", row.nonce())
                .param("sealed", row.sealed())
                .param("at", row.changedAt())
                .param("by", row.changedBy())
                .update();
    }

    Optional<Row> find(String name) {
        return database.jdbc()
                .sql(COLUMNS + "where name = :name")
                .param("name", name)
                .query((row, n) -> row(row))
                .optional();
    }

    List<Row> list() {
        return database.jdbc()
                .sql(COLUMNS + "order by name limit 10000")
                .query((row, n) -> row(row))
                .list();
    }

    boolean delete(String name) {
        return database.jdbc()
                        .sql("delete from credential where name = :name")
                        .param("name", name)
                        .update()
                > 0;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("name"),
                row.getString("kind"),
                row.getString("host"),
                row.getString("key_id"),
                row.getBytes("nonce"),
                row.getBytes("sealed"),
                row.getObject("changed_at", OffsetDateTime.class),
                row.getString("changed_by"));
    }
}
