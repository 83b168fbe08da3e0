package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.moment;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `account_session`.
final class SessionsSql {

    private final JdbcClient jdbc;

    SessionsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(
            byte[] hash,
            long account,
            String csrf,
            OffsetDateTime now,
            OffsetDateTime expires,
            String agent,
            String address,
            Sessions.Way way) {
        jdbc.sql("""
                        insert into account_session (token_hash, account_id, csrf, created_at, expires_at, agent, address,
                                                     confirmed_at, used_at, issuer_id, issuer_subject, issuer_sid, two_factors,
                                                     farewell)
                        values (:hash, :account, :csrf, :now, :expires, :agent, :address, :now, :now, :issuer, :subject, :sid,
                                :two, :farewell)""")
                .param("hash", hash)
                .param("account", account)
                .param("csrf", csrf)
                .param("now", now)
                .param("expires", expires)
                .param("agent", agent)
                .param("address", address)
                .param("issuer", way.origin().map(Sessions.Origin::issuer).orElse(null), Types.BIGINT)
                .param("subject", way.origin().map(Sessions.Origin::subject).orElse(null), Types.VARCHAR)
                .param("sid", way.origin().flatMap(Sessions.Origin::sid).orElse(null), Types.VARCHAR)
                .param("two", way.twoFactors())
                .param("farewell", way.farewell(), Types.BINARY)
                .update();
    }

    /// @param idle what was last used before is over
    Optional<Sessions.Session> find(byte[] hash, OffsetDateTime now, OffsetDateTime idle) {
        return jdbc.sql("""
                        select a.id, a.public_id, a.organization_id, a.login, a.name, a.roles, s.csrf, s.public_id as session_id,
                               s.confirmed_at, s.used_at,
                               exists (select from second_factor_role r where r.role = any(a.roles))
                               and not s.two_factors
                               and not exists (select from second_factor f
                                               where f.account_id = a.id and f.confirmed_at is not null)
                               and not exists (select from passkey k where k.account_id = a.id) as factor_missing
                        from account_session s
                        join account a on a.id = s.account_id
                        join organization o on o.id = a.organization_id
                        where s.token_hash = :hash and s.expires_at > :now and s.used_at > :idle and a.disabled_at is null
                          and o.closed_at is null""")
                .param("hash", hash)
                .param("now", now)
                .param("idle", idle)
                .query((row, number) -> new Sessions.Session(
                        row.getObject("session_id", UUID.class),
                        AccountsSql.account(row),
                        row.getString("csrf"),
                        moment(row, "confirmed_at").orElseThrow(),
                        moment(row, "used_at").orElseThrow(),
                        row.getBoolean("factor_missing")))
                .optional();
    }

    Optional<Sessions.Farewell> farewell(UUID id) {
        return jdbc.sql("""
                        select issuer_id, farewell from account_session
                        where public_id = :id and issuer_id is not null and farewell is not null""")
                .param("id", id)
                .query((row, number) -> new Sessions.Farewell(row.getLong("issuer_id"), row.getBytes("farewell")))
                .optional();
    }

    List<Sessions.Listed> list(long account, OffsetDateTime now, OffsetDateTime idle) {
        return jdbc.sql("""
                        select public_id, agent, address, created_at, used_at, expires_at from account_session
                        where account_id = :account and expires_at > :now and used_at > :idle
                        order by created_at desc limit 100""")
                .param("account", account)
                .param("now", now)
                .param("idle", idle)
                .query((row, number) -> new Sessions.Listed(
                        row.getObject("public_id", UUID.class),
                        row.getString("agent"),
                        row.getString("address"),
                        moment(row, "created_at").orElseThrow(),
                        moment(row, "used_at").orElseThrow(),
                        moment(row, "expires_at").orElseThrow()))
                .list();
    }

    void confirm(UUID id, OffsetDateTime now) {
        jdbc.sql("update account_session set confirmed_at = :now where public_id = :id")
                .param("id", id)
                .param("now", now)
                .update();
    }

    void used(UUID id, OffsetDateTime now) {
        jdbc.sql("update account_session set used_at = :now where public_id = :id")
                .param("id", id)
                .param("now", now)
                .update();
    }

    /// @param subject null: of whomever it was
    /// @param sid null: all of the subject's
    int deleteFrom(long issuer, @Nullable String subject, @Nullable String sid) {
        return jdbc.sql("""
                        delete from account_session
                        where issuer_id = :issuer and (cast(:subject as text) is null or issuer_subject = :subject)
                          and (cast(:sid as text) is null or issuer_sid = :sid)""")
                .param("issuer", issuer)
                .param("subject", subject, Types.VARCHAR)
                .param("sid", sid, Types.VARCHAR)
                .update();
    }

    boolean delete(long account, UUID id) {
        return jdbc.sql("delete from account_session where account_id = :account and public_id = :id")
                        .param("account", account)
                        .param("id", id)
                        .update()
                == 1;
    }

    void deleteOthers(long account, UUID but) {
        jdbc.sql("delete from account_session where account_id = :account and public_id <> :but")
                .param("account", account)
                .param("but", but)
                .update();
    }

    /// Ends those of a person that were not used for longest.
    ///
    /// @param newest of the session that stays whatever the clock says
    void deleteBeyond(long account, byte[] newest, int most) {
        jdbc.sql("""
                        delete from account_session where account_id = :account and token_hash not in (
                            select token_hash from account_session where account_id = :account
                            order by token_hash = :newest desc, used_at desc, created_at desc limit :most)""")
                .param("account", account)
                .param("newest", newest)
                .param("most", most)
                .update();
    }

    void delete(byte[] hash) {
        jdbc.sql("delete from account_session where token_hash = :hash")
                .param("hash", hash)
                .update();
    }

    void deleteEnded(byte[] hash, OffsetDateTime now, OffsetDateTime idle) {
        jdbc.sql("delete from account_session where token_hash = :hash and (expires_at <= :now or used_at <= :idle)")
                .param("hash", hash)
                .param("now", now)
                .param("idle", idle)
                .update();
    }
}
