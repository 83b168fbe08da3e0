package theriac.hub.intake;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.stix.value.NormalValue;

/// Statements over `report`, `report_band`, `report_code` and `report_value`. What the desk does with
/// reports among themselves is in [TriageSql].
final class ReportSql {

    static final String COLUMNS = """
            r.id, r.public_id, case when told.name then r.organization_id else 0 end as organization_id,
            case when told.name then o.name else '' end as organization, r.anonymous, r.channel, r.sender, r.received_at, r.raw,
            r.audience_id, r.cluster_id, r.stands_apart, l.state, k.name as keeper, l.reason, l.publication,
            r.leader_id, l.public_id as leader, l.queue, l.since, l.later_at, l.keeper_id,
            array(select c.picture from report_code c where c.report_id = r.id order by c.place) as pictures,
            array(select c.content from report_code c where c.report_id = r.id order by c.place) as codes""";

    /// Whose name is not passed on has none but for itself: no statement reads it unasked. What was decided
    /// is read of `l`, which is the report itself or the one that it follows.
    static final String FROM = """
             from report r join report l on l.id = coalesce(r.leader_id, r.id)
             join organization o on o.id = r.organization_id left join account k on k.id = l.keeper_id
             cross join lateral (select not r.anonymous or r.organization_id = :own as name) told
            """;

    private final JdbcClient jdbc;

    ReportSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param account 0 for a machine
    record NewReport(
            UUID id,
            long organization,
            long account,
            long audience,
            boolean anonymous,
            String channel,
            String sender,
            byte[] raw,
            Shingles fingerprint,
            String hint,
            Instant now) {}

    long insert(NewReport report) {
        return jdbc.sql("""
                        insert into report (public_id, organization_id, account_id, audience_id, anonymous, channel,
                                            sender, received_at, waits_from, raw, fingerprint, first_hint, urgency, state)
                        values (:id, :organization, nullif(:account, 0), :audience, :anonymous, :channel, :sender,
                                :now, :now, :raw, :fingerprint, :hint, :hint, 'new')
                        returning id""")
                .param("id", report.id())
                .param("organization", report.organization())
                .param("account", report.account())
                .param("audience", report.audience())
                .param("anonymous", report.anonymous())
                .param("channel", report.channel())
                .param("sender", report.sender())
                .param("now", report.now().atOffset(ZoneOffset.UTC))
                .param("raw", report.raw())
                .param("hint", report.hint())
                .param(
                        "fingerprint",
                        Arrays.stream(report.fingerprint().hashes()).boxed().toArray(Integer[]::new))
                .query(Long.class)
                .single();
    }

    void insertTraces(long report, Shingles fingerprint, Collection<NormalValue> values) {
        jdbc.sql("""
                        insert into report_band (band, hash, report_id)
                        select place, hash, :report from unnest(:hashes::bigint[]) with ordinality as b(hash, place)""")
                .param("report", report)
                .param("hashes", Arrays.stream(fingerprint.bands()).boxed().toArray(Long[]::new))
                .update();
        jdbc.sql("""
                        insert into report_value (kind, value, report_id)
                        select kind, value, :report from unnest(:kinds::text[], :values::text[]) as v(kind, value)
                        on conflict do nothing""")
                .param("report", report)
                .param("kinds", values.stream().map(v -> v.kind().code()).toArray(String[]::new))
                .param("values", values.stream().map(NormalValue::text).toArray(String[]::new))
                .update();
    }

    void insertCodes(long report, List<PictureCode> codes) {
        jdbc.sql("""
                        insert into report_code (report_id, place, picture, content)
                        select :report, place, picture, content
                        from unnest(:pictures::text[], :contents::text[]) with ordinality as c(picture, content, place)""")
                .param("report", report)
                .param("pictures", codes.stream().map(PictureCode::picture).toArray(String[]::new))
                .param("contents", codes.stream().map(PictureCode::text).toArray(String[]::new))
                .update();
    }

    /// A report that could be of the same wave.
    ///
    /// @param common how many suspicious values both have
    record Neighbour(long cluster, Shingles fingerprint, long common) {}

    /// The newest 50 of each band and of each value: a wave of any size is read no further, and who
    /// is of the wave tells which it is. What somebody took out of its wave tells nothing.
    List<Neighbour> neighbours(long report, long[] bands, Collection<NormalValue> values) {
        return jdbc.sql("""
                        with near as (
                          select b.report_id, 0 as common
                          from unnest(:hashes::bigint[]) with ordinality as w(hash, place)
                          cross join lateral (select x.report_id from report_band x
                                              where x.band = w.place and x.hash = w.hash and x.report_id < :report
                                              order by x.report_id desc limit 50) b
                          union all
                          select v.report_id, 1
                          from unnest(:kinds::text[], :values::text[]) as w(kind, value)
                          cross join lateral (select x.report_id from report_value x
                                              where x.kind = w.kind and x.value = w.value and x.report_id < :report
                                              order by x.report_id desc limit 50) v)
                        select r.cluster_id, r.fingerprint, sum(n.common) as common
                        from near n join report r on r.id = n.report_id and not r.stands_apart
                        group by r.id order by r.id limit 2000""")
                .param("report", report)
                .param("hashes", Arrays.stream(bands).boxed().toArray(Long[]::new))
                .param("kinds", values.stream().map(v -> v.kind().code()).toArray(String[]::new))
                .param("values", values.stream().map(NormalValue::text).toArray(String[]::new))
                .query((row, number) -> new Neighbour(
                        row.getLong(1),
                        new Shingles(ints((Integer[]) row.getArray(2).getArray())),
                        row.getLong(3)))
                .list();
    }

    void join(long report, long cluster) {
        jdbc.sql("update report set cluster_id = :cluster where id = :report")
                .param("cluster", cluster)
                .param("report", report)
                .update();
    }

    /// @param own whose own reports have their name; 0: nobody's
    Optional<Report> find(UUID id, long[] visible, long own) {
        return jdbc.sql("select " + COLUMNS + FROM + "where r.public_id = :id and r.audience_id = any(:visible)")
                .param("id", id)
                .param("own", own)
                .param("visible", boxed(visible))
                .query(ReportSql::report)
                .optional();
    }

    /// Whose report it is, for who wrote down why she must know.
    Optional<Long> reporter(UUID id, long[] visible) {
        return jdbc.sql("select organization_id from report where public_id = :id and audience_id = any(:visible)")
                .param("id", id)
                .param("visible", boxed(visible))
                .query(Long.class)
                .optional();
    }

    /// Newest first.
    ///
    /// @param own whose own reports have their name; 0: nobody's
    /// @param desk whether a report that follows another is not shown beside it
    /// @param states any of them; all of them is no condition, so that the newest are simply the newest
    /// @param before only reports older than this key; [Long#MAX_VALUE] for the first page
    List<Report> list(long[] visible, long own, boolean desk, Set<ReportState> states, long before, int limit) {
        boolean any = states.size() == ReportState.values().length;
        var stands = desk ? "r.leader_id is null and " : "";
        var state = any ? "" : (desk ? "r" : "l") + ".state = any(:states) and ";
        return jdbc.sql("select " + COLUMNS + FROM + "where " + stands + state + """
                        r.id < :before and r.audience_id = any(:visible)
                        order by r.id desc limit :limit""")
                .param("visible", boxed(visible))
                .param("own", own)
                .param("states", states.stream().map(ReportState::text).toArray(String[]::new))
                .param("before", before)
                .param("limit", limit)
                .query(ReportSql::report)
                .list();
    }

    /// Of a member's own few; what waits at the desk is counted by [TriageSql#counts].
    int open(long[] visible) {
        return jdbc.sql("""
                        select count(*) from report r join report l on l.id = coalesce(r.leader_id, r.id)
                        where l.state in ('new', 'claimed') and r.audience_id = any(:visible)""")
                .param("visible", boxed(visible))
                .query(Integer.class)
                .single();
    }

    /// How many visible reports of messages came in, by channel; questions are none.
    java.util.Map<String, Integer> received(long[] visible, Instant from, Instant until) {
        var counts = new java.util.TreeMap<String, Integer>();
        jdbc.sql("""
                        select channel, count(*) from report
                        where audience_id = any(:visible) and received_at >= :from and received_at < :until
                          and channel <> 'question'
                        group by channel limit 100""")
                .param("visible", boxed(visible))
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((java.sql.ResultSet row) -> {
                    counts.put(row.getString(1), row.getInt(2));
                });
        return counts;
    }

    /// How many visible reports each of these waves has.
    java.util.Map<Long, Integer> clusterSizes(Collection<Long> clusters, long[] visible) {
        var sizes = new java.util.HashMap<Long, Integer>();
        jdbc.sql("""
                        select cluster_id, count(*) as size from report
                        where cluster_id = any(:clusters) and not stands_apart and audience_id = any(:visible)
                        group by cluster_id limit 1000""")
                .param("clusters", clusters.toArray(Long[]::new))
                .param("visible", boxed(visible))
                .query((java.sql.ResultSet row) -> {
                    sizes.put(row.getLong(1), row.getInt(2));
                });
        return sizes;
    }

    /// Changes the state if it is still one of those expected and nobody else's decides for it.
    ///
    /// @param keeper 0: nobody
    /// @return false when somebody was faster
    boolean move(long report, List<ReportState> from, ReportState to, long keeper, String reason, Instant now) {
        return jdbc.sql("""
                                update report set state = :to, keeper_id = nullif(:keeper, 0), reason = :reason,
                                                  acted_at = :now, later_at = null
                                where id = :report and state = any(:from) and leader_id is null""")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("to", to.text())
                        .param("keeper", keeper)
                        .param("reason", reason)
                        .param("report", report)
                        .param("from", from.stream().map(ReportState::text).toArray(String[]::new))
                        .update()
                == 1;
    }

    /// The draft of a report was thrown away: it waits again. Nothing happens when it belongs to another
    /// by now.
    void release(UUID report, UUID publication) {
        jdbc.sql("""
                        update report set state = 'new', publication = null, keeper_id = null
                        where public_id = :report and state = 'drafted' and publication = :publication""").param("report", report).param("publication", publication).update();
    }

    /// The draft is back; nothing happens when somebody decided about the report meanwhile.
    void takeAgain(UUID report, UUID publication) {
        jdbc.sql("""
                        update report set state = 'drafted', publication = :publication
                        where public_id = :report and state in ('new', 'claimed') and leader_id is null""").param("report", report).param("publication", publication).update();
    }

    void link(long report, UUID publication) {
        jdbc.sql("update report set publication = :publication where id = :report")
                .param("publication", publication)
                .param("report", report)
                .update();
    }

    static Long[] boxed(long[] keys) {
        return Arrays.stream(keys).boxed().toArray(Long[]::new);
    }

    private static int[] ints(Integer[] boxed) {
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }

    private static List<PictureCode> codes(ResultSet row) throws SQLException {
        var pictures = (String[]) row.getArray("pictures").getArray();
        var codes = (String[]) row.getArray("codes").getArray();
        return IntStream.range(0, codes.length)
                .mapToObj(place -> new PictureCode(pictures[place], codes[place]))
                .toList();
    }

    static Report report(ResultSet row, int number) throws SQLException {
        return new Report(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("organization_id"),
                row.getString("organization"),
                row.getBoolean("anonymous"),
                row.getString("channel"),
                row.getString("sender"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                new String(row.getBytes("raw"), StandardCharsets.UTF_8),
                codes(row),
                row.getLong("audience_id"),
                row.getLong("cluster_id"),
                ReportState.parse(row.getString("state")).orElseThrow(),
                Optional.ofNullable(row.getString("keeper")),
                row.getString("reason"),
                Optional.ofNullable(row.getObject("publication", UUID.class)),
                place(row));
    }

    private static Report.Place place(ResultSet row) throws SQLException {
        long leader = row.getLong("leader_id");
        return new Report.Place(
                leader,
                leader == 0 ? Optional.empty() : Optional.of(row.getObject("leader", UUID.class)),
                Optional.ofNullable(row.getString("queue")),
                moment(row, "since").orElseThrow(),
                moment(row, "later_at"),
                row.getLong("keeper_id"),
                row.getBoolean("stands_apart"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
