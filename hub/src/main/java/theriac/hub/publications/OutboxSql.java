package theriac.hub.publications;

import static theriac.hub.publications.PublicationSql.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.mail.SendingSql;

/// Statements over `publication_delivery`, beside those that every row has that is sent once ([#sending]).
final class OutboxSql {

    private final JdbcClient jdbc;
    private final SendingSql sending;

    OutboxSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.sending = new SendingSql(jdbc, "publication_delivery");
    }

    /// What becomes of its rows once they are leased.
    SendingSql sending() {
        return sending;
    }

    /// What was sent to whom, as people see it.
    ///
    /// @param state see the table
    /// @param edition which version was sent, see [Edition]; in the row of the portal 0
    /// @param rules by which it went there, as JSON; "" when it went to every member
    /// @param correction whether it tells that the warning was taken back
    record Row(
            long organization,
            String organizationName,
            String channel,
            int edition,
            String state,
            Instant at,
            String problem,
            String rules,
            boolean correction) {}

    /// A delivery that this process may send until its lease ends.
    ///
    /// @param digest whether it waits for a mail that tells several warnings at once
    /// @param correction whether it tells that the warning was taken back
    record Leased(
            long id,
            long publication,
            long organization,
            String channel,
            int attempts,
            boolean digest,
            boolean correction) {}

    /// Whom a warning goes to, in one statement.
    ///
    /// @param edition which version
    /// @param rules why, as JSON, by internal keys of organisations; "" when it goes to every member
    void plan(long publication, int edition, String channel, String state, Map<Long, String> rules, Instant now) {
        plan(new Plan(publication, edition, channel, state), rules, now, false);
    }

    private record Plan(long publication, int edition, String channel, String state) {}

    /// The same for a mail that tells several warnings at once.
    ///
    /// @param due when that goes out
    void planDigest(long publication, int edition, Map<Long, String> rules, Instant due) {
        plan(new Plan(publication, edition, "mail", "waiting"), rules, due, true);
    }

    private void plan(Plan plan, Map<Long, String> rules, Instant now, boolean digest) {
        var organizations = List.copyOf(rules.keySet());
        jdbc.sql("""
                        insert into publication_delivery
                               (publication_id, organization_id, channel, state, due_at, sent_at, rules, digest, edition)
                        select :publication, o.key, :channel, :state, :now, case when :state = 'sent' then :now end,
                               o.rules, :digest, :edition
                        from unnest(:organizations::bigint[], :rules::text[]) as o (key, rules)
                        on conflict do nothing""")
                .param("publication", plan.publication())
                .param("edition", plan.edition())
                .param("channel", plan.channel())
                .param("state", plan.state())
                .param("organizations", organizations.toArray(Long[]::new))
                .param("rules", organizations.stream().map(rules::get).toArray(String[]::new))
                .param("now", at(now))
                .param("digest", digest)
                .update();
    }

    List<Row> list(long publication) {
        return jdbc.sql("""
                        select d.organization_id, o.name, d.channel, d.edition, d.state, coalesce(d.sent_at, d.due_at) as at, d.problem, d.rules, d.correction
                        from publication_delivery d join organization o on o.id = d.organization_id
                        where d.publication_id = :publication order by o.name, d.channel, d.edition, d.correction limit 20000""")
                .param("publication", publication)
                .query(OutboxSql::row)
                .list();
    }

    /// Whom each publication was sent to, by its key, in order of their names.
    Map<Long, List<SentWarnings.Recipient>> recipients(List<Long> publications) {
        var recipients = new HashMap<Long, List<SentWarnings.Recipient>>();
        jdbc.sql("""
                        select d.publication_id, d.organization_id, o.name,
                               max(d.sent_at) filter (where d.channel = 'mail' and d.state = 'sent' and not d.correction)
                        from publication_delivery d join organization o on o.id = d.organization_id
                        where d.publication_id = any(:publications)
                        group by d.publication_id, d.organization_id, o.name
                        having bool_or(d.channel = 'portal' and d.state = 'sent')
                        order by o.name, d.organization_id limit 100000""").param("publications", publications.toArray(Long[]::new)).query((ResultSet row) -> {
            var mailed = Optional.ofNullable(row.getObject(4, OffsetDateTime.class));
            recipients
                    .computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                    .add(new SentWarnings.Recipient(
                            row.getLong(2), row.getString(3), mailed.map(OffsetDateTime::toInstant)));
        });
        return recipients;
    }

    /// Who has a warning since its first version (internal keys), with the rules by which it went there.
    Map<Long, String> holders(long publication) {
        var holders = new HashMap<Long, String>();
        jdbc.sql("""
                        select organization_id, rules from publication_delivery
                        where publication_id = :publication and channel = 'portal' and state = 'sent' limit 100000""").param("publication", publication).query((ResultSet row) -> {
            holders.put(row.getLong(1), row.getString(2));
        });
        return holders;
    }

    boolean isRecipient(long publication, long organization) {
        return jdbc.sql("""
                        select exists (select 1 from publication_delivery
                                       where publication_id = :publication and organization_id = :organization)""")
                .param("publication", publication)
                .param("organization", organization)
                .query(Boolean.class)
                .single();
    }

    void cancel(long publication) {
        jdbc.sql("""
                        update publication_delivery set state = 'cancelled', lease = null
                        where publication_id = :publication and state in ('waiting', 'leased', 'stopped')""").param("publication", publication).update();
    }

    /// Takes what is due for one process; others skip it, and what is stopped. All that is due in one digest comes
    /// together,
    /// also beyond the limit, so that it is one mail.
    ///
    /// @param channels as LIKE reads it: `mail`, or `webhook:%`
    List<Leased> lease(UUID lease, Instant now, Instant until, int limit, String channels) {
        return jdbc.sql("""
                        with chosen as (
                            select id, organization_id, digest from publication_delivery
                            where state = 'waiting' and channel like :channels and due_at <= :now
                              and not exists (select 1 from publication p
                                              where p.id = publication_id and p.state = 'published'
                                                and p.stopped_at is not null)
                            order by due_at, id limit :limit for update skip locked),
                        together as (
                            select id from publication_delivery
                            where state = 'waiting' and channel like :channels and due_at <= :now and digest
                              and not exists (select 1 from publication p
                                              where p.id = publication_id and p.state = 'published'
                                                and p.stopped_at is not null)
                              and organization_id in (select organization_id from chosen where digest)
                            for update skip locked)
                        update publication_delivery d
                        set state = 'leased', lease = :lease, leased_until = :until, attempts = attempts + 1
                        where id in (select id from chosen union select id from together)
                        returning d.id, d.publication_id, d.organization_id, d.channel, d.attempts, d.digest, d.correction""")
                .param("channels", channels)
                .param("lease", lease)
                .param("now", at(now))
                .param("until", at(until))
                .param("limit", limit)
                .query((row, number) -> new Leased(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getBoolean(6),
                        row.getBoolean(7)))
                .list();
    }

    /// The last moment at which nothing has left: from here on a crash makes the mail uncertain.
    ///
    /// @return false when the lease is no longer ours, or the publication was withdrawn or stopped meanwhile
    boolean begin(long id, UUID lease) {
        return jdbc.sql("""
                                update publication_delivery d set state = 'sending'
                                where id = :id and lease = :lease and state = 'leased'
                                  and exists (select 1 from publication p
                                              where p.id = publication_id
                                                and (p.state = 'published' and p.stopped_at is null
                                                     or p.state = 'withdrawn' and d.correction))""").param("id", id).param("lease", lease).update() == 1;
    }

    /// What was leased and did not begin: of a warning that is stopped it is held, otherwise it is over.
    void notBegun(long id, UUID lease) {
        jdbc.sql("""
                        update publication_delivery d set lease = null,
                               state = case when p.state = 'published' and p.stopped_at is not null
                                            then 'stopped' else 'cancelled' end
                        from publication p
                        where d.id = :id and d.lease = :lease and p.id = d.publication_id""").param("id", id).param("lease", lease).update();
    }

    /// Holds back whatever did not begin. Who is about to begin waits for this and then does not.
    ///
    /// @return how many
    int stop(long publication) {
        return jdbc.sql("""
                        update publication_delivery set state = 'stopped', lease = null
                        where publication_id = :publication and state in ('waiting', 'leased')""").param("publication", publication).update();
    }

    /// What was held back waits again, each for its own moment.
    void goOn(long publication) {
        jdbc.sql("""
                        update publication_delivery set state = case channel when 'portal' then 'sent' else 'waiting' end
                        where publication_id = :publication and state = 'stopped'""").param("publication", publication).update();
    }

    /// Organisations (internal keys) that have a warning: something of it went there on any way, or it was opened.
    Set<Long> had(long publication) {
        return Set.copyOf(jdbc.sql("""
                        select distinct organization_id from publication_delivery
                        where publication_id = :publication
                          and (channel <> 'portal' and state in ('sending', 'sent', 'uncertain') or opened_at is not null)
                        limit 100000""")
                .param("publication", publication)
                .query(Long.class)
                .list());
    }

    /// The portal shows it to nobody but these (internal keys), until it goes on.
    void hideExcept(long publication, Set<Long> organizations) {
        jdbc.sql("""
                        update publication_delivery set state = 'stopped'
                        where publication_id = :publication and channel = 'portal' and state = 'sent'
                          and organization_id <> all(:organizations)""")
                .param("publication", publication)
                .param("organizations", organizations.toArray(Long[]::new))
                .update();
    }

    /// Tells whoever got a warning, on each way on which something of it went out, that it was taken back.
    void correct(long publication, int edition, Instant now) {
        jdbc.sql("""
                        insert into publication_delivery
                               (publication_id, organization_id, channel, state, due_at, edition, correction)
                        select distinct d.publication_id, d.organization_id, d.channel, 'waiting', :now::timestamptz,
                               :edition::int, true
                        from publication_delivery d
                        where d.publication_id = :publication and d.channel <> 'portal'
                          and d.state in ('sending', 'sent', 'uncertain')
                        on conflict do nothing""")
                .param("publication", publication)
                .param("edition", edition)
                .param("now", at(now))
                .update();
    }

    /// How far a version is on its ways out; the portal is none of them.
    ///
    /// @param sent taken by a server
    /// @param failed certainly or perhaps not arrived
    /// @param open due now and not ended
    /// @param digests waiting for the mail that tells several warnings at once
    /// @param held stopped before they began
    record Counts(int sent, int failed, int open, int digests, int held) {}

    Counts count(long publication, int edition) {
        return jdbc.sql("""
                        select count(*) filter (where state = 'sent'),
                               count(*) filter (where state in ('failed', 'uncertain')),
                               count(*) filter (where state in ('waiting', 'leased', 'sending') and not digest),
                               count(*) filter (where state in ('waiting', 'leased', 'sending') and digest),
                               count(*) filter (where state = 'stopped')
                        from publication_delivery
                        where publication_id = :publication and edition = :edition and channel <> 'portal'
                          and not correction""")
                .param("publication", publication)
                .param("edition", edition)
                .query((row, number) ->
                        new Counts(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)))
                .single();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("organization_id"),
                row.getString("name"),
                row.getString("channel"),
                row.getInt("edition"),
                row.getString("state"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("problem"),
                row.getString("rules"),
                row.getBoolean("correction"));
    }
}
