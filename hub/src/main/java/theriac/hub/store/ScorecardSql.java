package theriac.hub.store;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import theriac.hub.db.Database;

/// Statements of [Scorecards].
final class ScorecardSql {

    /// The values of the newest claims of a source, and who else has them: of each value the first twenty claims.
    private static final String SHARED = """
            with mine as materialized
                 (select c.version_key, c.seq from claim c
                  where c.source_id = :source and c.withdrawn_seq is null and c.audience_id = any(:visible)
                  order by c.seq desc limit :sample),
                 valued as materialized
                 (select v.kind, v.value, min(m.seq) as seq
                  from mine m join value_index v on v.version_key = m.version_key
                  group by v.kind, v.value limit 5000),
                 other as materialized
                 (select d.kind, d.value, d.seq, o.source_id, o.seq as other_seq
                  from valued d cross join lateral
                       (select c.source_id, c.seq
                        from value_index w
                             join claim c on c.object_key = w.object_key and c.version_key = w.version_key
                        where w.value = d.value and w.kind = d.kind and c.source_id <> :source
                          and c.withdrawn_seq is null and c.audience_id = any(:visible)
                        limit 20) o)
            """;

    /// The newest claims of a source.
    private static final String NEWEST = """
            with mine as materialized
                 (select c.object_key, c.version_key from claim c
                  where c.source_id = :source and c.withdrawn_seq is null and c.audience_id = any(:visible)
                  order by c.seq desc limit :sample)
            """;

    private final Database database;

    ScorecardSql(Database database) {
        this.database = database;
    }

    record Shared(long values, long shared, Optional<Duration> later) {}

    long count(long source, long[] visible, long since, int most) {
        return database.jdbc()
                .sql("""
                        select count(*) from
                            (select from claim
                             where source_id = :source and seq >= :since and withdrawn_seq is null
                               and audience_id = any(:visible) limit :most) c""")
                .param("source", source)
                .param("since", since)
                .param("visible", visible)
                .param("most", most)
                .query(Long.class)
                .single();
    }

    Shared shared(long source, long[] visible, int sample) {
        return database.jdbc()
                .sql(SHARED + """
                        select (select count(*) from valued) as all_values, count(*) as shared,
                               percentile_disc(0.5) within group (order by seq - first_other) as later
                        from (select seq, min(other_seq) as first_other from other group by kind, value, seq) s""")
                .param("source", source)
                .param("visible", visible)
                .param("sample", sample)
                .query((row, n) -> new Shared(
                        row.getLong("all_values"),
                        row.getLong("shared"),
                        Optional.ofNullable(row.getObject("later", Long.class))
                                .map(micros -> Duration.of(micros, ChronoUnit.MICROS))))
                .single();
    }

    long listed(long source, long[] visible, int sample) {
        return sampled(source, visible, sample, NEWEST + """
                select count(*) from mine m join version v on v.key = m.version_key
                where exists (select from unnest(v.labels) l where l like 'listed:%')""");
    }

    /// Of each claim at most the first fifty that refer to its object are looked at.
    long disputed(long source, long[] visible, int sample) {
        return sampled(source, visible, sample, NEWEST + """
                select count(*) from mine m
                where exists
                      (select from
                           (select r.version_key, r.object_key from object_reference r
                            where r.target_key = m.object_key and r.property like '%object_refs' limit 50) r
                           join claim c on c.object_key = r.object_key and c.version_key = r.version_key
                           join object_type t on t.id = c.type_id and t.name = 'opinion'
                           join version v on v.key = r.version_key
                       where c.withdrawn_seq is null and c.audience_id = any(:visible)
                         and v.json ~ '"opinion"[[:space:]]*:[[:space:]]*"(strongly-)?disagree"')""");
    }

    private long sampled(long source, long[] visible, int sample, String sql) {
        return database.jdbc()
                .sql(sql)
                .param("source", source)
                .param("visible", visible)
                .param("sample", sample)
                .query(Long.class)
                .single();
    }

    List<Scorecard.Overlap> others(long source, long[] visible, int sample) {
        return database.jdbc()
                .sql(SHARED + """
                        select s.name, count(distinct (o.kind, o.value)) as shared,
                               count(distinct (o.kind, o.value)) filter (where o.other_seq < o.seq) as earlier
                        from other o join source s on s.id = o.source_id
                        where s.audience_id = any(:visible)
                        group by s.name order by shared desc, s.name limit 10""")
                .param("source", source)
                .param("visible", visible)
                .param("sample", sample)
                .query((row, n) ->
                        new Scorecard.Overlap(row.getString("name"), row.getLong("shared"), row.getLong("earlier")))
                .list();
    }
}
