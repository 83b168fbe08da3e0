package theriac.hub.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Statements over what people keep under a name, for themselves or for their organisation: questions and graphs.
final class SavedSql {

    private final Database database;
    private final String table;
    private final String column;

    /// @param table and `column` with the text that is kept; never from outside
    SavedSql(Database database, String table, String column) {
        this.database = database;
        this.table = table;
        this.column = column;
    }

    /// One kept thing.
    ///
    /// @param shared everybody of the organisation sees it; otherwise only the person who saved it
    /// @param owner login of that person
    /// @param own the asker is that person
    record Saved(UUID id, String name, String text, boolean shared, String owner, boolean own, Instant at) {}

    private JdbcClient.StatementSpec sql(String statement) {
        return database.jdbc().sql(statement.replace("{table}", table).replace("{column}", column));
    }

    /// @param chars of the text, from its beginning
    List<Saved> list(Viewer.Party viewer, int limit, int chars) {
        return sql("""
                        select q.public_id, q.name, left(q.{column}, :chars), q.shared, a.login, q.account_id = :account as own, q.at
                        from {table} q join account a on a.id = q.account_id
                        where q.organization_id = :organization and (q.shared or q.account_id = :account)
                        order by folded(q.name), q.id limit :limit""")
                .param("organization", viewer.organization())
                .param("account", viewer.account())
                .param("limit", limit)
                .param("chars", chars)
                .query((row, n) -> saved(row))
                .list();
    }

    /// Empty when it is absent or somebody else's alone.
    Optional<Saved> find(Viewer.Party viewer, UUID id) {
        return sql("""
                        select q.public_id, q.name, q.{column}, q.shared, a.login, q.account_id = :account as own, q.at
                        from {table} q join account a on a.id = q.account_id
                        where q.public_id = :id and q.organization_id = :organization
                          and (q.shared or q.account_id = :account)""")
                .param("id", id)
                .param("organization", viewer.organization())
                .param("account", viewer.account())
                .query((row, n) -> saved(row))
                .optional();
    }

    private static Saved saved(ResultSet row) throws SQLException {
        return new Saved(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getString(5),
                row.getBoolean(6),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }

    int count(Viewer.Party viewer) {
        return sql("select count(*) from {table} where organization_id = :organization")
                .param("organization", viewer.organization())
                .query(Integer.class)
                .single();
    }

    void insert(Viewer.Party viewer, UUID id, String name, String text, boolean shared, Instant now) {
        sql("""
                        insert into {table} (public_id, organization_id, account_id, name, {column}, shared, at)
                        values (:id, :organization, :account, :name, :text, :shared, :at)""")
                .param("id", id)
                .param("organization", viewer.organization())
                .param("account", viewer.account())
                .param("name", name)
                .param("text", text)
                .param("shared", shared)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void update(Viewer.Party viewer, UUID id, String name, String text, boolean shared, Instant now) {
        sql("""
                        update {table} set name = :name, {column} = :text, shared = :shared, at = :at
                        where public_id = :id and account_id = :account""")
                .param("id", id)
                .param("account", viewer.account())
                .param("name", name)
                .param("text", text)
                .param("shared", shared)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(Viewer.Party viewer, UUID id) {
        sql("delete from {table} where public_id = :id and account_id = :account")
                .param("id", id)
                .param("account", viewer.account())
                .update();
    }
}
