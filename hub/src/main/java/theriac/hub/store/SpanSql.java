package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import theriac.hub.db.Database;
import theriac.hub.store.Timeline.Span;

/// Reads the claims of many objects at once, as far as a viewer may see them: one statement, whatever the number.
final class SpanSql {

    private final Database database;

    SpanSql(Database database) {
        this.database = database;
    }

    /// The visible spans by object. An object without any is absent from the map.
    Map<Long, List<Span>> spans(Collection<Long> objects, long[] visible) {
        var spans = new HashMap<Long, List<Span>>(objects.size() * 2);
        database.jdbc()
                .sql("""
                        select c.object_key, c.version_key, v.modified_text, c.source_id, c.audience_id, c.seq,
                               9223372036854775807 as to_seq
                        from unnest(:objects::bigint[]) k
                        join claim c on c.object_key = k
                        join version v on v.key = c.version_key
                        where c.withdrawn_seq is null and c.audience_id = any(:visible)
                        union all
                        select e.object_key, e.version_key, v.modified_text, e.source_id, e.audience_id, e.from_seq,
                               e.to_seq
                        from unnest(:objects::bigint[]) k
                        join claim_end e on e.object_key = k
                        join version v on v.key = e.version_key
                        where e.audience_id = any(:visible)""")
                .param("objects", objects.toArray(Long[]::new))
                .param("visible", visible)
                .query(row -> {
                    spans.computeIfAbsent(row.getLong(1), k -> new ArrayList<>(1))
                            .add(new Span(
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6),
                                    row.getLong(7)));
                });
        return spans;
    }
}
