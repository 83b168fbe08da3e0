package theriac.hub.sharing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;

/// Statements over `shared_collection` and who may read.
final class SharedCollectionSql {

    /// More are refused.
    static final int MOST = 2_000;

    private static final String COLLECTION = """
            c.id, c.public_id, c.shelf_id, c.title, c.description, c.query, c.at, c.by, c.ended_at,
            array(select o.organization_id from shared_collection_organization o where o.collection_id = c.id)
              as organizations,
            array(select g.group_id from shared_collection_group g where g.collection_id = c.id) as groups""";

    private final Database database;

    SharedCollectionSql(Database database) {
        this.database = database;
    }

    /// By title.
    List<SharedCollection> list() {
        return database.jdbc()
                .sql("select %s from shared_collection c order by folded(c.title), c.id limit :limit"
                        .formatted(COLLECTION))
                .param("limit", MOST)
                .query((row, n) -> collection(row))
                .list();
    }

    Optional<SharedCollection> find(UUID id) {
        return database.jdbc()
                .sql("select %s from shared_collection c where c.public_id = :id".formatted(COLLECTION))
                .param("id", id)
                .query((row, n) -> collection(row))
                .optional();
    }

    private static SharedCollection collection(ResultSet row) throws SQLException {
        return new SharedCollection(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("shelf_id"),
                row.getString("title"),
                row.getString("description"),
                row.getString("query"),
                keys(row.getArray("organizations")),
                keys(row.getArray("groups")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by"),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Set<Long> keys(Array array) throws SQLException {
        return Set.of((Long[]) array.getArray());
    }

    /// Adds it or changes it, with who may read. Inside a transaction.
    void save(SharedCollection collection) {
        long key = database.jdbc()
                .sql("""
                        insert into shared_collection (public_id, shelf_id, title, description, query, at, by, ended_at)
                        values (:id, :shelf, :title, :description, :query, :at, :by, :ended)
                        on conflict (public_id) do update
                        set title = excluded.title, description = excluded.description, query = excluded.query,
                            at = excluded.at, by = excluded.by, ended_at = excluded.ended_at
                        returning id""")
                .param("id", collection.id())
                .param("shelf", collection.shelf())
                .param("title", collection.title())
                .param("description", collection.description())
                .param("query", collection.query())
                .param("at", moment(collection.at()))
                .param("by", collection.by())
                .param(
                        "ended",
                        collection.endedAt().map(SharedCollectionSql::moment).orElse(null))
                .query(Long.class)
                .single();
        readers("shared_collection_organization", "organization_id", key, collection.organizations());
        readers("shared_collection_group", "group_id", key, collection.groups());
    }

    private void readers(String table, String column, long key, Set<Long> readers) {
        database.jdbc()
                .sql("delete from %s where collection_id = :key".formatted(table))
                .param("key", key)
                .update();
        database.jdbc()
                .sql("insert into %s (collection_id, %s) select :key, r from unnest(:readers::bigint[]) r"
                        .formatted(table, column))
                .param("key", key)
                .param("readers", readers.toArray(Long[]::new))
                .update();
    }

    private static @Nullable OffsetDateTime moment(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
