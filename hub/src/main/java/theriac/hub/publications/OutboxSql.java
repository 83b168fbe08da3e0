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
    record Row(
            long organization,
            String organizationName,
            String channel,
            int edition,
            String state,
            Instant at,
            String problem,
            String rules) {}

    /// A delivery that this process may send until its lease ends.
    ///
    /// @param digest whether it waits for a mail that tells several warnings at once
    record Leased(long id, long publication, long organization, String channel, int attempts, boolean digest) {}

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
                        select d.organization_id, o.name, d.channel, d.edition, d.state, coalesce(d.sent_at, d.due_at) as at, d.problem, d.rules
                        from publication_delivery d join organization o on o.id = d.organization_id
                        where d.publication_id = :publication order by o.name, d.channel, d.edition limit 20000""")
                .param("publication", publication)
                .query(OutboxSql::row)
                .list();
    }

    /// Whom each publication was sent to, by its key, in order of their names.
    Map<Long, List<SentWarnings.Recipient>> recipients(List<Long> publications) {
        var recipients = new HashMap<Long, List<SentWarnings.Recipient>>();
        jdbc.sql("""
                        select d.publication_id, d.organization_id, o.name,
                               max(d.sent_at) filter (where d.channel = 'mail' and d.state = 'sent')
                        from publication_delivery d join organization o on o.id = d.organization_id
                        where d.publication_id = any(:publications)
                        group by d.publication_id, d.organization_id, o.name
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
                        where publication_id = :publication and channel = 'portal' limit 100000""").param("publication", publication).query((ResultSet row) -> {
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
                        where publication_id = :publication and state in ('waiting', 'leased')""").param("publication", publication).update();
    }

    /// Takes what is due for one process; others skip it. All that is due in one digest comes together,
    /// also beyond the limit, so that it is one mail.
    ///
    /// @param channels as LIKE reads it: `mail`, or `webhook:%`
    List<Leased> lease(UUID lease, Instant now, Instant until, int limit, String channels) {
        return jdbc.sql("""
                        with chosen as (
                            select id, organization_id, digest from publication_delivery
                            where state = 'waiting' and channel like :channels and due_at <= :now
                            order by due_at, id limit :limit for update skip locked),
                        together as (
                            select id from publication_delivery
                            where state = 'waiting' and channel like :channels and due_at <= :now and digest
                              and organization_id in (select organization_id from chosen where digest)
                            for update skip locked)
                        update publication_delivery d
                        set state = 'leased', lease = :lease, leased_until = :until, attempts = attempts + 1
                        where id in (select id from chosen union select id from together)
                        returning d.id, d.publication_id, d.organization_id, d.channel, d.attempts, d.digest""")
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
                        row.getBoolean(6)))
                .list();
    }

    /// The last moment at which nothing has left: from here on a crash makes the mail uncertain.
    ///
    /// @return false when the lease is no longer ours, or the publication was withdrawn meanwhile
    boolean begin(long id, UUID lease) {
        return jdbc.sql("""
                                update publication_delivery set state = 'sending'
                                where id = :id and lease = :lease and state = 'leased'
                                  and exists (select 1 from publication p
                                              where p.id = publication_id and p.state = 'published')""").param("id", id).param("lease", lease).update() == 1;
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
                row.getString("rules"));
    }
}
