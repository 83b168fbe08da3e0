package theriac.hub.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over what the desk does with reports among themselves: who follows whom, whose hands they are
/// in, what waits and since when.
final class TriageSql {

    private final JdbcClient jdbc;

    TriageSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A report whose readers learn that something was decided.
    record Touched(UUID id, long audience) {}

    /// Those that follow it.
    List<Touched> group(long leader) {
        return jdbc.sql("select public_id, audience_id from report where leader_id = :leader order by id limit 10000")
                .param("leader", leader)
                .query((row, n) -> new Touched(row.getObject(1, UUID.class), row.getLong(2)))
                .list();
    }

    /// Those that follow it, the first first.
    ///
    /// @param own whose own reports have their name; 0: nobody's
    List<Report> followers(long leader, long[] visible, long own) {
        return jdbc.sql("select " + ReportSql.COLUMNS + ReportSql.FROM
                        + "where r.leader_id = :leader and r.audience_id = any(:visible) order by r.id limit 1000")
                .param("leader", leader)
                .param("visible", ReportSql.boxed(visible))
                .param("own", own)
                .query(ReportSql::report)
                .list();
    }

    /// Others of the same wave on which nobody has decided and that stand by themselves, the newest first.
    List<Report> alike(Report report, long[] visible, long own, int limit) {
        return jdbc.sql("select " + ReportSql.COLUMNS + ReportSql.FROM + """
                        where r.cluster_id = :cluster and not r.stands_apart and r.id <> :key and r.leader_id is null
                          and r.state in ('new', 'claimed') and r.audience_id = any(:visible)
                        order by r.id desc limit :limit""")
                .param("cluster", report.cluster())
                .param("key", report.key())
                .param("visible", ReportSql.boxed(visible))
                .param("own", own)
                .param("limit", limit)
                .query(ReportSql::report)
                .list();
    }

    /// How many follow each of these; those that nobody follows are absent.
    Map<Long, Integer> joined(Collection<Long> leaders, long[] visible) {
        var sizes = new HashMap<Long, Integer>();
        jdbc.sql("""
                        select leader_id, count(*) from report
                        where leader_id = any(:leaders) and audience_id = any(:visible)
                        group by leader_id limit 1000""")
                .param("leaders", leaders.toArray(Long[]::new))
                .param("visible", ReportSql.boxed(visible))
                .query((java.sql.ResultSet row) -> {
                    sizes.put(row.getLong(1), row.getInt(2));
                });
        return sizes;
    }

    /// What is decided about a group: a report as it is while nobody else changes it.
    ///
    /// @param leader key of the one that it follows; 0: none
    /// @param state its own
    record Locked(long key, UUID id, long leader, ReportState state, boolean question) {}

    /// Others who decide about these wait. In the order of their keys, so that nobody waits for who waits.
    List<Locked> lock(Collection<Long> keys) {
        return jdbc.sql("""
                        select id, public_id, coalesce(leader_id, 0), state, channel = 'question'
                        from report where id = any(:keys) order by id for update""")
                .param("keys", keys.toArray(Long[]::new))
                .query((row, n) -> new Locked(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getLong(3),
                        ReportState.parse(row.getString(4)).orElseThrow(),
                        row.getBoolean(5)))
                .list();
    }

    /// These, and whatever follows them, follow that one. Their own state stays as it was.
    void follow(Collection<Long> keys, long leader) {
        jdbc.sql("update report set leader_id = :leader where id = any(:keys) or leader_id = any(:keys)")
                .param("leader", leader)
                .param("keys", keys.toArray(Long[]::new))
                .update();
    }

    /// It stands by itself, in the state that it had; what it waits for begins now when somebody had it in hand.
    void stand(long key, Instant now) {
        jdbc.sql("update report set leader_id = null, acted_at = :now where id = :key")
                .param("key", key)
                .param("now", at(now))
                .update();
    }

    /// Since when and how urgently it waits, with those that follow it: what each of them said when it came.
    void count(long leader) {
        jdbc.sql("""
                        update report l set waits_from = g.first, urgency = g.hint
                        from (select min(received_at) as first,
                                     (array_agg(first_hint order by array_position(
                                         array['malicious', 'incident', 'suspicious', 'none'], first_hint)))[1] as hint
                              from report where id = :leader or leader_id = :leader) g
                        where l.id = :leader""").param("leader", leader).update();
    }

    /// Something was done with it.
    void act(long key, Instant now) {
        jdbc.sql("update report set acted_at = :now where id = :key")
                .param("key", key)
                .param("now", at(now))
                .update();
    }

    /// @param later null: it is in the queue
    void later(long key, @Nullable Instant later, Instant acted) {
        jdbc.sql("update report set later_at = :later, acted_at = :acted where id = :key")
                .param("key", key)
                .param("later", later == null ? null : at(later), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("acted", at(acted))
                .update();
    }

    void apart(long key, boolean apart) {
        jdbc.sql("update report set stands_apart = :apart where id = :key")
                .param("key", key)
                .param("apart", apart)
                .update();
    }

    /// What a page of the queue shows.
    ///
    /// @param queues which limits' reports
    /// @param keeper in whose hands; 0: anybody's and nobody's
    /// @param later those that come back later, in place of those that are there
    record Part(List<String> queues, long keeper, boolean later) {}

    /// A report of the queue, with its place there.
    record Queued(Report report, QueuePlace place) {}

    /// What is late first, and what will be late first next. Each limit's reports lie in the order of their
    /// waiting, so that as many as are shown are read of each, from the place on where the page before ended.
    List<Queued> queue(long[] visible, long own, Part part, Optional<QueuePlace> after, Instant now, int limit) {
        var place = part.later() ? "r.later_at > :now" : "(r.later_at is null or r.later_at <= :now)";
        var mine = part.keeper() == 0 ? "" : "and r.keeper_id = :keeper";
        var behind = after.isEmpty()
                ? ""
                : "and (r.since, r.id) > (cast(:due as timestamptz) - c.minutes * interval '1 minute', :key)";
        return jdbc.sql("with first as (select x.id, x.since + c.minutes * interval '1 minute' as due"
                        + """
                         from report_limit c cross join lateral (
                            select r.id, r.since from report r
                            where r.queue = c.code and r.audience_id = any(:visible)
                              and %s %s %s
                            order by r.since, r.id limit :limit) x
                        where c.code = any(:queues) order by due, x.id limit :limit)
                        """.formatted(place, mine, behind)
                        + "select first.due, " + ReportSql.COLUMNS + ReportSql.FROM
                        + "join first on first.id = r.id order by first.due, r.id limit :limit")
                .param("visible", ReportSql.boxed(visible))
                .param("own", own)
                .param("queues", part.queues().toArray(String[]::new))
                .param("keeper", part.keeper())
                .param("now", at(now))
                .param("due", at(after.map(QueuePlace::due).orElse(now)))
                .param("key", after.map(QueuePlace::key).orElse(0L))
                .param("limit", limit)
                .query((row, n) -> {
                    var report = ReportSql.report(row, n);
                    var due = row.getObject("due", OffsetDateTime.class).toInstant();
                    return new Queued(report, new QueuePlace(due, report.key()));
                })
                .list();
    }

    /// Each at most as many as are counted.
    ///
    /// @param waiting on which nobody has decided, without those that come back later
    /// @param late of these, for longer than their limit
    /// @param later that come back later
    /// @param mine of those that wait, in the hands of who asks
    record Counts(int waiting, int late, int later, int mine) {}

    /// @param most so many are counted
    Counts counts(long[] visible, long keeper, Instant now, int most) {
        return jdbc.sql("""
                        select least(:most, sum(n.waiting)), least(:most, sum(n.late)), sum(n.later),
                               (select count(*) from (select 1 from report m
                                where m.queue = 'claimed' and m.keeper_id = :keeper and m.audience_id = any(:visible)
                                  and (m.later_at is null or m.later_at <= :now) limit :most) hers)
                        from report_limit c cross join lateral (
                            select (select count(*) from (select 1 from report r
                                    where r.queue = c.code and r.audience_id = any(:visible)
                                      and (r.later_at is null or r.later_at <= :now) limit :most) w) as waiting,
                                   (select count(*) from (select 1 from report r
                                    where r.queue = c.code and r.audience_id = any(:visible)
                                      and (r.later_at is null or r.later_at <= :now)
                                      and r.since <= cast(:now as timestamptz) - c.minutes * interval '1 minute'
                                    limit :most) l) as late,
                                   (select count(*) from (select 1 from report r
                                    where c.code = 'claimed' and r.queue = c.code and r.audience_id = any(:visible)
                                      and r.later_at > :now limit :most) a) as later) n""")
                .param("visible", ReportSql.boxed(visible))
                .param("keeper", keeper)
                .param("now", at(now))
                .param("most", most)
                .query((row, n) -> new Counts(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .single();
    }

    /// After how long a report is late, by limit.
    Map<String, Duration> limits() {
        var limits = new HashMap<String, Duration>();
        jdbc.sql("select code, minutes from report_limit limit 100").query((java.sql.ResultSet row) -> {
            limits.put(row.getString(1), Duration.ofMinutes(row.getInt(2)));
        });
        return limits;
    }

    void limit(String code, Duration after) {
        jdbc.sql("update report_limit set minutes = :minutes where code = :code")
                .param("code", code)
                .param("minutes", after.toMinutes())
                .update();
    }

    /// Something that the desk did with a report; see the table for kinds.
    record Entry(Instant at, String by, String kind, String subject, String text) {}

    void enter(long report, long account, String kind, String subject, String text, Instant now) {
        jdbc.sql("""
                        insert into report_entry (report_id, at, account_id, kind, subject, text)
                        values (:report, :now, :account, :kind, :subject, :text)""")
                .param("report", report)
                .param("now", at(now))
                .param("account", account)
                .param("kind", kind)
                .param("subject", subject)
                .param("text", text.replace("\0", ""))
                .update();
    }

    /// In the order in which they were done.
    List<Entry> entries(long report) {
        return jdbc.sql("""
                        select e.at, a.name, e.kind, e.subject, e.text
                        from report_entry e join account a on a.id = e.account_id
                        where e.report_id = :report order by e.id limit 1000""")
                .param("report", report)
                .query((row, n) -> new Entry(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    /// What was last said with each of these; those without a word are absent.
    Map<Long, String> notes(Collection<Long> reports) {
        var notes = new HashMap<Long, String>();
        jdbc.sql("""
                        select distinct on (report_id) report_id, text from report_entry
                        where report_id = any(:reports) and text <> '' order by report_id, id desc limit 1000""").param("reports", reports.toArray(Long[]::new)).query((java.sql.ResultSet row) -> {
            notes.put(row.getLong(1), row.getString(2));
        });
        return notes;
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
