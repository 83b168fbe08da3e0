package theriac.hub.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;

/// Statements of [Changes].
final class ChangeSql {

    private final Database database;

    ChangeSql(Database database) {
        this.database = database;
    }

    /// A position at which something may have changed for a viewer.
    record Candidate(long seq, long object) {}

    /// The next positions after one, in order. Each audience is read by its own index range, so what others may see
    /// costs nothing.
    ///
    /// @param types null: all
    /// @param source empty: all
    List<Candidate> candidates(long[] visible, long after, int limit, Integer @Nullable [] types, OptionalLong source) {
        if (types != null && narrow(types) && source.isEmpty()) {
            return narrowCandidates(visible, after, limit, types);
        }
        var narrowing = (types == null ? "" : " and x.type_id = any(:types::int[])")
                + (source.isEmpty() ? "" : " and x.source_id = :source");
        return database.jdbc()
                .sql("""
                        select seq, object_key from (
                          (select n.seq, n.object_key
                           from unnest(:visible::bigint[]) a cross join lateral (
                             select x.seq, x.object_key from claim x
                             where x.audience_id = a and x.seq > :after and x.withdrawn_seq is null %1$s
                             order by x.seq limit :limit) n
                           order by n.seq limit :limit)
                          union all
                          (select n.to_seq, n.object_key
                           from unnest(:visible::bigint[]) a cross join lateral (
                             select x.to_seq, x.object_key from claim_end x
                             where x.audience_id = a and x.to_seq > :after %1$s
                             order by x.to_seq limit :limit) n
                           order by n.to_seq limit :limit)
                          union all
                          (select n.from_seq, n.object_key
                           from unnest(:visible::bigint[]) a cross join lateral (
                             select x.from_seq, x.object_key from claim_end x
                             where x.audience_id = a and x.from_seq > :after %1$s
                             order by x.from_seq limit :limit) n
                           order by n.from_seq limit :limit)
                        ) q (seq, object_key)
                        order by seq limit :limit""".formatted(narrowing))
                .param("visible", visible)
                .param("after", after)
                .param("limit", limit)
                .param("types", types == null ? new Integer[0] : types)
                .param("source", source.orElse(0))
                .query((row, n) -> new Candidate(row.getLong(1), row.getLong(2)))
                .list();
    }

    /// The next positions at which something began that these audiences can see or could see once, in order.
    ///
    /// @param before exclusive
    List<Candidate> begun(
            long[] audiences, long after, long before, int limit, Integer @Nullable [] types, OptionalLong source) {
        var narrowing = (types == null ? "" : " and x.type_id = any(:types::int[])")
                + (source.isEmpty() ? "" : " and x.source_id = :source");
        return database.jdbc()
                .sql("""
                        select seq, object_key from (
                          (select n.seq, n.object_key
                           from unnest(:audiences::bigint[]) a cross join lateral (
                             select x.seq, x.object_key from claim x
                             where x.audience_id = a and x.seq > :after and x.seq < :before
                               and x.withdrawn_seq is null %1$s
                             order by x.seq limit :limit) n
                           order by n.seq limit :limit)
                          union
                          (select n.from_seq, n.object_key
                           from unnest(:audiences::bigint[]) a cross join lateral (
                             select x.from_seq, x.object_key from claim_end x
                             where x.audience_id = a and x.from_seq > :after and x.from_seq < :before %1$s
                             order by x.from_seq limit :limit) n
                           order by n.from_seq limit :limit)
                        ) q (seq, object_key)
                        order by seq limit :limit""".formatted(narrowing))
                .param("audiences", audiences)
                .param("after", after)
                .param("before", before)
                .param("limit", limit)
                .param("types", types == null ? new Integer[0] : types)
                .param("source", source.orElse(0))
                .query((row, n) -> new Candidate(row.getLong(1), row.getLong(2)))
                .list();
    }

    private static boolean narrow(Integer[] types) {
        for (int type : types) {
            if (type < ObjectTypes.NARROW) {
                return false;
            }
        }
        return true;
    }

    /// The same for types of which there are few: by the partial index `claim_narrow`.
    private List<Candidate> narrowCandidates(long[] visible, long after, int limit, Integer[] types) {
        return database.jdbc()
                .sql("""
                        select seq, object_key from (
                          (select n.seq, n.object_key
                           from unnest(:types::int[]) t cross join lateral (
                             select x.seq, x.object_key from claim x
                             where x.type_id = t and x.type_id >= 100 and x.seq > :after
                               and x.withdrawn_seq is null and x.audience_id = any(:visible)
                             order by x.seq limit :limit) n
                           order by n.seq limit :limit)
                          union all
                          (select x.to_seq, x.object_key from claim_end x
                           where x.audience_id = any(:visible) and x.to_seq > :after
                             and x.type_id = any(:types::int[])
                           order by x.to_seq limit :limit)
                          union all
                          (select x.from_seq, x.object_key from claim_end x
                           where x.audience_id = any(:visible) and x.from_seq > :after
                             and x.type_id = any(:types::int[])
                           order by x.from_seq limit :limit)
                        ) q (seq, object_key)
                        order by seq limit :limit""")
                .param("visible", visible)
                .param("after", after)
                .param("limit", limit)
                .param("types", types)
                .query((row, n) -> new Candidate(row.getLong(1), row.getLong(2)))
                .list();
    }

    /// A stored content.
    @SuppressWarnings("ArrayRecordComponent")
    record Content(String id, byte[] json) {}

    /// Two walks, through the versions and through their ids: joined, each id would be sought from the root of
    /// its index down.
    Map<Long, Content> contents(Collection<Long> versions) {
        var ids = new HashMap<Long, String>(versions.size() * 2);
        var texts = new HashMap<Long, Text>(versions.size() * 2);
        database.jdbc()
                .sql("""
                        select v.key, v.object_key, v.json from version v where v.key = any(:versions::bigint[])
                        union all
                        select o.key, null, o.stix_id from object o
                        where o.key = any(array(select w.object_key from version w
                                                where w.key = any(:versions::bigint[])))""")
                .param("versions", versions.stream().sorted().toArray(Long[]::new))
                .query(row -> {
                    long object = row.getLong(2);
                    if (row.wasNull()) {
                        ids.put(row.getLong(1), row.getString(3));
                    } else {
                        texts.put(row.getLong(1), new Text(object, row.getBytes(3)));
                    }
                });
        var contents = new HashMap<Long, Content>(texts.size() * 2);
        texts.forEach((version, text) -> contents.put(version, new Content(id(ids, text.object()), text.json())));
        return contents;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Text(long object, byte[] json) {}

    private static String id(Map<Long, String> ids, long object) {
        var id = ids.get(object);
        if (id == null) {
            throw new IllegalStateException("The object " + object + " has versions and no id.");
        }
        return id;
    }
}
