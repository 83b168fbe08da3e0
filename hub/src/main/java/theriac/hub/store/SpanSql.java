package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import theriac.hub.db.Database;
import theriac.hub.store.ObjectSql.Head;
import theriac.hub.store.ObjectSql.Weight;
import theriac.hub.store.Timeline.Span;

/// Reads the claims of many objects at once, as far as a viewer may see them: one statement, whatever the
/// number, and one walk through each index. Keys of objects that came together lie side by side in it; to seek
/// each of them from the root down costs PostgreSQL more (figures in `bench/README.md`).
final class SpanSql {

    private final Database database;

    SpanSql(Database database) {
        this.database = database;
    }

    private static final String CLAIMS = ClaimProbe.ofAll(":objects::bigint[]");

    /// What ended. OFFSET 0 as in [ClaimProbe].
    private static final String ENDS = """
            (select x.object_key, x.version_key, x.source_id, x.audience_id, x.from_seq, x.to_seq
             from claim_end x where x.object_key = any(:objects::bigint[]) offset 0)""";

    /// The same of the object `k`.
    private static final String END_OF_ONE = """
            (select x.object_key, x.version_key, x.source_id, x.audience_id, x.from_seq, x.to_seq
             from claim_end x where x.object_key = k offset 0)""";

    /// The visible spans by object. An object without any is absent from the map.
    Map<Long, List<Span>> spans(Collection<Long> objects, long[] visible) {
        var spans = new HashMap<Long, List<Span>>(objects.size() * 2);
        database.jdbc()
                .sql("""
                        select c.object_key, c.version_key, v.modified_text, c.source_id, c.audience_id, c.seq,
                               9223372036854775807 as to_seq
                        from %s c
                        join version v on v.key = c.version_key
                        where c.withdrawn_seq is null and c.audience_id = any(:visible)
                        union all
                        select e.object_key, e.version_key, v.modified_text, e.source_id, e.audience_id, e.from_seq,
                               e.to_seq
                        from %s e
                        join version v on v.key = e.version_key
                        where e.audience_id = any(:visible)""".formatted(CLAIMS, ENDS))
                .param("objects", inOrder(objects))
                .param("visible", visible)
                .query(row -> {
                    keep(row, spans);
                });
        return spans;
    }

    /// The visible spans, as if there were no other source than this one.
    Map<Long, List<Span>> spans(Collection<Long> objects, long[] visible, OptionalLong source) {
        var spans = spans(objects, visible);
        source.ifPresent(only -> spans.values().forEach(all -> all.removeIf(span -> span.source() != only)));
        return spans;
    }

    /// In the order of the tables, whose rows lie side by side.
    private static Long[] inOrder(Collection<Long> objects) {
        return objects.stream().sorted().toArray(Long[]::new);
    }

    private static void keep(ResultSet row, Map<Long, List<Span>> spans) throws SQLException {
        spans.computeIfAbsent(row.getLong(1), k -> new ArrayList<>(1))
                .add(new Span(
                        row.getLong(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)));
    }

    /// Spans, and what the same rows say for lists: one statement instead of three where thousands are asked for.
    ///
    /// @param spans by object
    /// @param heads by version
    /// @param weights of standing claims, by version
    record Described(Map<Long, List<Span>> spans, Map<Long, Head> heads, Map<Long, List<Weight>> weights) {}

    /// The visible spans of objects, the heads of their versions and the confidences given to them. Objects of
    /// a list lie apart, so each is probed: walks would save nothing, and the order of the joins would be a
    /// toss-up.
    Described describe(Collection<Long> objects, long[] visible) {
        var described =
                new Described(new HashMap<>(objects.size() * 2), new HashMap<>(objects.size() * 2), new HashMap<>());
        database.jdbc()
                .sql("""
                        select c.object_key, c.version_key, v.modified_text, c.source_id, c.audience_id, c.seq,
                               9223372036854775807 as to_seq, o.stix_id, v.name, v.revoked, c.confidence, %s
                        from unnest(:objects::bigint[]) k
                        cross join lateral %s c
                        join version v on v.key = c.version_key
                        join object o on o.key = k
                        join source q on q.id = c.source_id
                        where c.withdrawn_seq is null and c.audience_id = any(:visible)
                        union all
                        select e.object_key, e.version_key, v.modified_text, e.source_id, e.audience_id, e.from_seq,
                               e.to_seq, o.stix_id, v.name, v.revoked, null, 0
                        from unnest(:objects::bigint[]) k
                        cross join lateral %s e
                        join version v on v.key = e.version_key
                        join object o on o.key = e.object_key
                        where e.audience_id = any(:visible)""".formatted(ObjectSql.WEIGHT, ClaimProbe.of("k"), END_OF_ONE))
                .param("objects", inOrder(objects))
                .param("visible", visible)
                .query(row -> {
                    keep(row, described.spans);
                    long version = row.getLong(2);
                    if (!described.heads.containsKey(version)) {
                        described.heads.put(version, new Head(row.getString(8), row.getString(9), row.getBoolean(10)));
                    }
                    int confidence = row.getInt(11);
                    if (!row.wasNull()) {
                        described
                                .weights
                                .computeIfAbsent(version, _ -> new ArrayList<>(1))
                                .add(new Weight(confidence, row.getInt(12)));
                    }
                });
        return described;
    }
}
