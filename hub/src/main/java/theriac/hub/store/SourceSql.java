package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.stix.json.Json;

/// Statements of [Sources].
final class SourceSql {

    private static final String COLUMNS = """
            select s.id, s.public_id, s.organization_id, o.name as organization_name, s.name, s.kind, s.settings,
                   s.reliability, s.audience_id, s.terms, s.licence, s.watermark, s.enabled, s.created_at
            from source s join organization o on o.id = s.organization_id
            """;

    private final Database database;

    SourceSql(Database database) {
        this.database = database;
    }

    record Row(
            long key,
            UUID id,
            long organization,
            String organizationName,
            String name,
            String kind,
            String settings,
            String reliability,
            long audience,
            String terms,
            String licence,
            String watermark,
            boolean enabled,
            OffsetDateTime createdAt) {}

    boolean insert(NewSource source, long audience, OffsetDateTime now) {
        return database.jdbc()
                        .sql("""
                        insert into source (public_id, organization_id, name, kind, settings, reliability,
                                            audience_id, terms, licence, created_at)
                        values (:id, :organization, :name, :kind, :settings::jsonb, :reliability,
                                :audience, :terms, :licence, :now)
                        on conflict (name) do nothing""")
                        .param("id", UUID.randomUUID())
                        .param("organization", source.organization())
                        .param("name", source.name())
                        .param("kind", source.kind())
                        .param("settings", Json.write(source.settings()))
                        .param("reliability", String.valueOf(source.reliability()))
                        .param("audience", audience)
                        .param("terms", source.terms())
                        .param("licence", source.licence())
                        .param("now", now)
                        .update()
                > 0;
    }

    /// False when another source has that name.
    boolean change(long source, NewSource wish, long audience, boolean afresh) {
        return database.jdbc()
                        .sql("""
                        update source s set name = :name, kind = :kind, settings = :settings::jsonb,
                               reliability = :reliability, audience_id = :audience, terms = :terms,
                               licence = :licence, watermark = case when :afresh then '' else watermark end
                        where s.id = :source
                          and not exists (select from source o where o.name = :name and o.id <> s.id)""")
                        .param("source", source)
                        .param("name", wish.name())
                        .param("kind", wish.kind())
                        .param("settings", Json.write(wish.settings()))
                        .param("reliability", String.valueOf(wish.reliability()))
                        .param("audience", audience)
                        .param("terms", wish.terms())
                        .param("licence", wish.licence())
                        .param("afresh", afresh)
                        .update()
                > 0;
    }

    Optional<Row> find(UUID id, long[] visible) {
        return database.jdbc()
                .sql(COLUMNS + "where s.public_id = :id and s.audience_id = any(:visible)")
                .param("id", id)
                .param("visible", visible)
                .query((row, n) -> row(row))
                .optional();
    }

    List<Row> list(long[] visible) {
        return database.jdbc()
                .sql(COLUMNS + "where s.audience_id = any(:visible) order by s.name limit 10000")
                .param("visible", visible)
                .query((row, n) -> row(row))
                .list();
    }

    Row load(long key) {
        return database.jdbc()
                .sql(COLUMNS + "where s.id = :key")
                .param("key", key)
                .query((row, n) -> row(row))
                .single();
    }

    Row load(String name) {
        return database.jdbc()
                .sql(COLUMNS + "where s.name = :name")
                .param("name", name)
                .query((row, n) -> row(row))
                .single();
    }

    void moveWatermark(long source, String watermark) {
        database.jdbc()
                .sql("update source set watermark = :watermark where id = :source")
                .param("watermark", watermark)
                .param("source", source)
                .update();
    }

    void judge(long source, char reliability) {
        database.jdbc()
                .sql("update source set reliability = :reliability where id = :source")
                .param("reliability", String.valueOf(reliability))
                .param("source", source)
                .update();
    }

    void enable(long source, boolean enabled) {
        database.jdbc()
                .sql("update source set enabled = :enabled where id = :source")
                .param("enabled", enabled)
                .param("source", source)
                .update();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("organization_id"),
                row.getString("organization_name"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("settings"),
                row.getString("reliability"),
                row.getLong("audience_id"),
                row.getString("terms"),
                row.getString("licence"),
                row.getString("watermark"),
                row.getBoolean("enabled"),
                row.getObject("created_at", OffsetDateTime.class));
    }
}
