package theriac.hub.knowledge;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// Statements of [Alerts].
final class AlertSql {

    /// A person may see a question, and is asked it, as long as it is her own or shared with her.
    private static final String WATCHED = """
            from query_watch w
            join saved_query q on q.id = w.query_id
            join account a on a.id = w.account_id and a.organization_id = q.organization_id and a.disabled_at is null
            where (q.shared or q.account_id = w.account_id)""";

    private final Database database;

    AlertSql(Database database) {
        this.database = database;
    }

    /// Who is asked what.
    ///
    /// @param since what happened up to here is not told
    record Watch(long key, long account, long since, String query) {}

    List<Watch> watches() {
        return database.jdbc()
                .sql("select w.id, w.account_id, w.since, q.query " + WATCHED + " order by w.id limit 100000")
                .query((row, n) -> new Watch(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)))
                .list();
    }

    /// How a person is told about a question.
    ///
    /// @param told the place up to which a person who looks knows everything
    record Told(long key, UUID query, String name, String text, String mail, long told) {}

    List<Told> told(long account) {
        return told(account, "", Map.of());
    }

    /// Those of which a mail is due; taken until the end of the transaction.
    List<Told> due(long account, Instant now) {
        return told(account, " and w.mail_due <= :now", Map.of("now", at(now)));
    }

    private List<Told> told(long account, String condition, Map<String, Object> parameters) {
        boolean mail = !condition.isEmpty();
        var place = mail ? "greatest(w.looked, w.mailed)" : "w.looked";
        return database.jdbc()
                .sql("select w.id, q.public_id, q.name, q.query, w.mail, " + place + " " + WATCHED
                        + " and w.account_id = :account" + condition
                        + " order by folded(q.name), w.id limit 1000" + (mail ? " for update of w" : ""))
                .param("account", account)
                .params(parameters)
                .query((row, n) -> new Told(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6)))
                .list();
    }

    /// How many other questions somebody is told about.
    int others(long account, UUID query) {
        return database.jdbc()
                .sql("""
                        select count(*) from query_watch w join saved_query q on q.id = w.query_id
                        where w.account_id = :account and q.public_id <> :query""")
                .param("account", account)
                .param("query", query)
                .query(Integer.class)
                .single();
    }

    boolean nobodyWatches() {
        return database.jdbc()
                .sql("select not exists (select from query_watch)")
                .query(Boolean.class)
                .single();
    }

    void watch(UUID query, long account, String mail, long head) {
        database.jdbc()
                .sql("""
                        insert into query_watch (query_id, account_id, since, looked, mail, mailed)
                        select q.id, :account, :head, :head, :mail, :head from saved_query q where q.public_id = :query
                        on conflict (query_id, account_id) do update
                        set mail = excluded.mail, mailed = excluded.mailed, mail_due = null""")
                .param("query", query)
                .param("account", account)
                .param("mail", mail)
                .param("head", head)
                .update();
    }

    void stop(UUID query, long account) {
        database.jdbc().sql("""
                        delete from query_watch where account_id = :account
                          and query_id = (select id from saved_query where public_id = :query)""").param("query", query).param("account", account).update();
    }

    /// Another question is asked: what the old one chose is forgotten.
    void anew(UUID query, long head) {
        database.jdbc().sql("""
                        with w as (
                          update query_watch set since = :head, looked = :head, mailed = :head, mail_due = null
                          where query_id = (select id from saved_query where public_id = :query) returning id)
                        delete from query_alert where watch_id in (select id from w)""").param("query", query).param("head", head).update();
    }

    void looked(UUID query, long account, long upTo) {
        database.jdbc()
                .sql("""
                        update query_watch w
                        set looked = greatest(looked, :upTo),
                            mail_due = case when exists (select from query_alert a where a.watch_id = w.id
                                                           and a.seq > greatest(w.looked, w.mailed, :upTo))
                                       then mail_due end
                        where account_id = :account
                          and query_id = (select id from saved_query where public_id = :query)""")
                .param("query", query)
                .param("account", account)
                .param("upTo", upTo)
                .update();
    }

    /// An object that a question newly chooses.
    ///
    /// @param seq what made it an answer
    record Alert(long watch, StixId object, long seq) {}

    /// @param most how many of each are kept, the newest
    void insert(List<Alert> alerts, int most) {
        database.jdbc()
                .sql("""
                        insert into query_alert (watch_id, stix_id, seq)
                        select * from unnest(:watches::bigint[], :objects::text[], :seqs::bigint[])
                        on conflict (watch_id, stix_id) do update set seq = excluded.seq""")
                .param("watches", alerts.stream().map(Alert::watch).toArray(Long[]::new))
                .param(
                        "objects",
                        alerts.stream().map(one -> one.object().text()).toArray(String[]::new))
                .param("seqs", alerts.stream().map(Alert::seq).toArray(Long[]::new))
                .update();
        database.jdbc()
                .sql("""
                        delete from query_alert a using unnest(:watches::bigint[]) w
                        where a.watch_id = w and a.seq < (select x.seq from query_alert x where x.watch_id = w
                                                          order by x.seq desc offset :most - 1 limit 1)""")
                .param("watches", alerts.stream().map(Alert::watch).distinct().toArray(Long[]::new))
                .param("most", most)
                .update();
    }

    /// Says when a mail goes for those who wish one and wait for none yet.
    ///
    /// @param morning when digests go
    /// @param pause between two mails to one person
    void due(Collection<Long> watches, Instant now, Instant morning, Duration pause) {
        database.jdbc()
                .sql("""
                        update query_watch w
                        set mail_due = case mail when 'daily' then :morning::timestamptz else greatest(:now::timestamptz,
                              (select max(x.mailed_at) from query_watch x
                               where x.account_id = w.account_id and x.mail = 'at-once') + :pause * interval '1 second')
                            end
                        where w.id = any(:watches::bigint[]) and w.mail <> 'none' and w.mail_due is null""")
                .param("watches", watches.toArray(Long[]::new))
                .param("now", at(now))
                .param("morning", at(morning))
                .param("pause", pause.toSeconds())
                .update();
    }

    /// Of each, the newest that came after the place up to which was told, by watch and newest first.
    Map<Long, List<Alert>> newest(List<Told> told, int limit) {
        var newest = new HashMap<Long, List<Alert>>();
        database.jdbc()
                .sql("""
                        select w.id, n.stix_id, n.seq
                        from unnest(:watches::bigint[], :places::bigint[]) w (id, place) cross join lateral (
                          select a.stix_id, a.seq from query_alert a
                          where a.watch_id = w.id and a.seq > w.place order by a.seq desc limit :limit) n
                        order by w.id, n.seq desc""")
                .param("watches", told.stream().map(Told::key).toArray(Long[]::new))
                .param("places", told.stream().map(Told::told).toArray(Long[]::new))
                .param("limit", limit)
                .query(row -> {
                    newest.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                            .add(new Alert(row.getLong(1), StixId.of(row.getString(2)), row.getLong(3)));
                });
        return newest;
    }

    /// Somebody to whom a mail is due, taken until the end of the transaction; others skip her.
    Optional<Long> dueTo(Instant now) {
        return database.jdbc().sql("""
                        select account_id from query_watch where mail_due <= :now
                        order by mail_due limit 1 for update skip locked""").param("now", at(now)).query(Long.class).optional();
    }

    /// What was due to somebody is told, or there is nobody to tell any more.
    void mailed(long account, Instant now) {
        database.jdbc().sql("""
                        update query_watch w
                        set mail_due = null, mailed_at = :now,
                            mailed = greatest(mailed, (select max(a.seq) from query_alert a where a.watch_id = w.id))
                        where account_id = :account and mail_due <= :now""").param("account", account).param("now", at(now)).update();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
