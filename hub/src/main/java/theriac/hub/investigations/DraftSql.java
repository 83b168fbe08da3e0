package theriac.hub.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// Statements over `investigation_draft`. What a draft says stands in the store.
final class DraftSql {

    private final Database database;

    DraftSql(Database database) {
        this.database = database;
    }

    /// @param version `modified` of what was written last
    /// @param publishedAt empty: it is a draft
    record Draft(
            StixId object,
            String version,
            int revision,
            Instant at,
            String by,
            Instant changedAt,
            String changedBy,
            Optional<Instant> publishedAt) {}

    /// In the order in which they were begun, without those that were removed.
    List<Draft> list(long investigation, int limit) {
        return database.jdbc()
                .sql("""
                        select object_id, version, revision, at, by, changed_at, changed_by, published_at
                        from investigation_draft
                        where investigation_id = :key and removed_at is null order by id limit :limit""")
                .param("key", investigation)
                .param("limit", limit)
                .query((row, n) -> draft(row))
                .list();
    }

    void insert(long investigation, StixId object, String version, Instant now, String by) {
        database.jdbc()
                .sql("""
                        insert into investigation_draft
                          (investigation_id, object_id, version, at, by, changed_at, changed_by)
                        values (:key, :object, :version, :now, :by, :now, :by)""")
                .param("key", investigation)
                .param("object", object.text())
                .param("version", version)
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .update();
    }

    void write(StixId object, String version, Instant now, String by) {
        database.jdbc()
                .sql("""
                        update investigation_draft set version = :version, revision = revision + 1, changed_at = :now,
                          changed_by = :by
                        where object_id = :object""")
                .param("object", object.text())
                .param("version", version)
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .update();
    }

    void remove(StixId object, Instant now) {
        database.jdbc()
                .sql("update investigation_draft set removed_at = :now where object_id = :object")
                .param("object", object.text())
                .param("now", InvestigationSql.at(now))
                .update();
    }

    void published(List<StixId> objects, String version, Instant now) {
        database.jdbc()
                .sql("""
                        update investigation_draft set published_at = :now, version = :version
                        where object_id = any(:objects)""")
                .param("objects", objects.stream().map(StixId::text).toArray(String[]::new))
                .param("version", version)
                .param("now", InvestigationSql.at(now))
                .update();
    }

    private static Draft draft(ResultSet row) throws SQLException {
        return new Draft(
                StixId.of(row.getString(1)),
                row.getString(2),
                row.getInt(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getString(7),
                InvestigationSql.moment(row, 8));
    }
}
