package theriac.hub.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Statements over `saved_query`.
final class SavedQuerySql {

    private final Database database;

    SavedQuerySql(Database database) {
        this.database = database;
    }

    List<SavedQuery> list(Viewer.Party viewer, int limit) {
        return database.jdbc()
                .sql("""
                        select q.public_id, q.name, q.query, q.shared, a.login, q.account_id = :account as own, q.at
                        from saved_query q join account a on a.id = q.account_id
                        where q.organization_id = :organization and (q.shared or q.account_id = :account)
                        order by folded(q.name), q.id limit :limit""")
                .param("organization", viewer.organization())
                .param("account", viewer.account())
                .param("limit", limit)
                .query((row, n) -> saved(row))
                .list();
    }

    /// Empty when it is absent or somebody else's alone.
    Optional<SavedQuery> find(Viewer.Party viewer, UUID id) {
        return database.jdbc()
                .sql("""
                        select q.public_id, q.name, q.query, q.shared, a.login, q.account_id = :account as own, q.at
                        from saved_query q join account a on a.id = q.account_id
                        where q.public_id = :id and q.organization_id = :organization
                          and (q.shared or q.account_id = :account)""")
                .param("id", id)
                .param("organization", viewer.organization())
                .param("account", viewer.account())
                .query((row, n) -> saved(row))
                .optional();
    }

    private static SavedQuery saved(ResultSet row) throws SQLException {
        return new SavedQuery(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getString(5),
                row.getBoolean(6),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }

    int count(Viewer.Party viewer) {
        return database.jdbc()
                .sql("select count(*) from saved_query where organization_id = :organization")
                .param("organization", viewer.organization())
                .query(Integer.class)
                .single();
    }

    void insert(Viewer.Party viewer, UUID id, String name, String query, boolean shared, Instant now) {
        database.jdbc()
                .sql("""
                        insert into saved_query (public_id, organization_id, account_id, name, query, shared, at)
                        values (:id, :organization, :account, :name, :query, :shared, :at)""")
                .param("id", id)
                .param("organization", viewer.organization())
                .param("account", viewer.account())
                .param("name", name)
                .param("query", query)
                .param("shared", shared)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void update(Viewer.Party viewer, UUID id, String name, String query, boolean shared, Instant now) {
        database.jdbc()
                .sql("""
                        update saved_query set name = :name, query = :query, shared = :shared, at = :at
                        where public_id = :id and account_id = :account""")
                .param("id", id)
                .param("account", viewer.account())
                .param("name", name)
                .param("query", query)
                .param("shared", shared)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(Viewer.Party viewer, UUID id) {
        database.jdbc()
                .sql("delete from saved_query where public_id = :id and account_id = :account")
                .param("id", id)
                .param("account", viewer.account())
                .update();
    }
}
