package theriac.hub.sharing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;

/// Statements over `shared_collection` and who may read.
final class SharedCollectionSql {

    /// More are refused.
    static final int MOST = 2_000;

    private static final String COLLECTION = """
            c.id, c.public_id, c.shelf_id, (select s.picked from shelf s where s.id = c.shelf_id) as picked, c.posting, c.title, c.description, c.query, c.at, c.by, c.ended_at,
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
                row.getBoolean("picked"),
                Posting.parse(row.getString("posting")).orElse(Posting.NOBODY),
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
                        insert into shared_collection (public_id, shelf_id, posting, title, description, query, at, by,
                                                       ended_at)
                        values (:id, :shelf, :posting, :title, :description, :query, :at, :by, :ended)
                        on conflict (public_id) do update
                        set posting = excluded.posting, title = excluded.title, description = excluded.description, query = excluded.query,
                            at = excluded.at, by = excluded.by, ended_at = excluded.ended_at
                        returning id""")
                .param("id", collection.id())
                .param("shelf", collection.shelf())
                .param("posting", collection.posting().text())
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

    /// The source of what an organisation posts to a collection; empty when it never did.
    OptionalLong source(long collection, long organization) {
        return database.jdbc()
                .sql("""
                        select source_id from shared_collection_source
                        where collection_id = :collection and organization_id = :organization""")
                .param("collection", collection)
                .param("organization", organization)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    void source(long collection, long organization, long source) {
        database.jdbc()
                .sql("""
                        insert into shared_collection_source (collection_id, organization_id, source_id)
                        values (:collection, :organization, :source) on conflict do nothing""")
                .param("collection", collection)
                .param("organization", organization)
                .param("source", source)
                .update();
    }

    private static @Nullable OffsetDateTime moment(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
