package theriac.hub.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;

/// Statements over `investigation_file`.
final class FileSql {

    private static final String COLUMNS = "select id, public_id, name, sha256, size, at, by from investigation_file";

    private final Database database;

    FileSql(Database database) {
        this.database = database;
    }

    /// @param sha256 of its bytes, 64 hexadecimal digits
    /// @param size in bytes
    record Kept(long key, UUID id, String name, String sha256, int size, Instant at, String by) {}

    List<Kept> list(long investigation, int limit) {
        return database.jdbc()
                .sql(COLUMNS + " where investigation_id = :key order by id limit :limit")
                .param("key", investigation)
                .param("limit", limit)
                .query((row, n) -> kept(row))
                .list();
    }

    Optional<Kept> find(long investigation, UUID id) {
        return database.jdbc()
                .sql(COLUMNS + " where investigation_id = :key and public_id = :id")
                .param("key", investigation)
                .param("id", id)
                .query((row, n) -> kept(row))
                .optional();
    }

    byte[] content(long file) {
        return database.jdbc()
                .sql("select content from investigation_file where id = :file")
                .param("file", file)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    void insert(long investigation, UUID id, String name, String sha256, byte[] content, Instant now, String by) {
        database.jdbc()
                .sql("""
                        insert into investigation_file (public_id, investigation_id, name, sha256, size, content, at, by)
                        values (:id, :key, :name, :sha256, :size, :content, :now, :by)""")
                .param("id", id)
                .param("key", investigation)
                .param("name", name)
                .param("sha256", sha256)
                .param("size", content.length)
                .param("content", content)
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .update();
    }

    void delete(long file) {
        database.jdbc()
                .sql("delete from investigation_file where id = :file")
                .param("file", file)
                .update();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getString(7));
    }
}
