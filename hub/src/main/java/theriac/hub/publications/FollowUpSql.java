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
import java.util.OptionalDouble;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over what became of warnings: `publication_answer`, `publication_call` and when they
/// were opened.
final class FollowUpSql {

    private final JdbcClient jdbc;

    FollowUpSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One recipient.
    ///
    /// @param organization internal key
    /// @param mail state of its mail; "" when it wants none
    /// @param answer the newest; "" when there is none
    /// @param answeredBy the person, and the firm when it is one
    record Row(
            long organization,
            UUID id,
            String name,
            String mail,
            Optional<Instant> mailed,
            Optional<Instant> opened,
            Optional<Instant> acknowledged,
            String answer,
            Optional<Instant> answered,
            String answeredBy,
            String note) {}

    List<Row> rows(long publication) {
        return jdbc.sql("""
                        select o.id, o.public_id, o.name, m.state as mail, m.sent_at, d.opened_at, k.at as acknowledged_at,
                               n.answer, n.at as answered_at, n.note,
                               a.name || case when f.id <> o.id then ' (' || f.name || ')' else '' end as answered_by
                        from publication_delivery d
                        join publication p on p.id = d.publication_id
                        join organization o on o.id = d.organization_id
                        left join publication_delivery m on m.publication_id = d.publication_id
                             and m.organization_id = d.organization_id and m.channel = 'mail' and m.edition = p.edition and not m.correction
                        left join lateral (select min(a.at) as at from publication_acknowledgement a
                                           where a.publication_id = p.id and a.organization_id = d.organization_id
                                             and a.edition >= p.asked_edition) k on true
                        left join lateral (select * from publication_answer n
                                           where n.publication_id = d.publication_id and n.organization_id = o.id
                                           order by n.id desc limit 1) n on true
                        left join account a on a.id = n.account_id
                        left join organization f on f.id = a.organization_id
                        where d.publication_id = :publication and d.channel = 'portal' and d.state = 'sent'
                        order by o.name limit 10000""")
                .param("publication", publication)
                .query(FollowUpSql::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getString("name"),
                text(row, "mail"),
                text(row, "mail").equals("sent") ? moment(row, "sent_at") : Optional.empty(),
                moment(row, "opened_at"),
                moment(row, "acknowledged_at"),
                text(row, "answer"),
                moment(row, "answered_at"),
                text(row, "answered_by"),
                text(row, "note"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /// Nothing happens the second time, or when it did not go there.
    void opened(long publication, long organization, Instant now) {
        jdbc.sql("""
                        update publication_delivery set opened_at = :now
                        where publication_id = :publication and organization_id = :organization
                          and channel = 'portal' and opened_at is null""")
                .param("publication", publication)
                .param("organization", organization)
                .param("now", at(now))
                .update();
    }

    void answer(long publication, long organization, String answer, String note, long account, Instant now) {
        jdbc.sql("""
                        insert into publication_answer (publication_id, organization_id, answer, note, account_id, at)
                        values (:publication, :organization, :answer, :note, :account, :now)""")
                .param("publication", publication)
                .param("organization", organization)
                .param("answer", answer)
                .param("note", note)
                .param("account", account)
                .param("now", at(now))
                .update();
    }

    /// How far the calls to one member are.
    ///
    /// @param holder who is calling; "" when nobody is, or for too long
    /// @param holderAccount internal key; 0 for nobody
    /// @param outcome `informed`, `not-reached`; "" when nobody was called yet
    record Called(
            String holder,
            long holderAccount,
            Optional<Instant> heldUntil,
            String outcome,
            String contact,
            String note,
            int attempts,
            String by,
            Optional<Instant> at) {

        static final Called NONE = new Called("", 0, Optional.empty(), "", "", "", 0, "", Optional.empty());

        /// The same in the hands of who holds the member for that one.
        Called heldAs(Called other) {
            return new Called(
                    other.holder, other.holderAccount, other.heldUntil, outcome, contact, note, attempts, by, at);
        }

        /// Without a hold that has run out.
        Called asOf(Instant now) {
            return heldUntil.filter(now::isBefore).isPresent()
                    ? this
                    : new Called("", 0, Optional.empty(), outcome, contact, note, attempts, by, at);
        }
    }

    /// What came of calls about a version before the one that is asked about now.
    ///
    /// @param version that asked: `1.00`
    record Earlier(String version, Called called) {}

    /// The calls to one member.
    ///
    /// @param now about the version that is asked about now; who holds the member, also who took it to call
    ///     about an earlier one
    /// @param earlier about those before it, the newest first
    record Calls(Called now, List<Earlier> earlier) {

        static final Calls NONE = new Calls(Called.NONE, List.of());
    }

    /// By internal keys of organisations.
    Map<Long, Calls> calls(long publication) {
        var calls = new HashMap<Long, Calls>();
        jdbc.sql("""
                        select c.*, h.name as holder, b.name as by_name, c.edition >= p.asked_edition as current
                        from publication_call c join publication p on p.id = c.publication_id
                        left join account h on h.id = c.held_by left join account b on b.id = c.called_by
                        where c.publication_id = :publication
                        order by c.organization_id, c.edition desc limit 100000""").param("publication", publication).query((ResultSet row) -> {
            long member = row.getLong("organization_id");
            var known = calls.getOrDefault(member, Calls.NONE);
            calls.put(member, row.getBoolean("current") ? new Calls(called(row), List.of()) : before(known, row));
        });
        return calls;
    }

    private static Called called(ResultSet row) throws SQLException {
        return new Called(
                text(row, "holder"),
                row.getLong("held_by"),
                moment(row, "held_until"),
                row.getString("outcome"),
                row.getString("contact"),
                row.getString("note"),
                row.getInt("attempts"),
                text(row, "by_name"),
                moment(row, "called_at"));
    }

    private static Calls before(Calls known, ResultSet row) throws SQLException {
        var called = called(row);
        var earlier = new ArrayList<>(known.earlier());
        if (!called.outcome().isEmpty()) {
            earlier.add(new Earlier(Edition.text(row.getInt("edition")), called));
        }
        return new Calls(called.holderAccount() == 0 ? known.now() : known.now().heldAs(called), List.copyOf(earlier));
    }

    /// Takes the member to call about the version that is asked about now. Lock the publication first.
    ///
    /// @return false when somebody else holds it
    boolean hold(long publication, long organization, long account, Instant now, Instant until) {
        jdbc.sql("""
                        update publication_call set held_by = null, held_until = null
                        where publication_id = :publication and organization_id = :organization
                          and (held_by = :account or held_until <= :now)""")
                .param("publication", publication)
                .param("organization", organization)
                .param("account", account)
                .param("now", at(now))
                .update();
        return jdbc.sql("""
                                insert into publication_call (publication_id, organization_id, edition, held_by, held_until)
                                select p.id, :organization, p.asked_edition, :account, :until from publication p
                                where p.id = :publication
                                  and not exists (select 1 from publication_call c
                                                  where c.publication_id = p.id and c.organization_id = :organization
                                                    and c.held_by is not null)
                                on conflict (publication_id, organization_id, edition) do update
                                set held_by = excluded.held_by, held_until = excluded.held_until""")
                        .param("publication", publication)
                        .param("organization", organization)
                        .param("account", account)
                        .param("until", at(until))
                        .update()
                == 1;
    }

    void release(long publication, long organization, long account) {
        jdbc.sql("""
                        update publication_call set held_by = null, held_until = null
                        where publication_id = :publication and organization_id = :organization and held_by = :account""")
                .param("publication", publication)
                .param("organization", organization)
                .param("account", account)
                .update();
    }

    record NewCall(long publication, long organization, long account, String outcome, String contact, String note) {}

    /// It counts for the version about which she took the member, also when a newer one asks meanwhile.
    ///
    /// @return false when this person does not hold it
    boolean called(NewCall call, Instant now) {
        return jdbc.sql("""
                                update publication_call
                                set outcome = :outcome, contact = :contact, note = :note, attempts = attempts + 1,
                                    called_by = :account, called_at = :now, held_by = null, held_until = null
                                where publication_id = :publication and organization_id = :organization
                                  and held_by = :account and held_until > :now""")
                        .param("outcome", call.outcome())
                        .param("contact", call.contact())
                        .param("note", call.note())
                        .param("account", call.account())
                        .param("now", at(now))
                        .param("publication", call.publication())
                        .param("organization", call.organization())
                        .update()
                == 1;
    }

    /// How one warning fared.
    ///
    /// @param toPublish seconds from the first report, or else from the draft, to its publication
    /// @param within acknowledged within 1, 4, 24 and 72 hours of its publication, or of the newest
    ///     version that asked anew
    /// @param bounced mails that were refused, or of which nobody knows whether they arrived
    /// @param longestAcknowledged seconds until the last of them acknowledged; empty while somebody
    ///     has not
    record Fared(
            UUID id,
            String reference,
            String title,
            String titleEn,
            Instant published,
            double toPublish,
            int recipients,
            int opened,
            int acknowledged,
            List<Integer> within,
            int affected,
            int mitigated,
            int notApplicable,
            int bounced,
            OptionalDouble longestAcknowledged) {}

    List<Fared> fared(long owner, Instant since) {
        return jdbc.sql("""
                        select p.public_id, p.reference, p.nl_title, p.en_title, p.published_at,
                               extract(epoch from p.published_at - coalesce(p.reported_at, p.created_at)) as to_publish,
                               count(*) as recipients, count(d.opened_at) as opened, count(k.at) as acknowledged,
                               count(*) filter (where k.at <= coalesce(p.asked_at, p.published_at) + interval '1 hour') as h1,
                               count(*) filter (where k.at <= coalesce(p.asked_at, p.published_at) + interval '4 hours') as h4,
                               count(*) filter (where k.at <= coalesce(p.asked_at, p.published_at) + interval '24 hours') as h24,
                               count(*) filter (where k.at <= coalesce(p.asked_at, p.published_at) + interval '72 hours') as h72,
                               count(*) filter (where n.answer = 'affected') as affected,
                               count(*) filter (where n.answer = 'mitigated') as mitigated,
                               count(*) filter (where n.answer = 'not-applicable') as not_applicable,
                               count(*) filter (where m.state in ('failed', 'uncertain')) as bounced,
                               case when count(*) = count(k.at)
                                    then extract(epoch from max(k.at) - coalesce(p.asked_at, p.published_at)) end as longest
                        from publication p
                        join publication_delivery d on d.publication_id = p.id and d.channel = 'portal' and d.state = 'sent'
                        left join publication_delivery m on m.publication_id = p.id
                             and m.organization_id = d.organization_id and m.channel = 'mail' and m.edition = p.edition and not m.correction
                        left join lateral (select min(a.at) as at from publication_acknowledgement a
                                           where a.publication_id = p.id and a.organization_id = d.organization_id
                                             and a.edition >= p.asked_edition) k on true
                        left join lateral (select n.answer from publication_answer n
                                           where n.publication_id = p.id and n.organization_id = d.organization_id
                                           order by n.id desc limit 1) n on true
                        where p.owner_id = :owner and p.published_at >= :since
                        group by p.id order by p.published_at desc limit 1000""")
                .param("owner", owner)
                .param("since", at(since))
                .query(FollowUpSql::fared)
                .list();
    }

    private static Fared fared(ResultSet row, int number) throws SQLException {
        double longest = row.getDouble("longest");
        boolean open = row.wasNull();
        return new Fared(
                row.getObject("public_id", UUID.class),
                text(row, "reference"),
                row.getString("nl_title"),
                row.getString("en_title"),
                moment(row, "published_at").orElseThrow(),
                row.getDouble("to_publish"),
                row.getInt("recipients"),
                row.getInt("opened"),
                row.getInt("acknowledged"),
                List.of(row.getInt("h1"), row.getInt("h4"), row.getInt("h24"), row.getInt("h72")),
                row.getInt("affected"),
                row.getInt("mitigated"),
                row.getInt("not_applicable"),
                row.getInt("bounced"),
                open ? OptionalDouble.empty() : OptionalDouble.of(longest));
    }
}
