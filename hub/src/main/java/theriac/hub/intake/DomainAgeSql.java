package theriac.hub.intake;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.stix.Pap;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements of [DomainAges].
final class DomainAgeSql {

    private final JdbcClient jdbc;

    DomainAgeSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A report about whose domains nobody was asked yet.
    ///
    /// @param forbidden whether its marking forbids asking
    record Fresh(long key, boolean forbidden, String text, Instant received) {}

    /// Takes the oldest few for this transaction.
    List<Fresh> fresh(int limit) {
        return jdbc.sql("""
                        select r.id, coalesce(a.pap > :green, false) as forbidden, r.raw, r.received_at
                        from report r join audience a on a.id = r.audience_id
                        where not r.domains_looked order by r.id limit :limit for update of r skip locked""")
                .param("green", Pap.GREEN.ordinal())
                .param("limit", limit)
                .query((row, number) -> new Fresh(
                        row.getLong("id"),
                        row.getBoolean("forbidden"),
                        new String(row.getBytes("raw"), StandardCharsets.UTF_8),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    void looked(Collection<Long> reports) {
        jdbc.sql("update report set domains_looked = true where id = any(:reports)")
                .param("reports", reports.toArray(Long[]::new))
                .update();
    }

    /// The suspicious values of a report that have a host.
    List<NormalValue> values(long report) {
        return jdbc.sql("""
                        select kind, value from report_value
                        where report_id = :report and kind in ('domain', 'url', 'email') order by value limit 200""")
                .param("report", report)
                .query((row, number) ->
                        new NormalValue(ValueKind.ofCode(row.getString(1)).orElseThrow(), row.getString(2)))
                .list();
    }

    /// The domain is asked for when that is due: never before, or so long ago that it may have changed.
    ///
    /// @param stale before which an answer is asked for again
    /// @param unknownStale the same for what nobody knew
    void wanted(String domain, Instant now, Instant stale, Instant unknownStale) {
        jdbc.sql("""
                        insert into domain_age (domain, state, due_at) values (:domain, 'waiting', :now)
                        on conflict (domain) do update set state = 'waiting', problem = '', due_at = :now, attempts = 0
                        where domain_age.state = 'registered' and domain_age.asked_at < :stale
                           or domain_age.state = 'unknown' and domain_age.asked_at < :unknown
                           or domain_age.state = 'withheld' and domain_age.problem <> 'marked'""")
                .param("domain", domain)
                .param("now", at(now))
                .param("stale", at(stale))
                .param("unknown", at(unknownStale))
                .update();
    }

    /// Nobody is asked. What was answered before stays.
    void withheld(String domain, String reason, Instant now) {
        jdbc.sql("""
                        insert into domain_age (domain, state, problem, due_at) values (:domain, 'withheld', :reason, :now)
                        on conflict (domain) do update set state = 'withheld', problem = :reason
                        where domain_age.state in ('waiting', 'unknown', 'withheld') and domain_age.problem <> 'marked'""")
                .param("domain", domain)
                .param("reason", reason)
                .param("now", at(now))
                .update();
    }

    /// A domain that is asked for now.
    record Due(String domain, int attempts) {}

    /// Takes one that is due, and keeps it from others until then.
    Optional<Due> take(Instant now, Instant until) {
        return jdbc.sql("""
                        update domain_age set due_at = :until, attempts = attempts + 1
                        where domain = (select d.domain from domain_age d where d.state = 'waiting' and d.due_at <= :now
                                        order by d.due_at limit 1 for update skip locked)
                        returning domain, attempts""")
                .param("now", at(now))
                .param("until", at(until))
                .query((row, number) -> new Due(row.getString(1), row.getInt(2)))
                .optional();
    }

    /// Ends a question. One that was forbidden while it was asked stays so.
    void answered(
            String domain, String state, String problem, @Nullable Instant registered, String server, Instant now) {
        jdbc.sql("""
                        update domain_age set state = :state, problem = :problem, registered_at = :registered,
                                              server = :server, asked_at = :now
                        where domain = :domain and state = 'waiting'""")
                .param("domain", domain)
                .param("state", state)
                .param("problem", problem)
                .param("registered", registered == null ? null : at(registered), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("server", server)
                .param("now", at(now))
                .update();
    }

    void again(String domain, Instant due) {
        jdbc.sql("update domain_age set due_at = :due where domain = :domain and state = 'waiting'")
                .param("domain", domain)
                .param("due", at(due))
                .update();
    }

    List<DomainAge> find(Collection<String> domains) {
        return jdbc.sql("""
                        select domain, state, problem, registered_at, server, asked_at from domain_age
                        where domain = any(:domains) order by domain limit 2000""")
                .param("domains", domains.toArray(String[]::new))
                .query(DomainAgeSql::age)
                .list();
    }

    private static DomainAge age(ResultSet row, int number) throws SQLException {
        return new DomainAge(
                row.getString("domain"),
                row.getString("state"),
                row.getString("problem"),
                moment(row, "registered_at"),
                row.getString("server"),
                moment(row, "asked_at"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
