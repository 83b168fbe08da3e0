package theriac.hub.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import theriac.hub.db.Database;

/// Statements of [Landscape]. A relationship counts only where the viewer sees its effective version.
final class LandscapeSql {

    private final Database database;

    LandscapeSql(Database database) {
        this.database = database;
    }

    /// @param thing key of what does it
    /// @param end the place or the sector
    /// @param seq when the newest visible claim of it arrived
    record Tie(long thing, String end, String relation, long seq) {}

    /// What visible relationships that arrived since a place say about these ends, the newest first.
    ///
    /// @param things types of what does it
    /// @param perEnd the newest relationships of one end that are looked at
    List<Tie> ties(
            Collection<String> ends, List<String> relations, Integer[] things, long from, long[] visible, int perEnd) {
        return database.jdbc()
                .sql("""
                        select other.target_key, o.stix_id, v.name, e.added
                        from unnest(:ends::text[]) i
                        join object o on o.stix_id = i
                        cross join lateral (
                          select x.object_key, x.version_key from object_reference x
                          where x.target_key = o.key and x.property = 'target_ref'
                          order by x.object_key desc limit :perEnd) one
                        cross join lateral (select * from version x where x.key = one.version_key offset 0) v
                        join object_reference other
                          on other.version_key = one.version_key and other.property = 'source_ref'
                        join object thing on thing.key = other.target_key and thing.type_id = any(:things::int[])
                        cross join lateral %s e
                        where v.name = any(:relations::text[])
                          and e.version_key = one.version_key and not e.revoked and e.added >= :from
                        order by e.added desc, 1, 2, 3 limit 100000""".formatted(QuerySql.EFFECTIVE.formatted("one.object_key")))
                .param("ends", ends.toArray(String[]::new))
                .param("relations", relations.toArray(String[]::new))
                .param("things", things)
                .param("from", from)
                .param("visible", visible)
                .param("perEnd", perEnd)
                .query((row, n) -> new Tie(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)))
                .list();
    }

    /// @param span number of spans before `to`, 0: the last one
    /// @param objects how many objects of the type arrived in it, each counted once per span
    /// @param last of what was counted of the type in all spans, the place of the oldest
    record Arrived(int type, int span, long objects, long looked, long last) {}

    /// What arrived of these types in spans of a length before a place.
    ///
    /// @param most the newest of each type that are looked at
    List<Arrived> arrived(Integer[] types, long from, long to, long length, long[] visible, int most) {
        return database.jdbc()
                .sql("""
                        select t, s.span, s.objects, s.looked, s.last
                        from unnest(:types::int[]) t
                        cross join lateral (
                          select ((:to - 1 - c.seq) / :length)::int as span, count(distinct c.object_key)
                                   filter (where c.audience_id = any(:visible)) as objects,
                                 sum(count(*)) over ()::bigint as looked, min(min(c.seq)) over () as last
                          from (select x.seq, x.object_key, x.audience_id from claim x
                                where x.type_id = t and x.seq >= :from and x.seq < :to and x.withdrawn_seq is null
                                order by x.seq desc limit :most) c
                          group by 1) s
                        order by 1, 2 limit 10000""")
                .param("types", types)
                .param("from", from)
                .param("to", to)
                .param("length", length)
                .param("visible", visible)
                .param("most", most)
                .query((row, n) ->
                        new Arrived(row.getInt(1), row.getInt(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list();
    }

    /// @param now in how many reports that arrived since the place in the middle
    /// @param before in how many that arrived before it
    record Named(long object, int now, int before) {}

    /// What visible reports name, that which more of them name first.
    ///
    /// @param report types of reports
    /// @param things types of what is named
    /// @param most the newest reports that are looked at
    /// @param shown by which object another one is shown, where they are one thing: a report of both counts once
    List<Named> named(
            Integer[] report,
            Integer[] things,
            long from,
            long middle,
            long[] visible,
            int most,
            int limit,
            Map<Long, Long> shown) {
        return database.jdbc()
                .sql("""
                        select coalesce(m.shown, r.target_key),
                               count(distinct c.object_key) filter (where c.seq >= :middle),
                               count(distinct c.object_key) filter (where c.seq < :middle)
                        from (select x.seq, x.object_key, x.version_key from claim x
                              where x.type_id = any(:report::int[]) and x.seq >= :from and x.withdrawn_seq is null
                                and x.audience_id = any(:visible)
                              order by x.seq desc limit :most) c
                        cross join lateral (select * from version x where x.key = c.version_key offset 0) v
                        join object_reference r on r.version_key = c.version_key and r.property = 'object_refs'
                        join object o on o.key = r.target_key and o.type_id = any(:things::int[])
                        left join unnest(:members::bigint[], :shown::bigint[]) m (member, shown)
                          on m.member = r.target_key
                        where not v.revoked
                        group by 1 having count(*) filter (where c.seq >= :middle) > 0
                        order by 2 desc, 3, 1 limit :limit""")
                .param("report", report)
                .param("things", things)
                .param("from", from)
                .param("middle", middle)
                .param("visible", visible)
                .param("most", most)
                .param("limit", limit)
                .param("members", shown.keySet().toArray(Long[]::new))
                .param("shown", shown.values().toArray(Long[]::new))
                .query((row, n) -> new Named(row.getLong(1), row.getInt(2), row.getInt(3)))
                .list();
    }
}
