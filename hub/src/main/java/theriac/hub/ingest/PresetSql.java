package theriac.hub.ingest;

import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import theriac.hub.db.Database;

/// Statements of [PresetRoutes].
final class PresetSql {

    private final Database database;

    PresetSql(Database database) {
        this.database = database;
    }

    Map<String, PresetRoutes.AcceptedRow> accepted() {
        var accepted = new HashMap<String, PresetRoutes.AcceptedRow>();
        database.jdbc().sql("""
                        select a.preset, s.public_id, a.accepted_by, a.accepted_at
                        from preset_acceptance a join source s on s.id = a.source_id limit 10000""").query((ResultSet row) -> {
            accepted.put(
                    row.getString(1),
                    new PresetRoutes.AcceptedRow(
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant()));
        });
        return accepted;
    }

    void accept(String preset, long source, String terms, String by, OffsetDateTime at) {
        database.jdbc()
                .sql("""
                        insert into preset_acceptance (preset, source_id, terms, accepted_by, accepted_at)
                        values (:preset, :source, :terms, :by, :at)
                        on conflict (preset) do update
                        set source_id = excluded.source_id, terms = excluded.terms, accepted_by = excluded.accepted_by,
                            accepted_at = excluded.accepted_at""")
                .param("preset", preset)
                .param("source", source)
                .param("terms", terms)
                .param("by", by)
                .param("at", at)
                .update();
    }
}
