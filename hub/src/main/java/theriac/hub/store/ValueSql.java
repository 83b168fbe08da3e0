package theriac.hub.store;

import java.util.List;
import theriac.hub.db.Database;
import theriac.stix.value.NormalValue;

/// Statements of [ValueLookup].
final class ValueSql {

    private final Database database;

    ValueSql(Database database) {
        this.database = database;
    }

    /// An object that holds the value at a place of the question.
    record Found(int place, long object, long version) {}

    /// The cap counts only what the viewer may see: hidden objects never push visible ones out.
    List<Found> find(List<NormalValue> values, long[] visible, int cap) {
        return database.jdbc()
                .sql("""
                        select u.n, i.object_key, i.version_key
                        from unnest(:kinds::text[], :values::text[]) with ordinality u (kind, value, n)
                        cross join lateral (
                          select x.object_key, x.version_key from value_index x
                          where x.value = u.value and x.kind = u.kind and exists (
                            select from claim c
                            where c.object_key = x.object_key and c.version_key = x.version_key
                              and c.withdrawn_seq is null and c.audience_id = any(:visible))
                          limit :cap) i
                        order by u.n, i.object_key""")
                .param("kinds", values.stream().map(v -> v.kind().code()).toArray(String[]::new))
                .param("values", values.stream().map(IndexedValue::of).toArray(String[]::new))
                .param("visible", visible)
                .param("cap", cap)
                .query((row, n) -> new Found(row.getInt(1) - 1, row.getLong(2), row.getLong(3)))
                .list();
    }
}
