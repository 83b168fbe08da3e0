package theriac.hub.situation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.Position;
import theriac.stix.StixId;

/// Statements over the ledger that only the situation needs.
final class SituationSql {

    private static final int MOST_FILES = 100_000;

    private final JdbcClient jdbc;

    SituationSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// "When did this organisation first get at least this far?"
    ///
    /// @param kind fetched or recognised
    /// @param by the machine, as its ledger rows name it; "": any of the organisation
    /// @param from it must have read from here on without a gap; who says nothing of where it began counts
    record Ask(long organization, LedgerEntry.Kind kind, String by, long position, long from) {}

    /// @param channel how it fetched; "" for what was recognised
    record Reached(long seq, String channel) {}

    /// Answers many questions in one statement: each is one probe of the index `ledger_progress`.
    ///
    /// @return by question; one that was never reached is absent
    Map<Ask, Reached> reached(Collection<Ask> questions, long[] visible) {
        var asks = List.copyOf(questions);
        var answers = new HashMap<Ask, Reached>();
        jdbc.sql("""
                        select a.n, l.seq, l.channel
                        from unnest(:organizations::bigint[], :kinds::text[], :bys::text[], :seqs::bigint[],
                                    :moments::text[]::timestamptz[], :froms::text[]::timestamptz[])
                             with ordinality a (organization, kind, by, seq, moment, begin, n)
                        cross join lateral (
                          select x.seq, coalesce(x.detail ->> 'channel', '') as channel
                          from ledger x
                          where x.organization_id = a.organization and x.kind = a.kind
                            and x.kind in ('fetched', 'recognised') and x.seq >= a.seq
                            and x.audience_id = any(:visible)
                            and (x.detail ->> 'position')::timestamptz >= a.moment
                            and (x.detail ->> 'from' is null or (x.detail ->> 'from')::timestamptz <= a.begin)
                            and x.detail ->> 'file' is null
                            and (a.by = '' or x.detail ->> 'by' = a.by)
                          order by x.seq limit 1) l""")
                .param("organizations", asks.stream().map(Ask::organization).toArray(Long[]::new))
                .param("kinds", asks.stream().map(a -> a.kind().text()).toArray(String[]::new))
                .param("bys", asks.stream().map(Ask::by).toArray(String[]::new))
                .param("seqs", asks.stream().map(Ask::position).toArray(Long[]::new))
                .param(
                        "moments",
                        asks.stream()
                                .map(a -> Position.at(a.position()).toString())
                                .toArray(String[]::new))
                .param(
                        "froms",
                        asks.stream().map(a -> Position.at(a.from()).toString()).toArray(String[]::new))
                .param("visible", boxed(visible))
                .query(row -> {
                    answers.put(asks.get(row.getInt(1) - 1), new Reached(row.getLong(2), row.getString(3)));
                });
        return answers;
    }

    /// What fetched files held of warnings. A file is never taken for everything before its place, whatever earlier
    /// versions of the hub wrote down.
    ///
    /// @return by report and organisation
    Map<StixId, Map<Long, FilesTaken>> files(Collection<StixId> reports, long[] visible) {
        var files = new HashMap<StixId, Map<Long, FilesTaken>>();
        jdbc.sql("""
                        select o.stix_id, l.organization_id, l.seq, l.detail ->> 'file', l.detail ->> 'holds'
                        from object o join ledger l on l.object_key = o.key
                        where o.stix_id = any(:reports) and l.kind = 'fetched'
                          and l.kind not in ('claimed', 'revised') and l.audience_id = any(:visible)
                          and l.detail ->> 'holds' is not null
                        order by l.seq limit :limit""")
                .param("reports", reports.stream().map(StixId::text).toArray(String[]::new))
                .param("visible", boxed(visible))
                .param("limit", MOST_FILES)
                .query(row -> {
                    files.computeIfAbsent(StixId.of(row.getString(1)), report -> new HashMap<>())
                            .computeIfAbsent(row.getLong(2), organization -> new FilesTaken())
                            .add(
                                    row.getLong(3),
                                    row.getString(4),
                                    BitSet.valueOf(HexFormat.of().parseHex(row.getString(5))));
                });
        return files;
    }

    /// @param times how often the organisation saw one of the indicators, as it counted
    /// @param firstSeq when the hub first heard of it
    record Sighted(long times, long firstSeq) {}

    /// Sightings of any of these indicators by organisation. A sighting that was sent again with another count counts
    /// once, with its newest.
    Map<Long, Sighted> sighted(Collection<StixId> indicators, long[] visible) {
        var sighted = new HashMap<Long, Sighted>();
        jdbc.sql("""
                        select organization_id, sum(times), min(first_seq)
                        from (select l.organization_id, min(l.seq) as first_seq,
                                     (array_agg((l.detail ->> 'count')::bigint order by l.seq desc))[1] as times
                              from object o
                              join ledger l on l.object_key = o.key
                              where o.stix_id = any(:ids) and l.kind = 'sighted'
                                and l.kind not in ('claimed', 'revised') and l.audience_id = any(:visible)
                              group by l.organization_id, l.object_key, l.detail ->> 'sighting') s
                        group by organization_id limit 10000""")
                .param("ids", indicators.stream().map(StixId::text).toArray(String[]::new))
                .param("visible", boxed(visible))
                .query(row -> {
                    sighted.put(row.getLong(1), new Sighted(row.getLong(2), row.getLong(3)));
                });
        return sighted;
    }

    private static Long[] boxed(long[] keys) {
        return Arrays.stream(keys).boxed().toArray(Long[]::new);
    }
}
