package theriac.hub.accounts;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `account_session`.
final class SessionsSql {

    private final JdbcClient jdbc;

    SessionsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(byte[] hash, long account, String csrf, OffsetDateTime now, OffsetDateTime expires) {
        jdbc.sql("""
                        insert into account_session (token_hash, account_id, csrf, created_at, expires_at)
                        values (:hash, :account, :csrf, :now, :expires)""")
                .param("hash", hash)
                .param("account", account)
                .param("csrf", csrf)
                .param("now", now)
                .param("expires", expires)
                .update();
    }

    Optional<Sessions.Session> find(byte[] hash, OffsetDateTime now) {
        return jdbc.sql("""
                        select a.id, a.public_id, a.organization_id, a.login, a.name, a.roles, s.csrf
                        from account_session s
                        join account a on a.id = s.account_id
                        join organization o on o.id = a.organization_id
                        where s.token_hash = :hash and s.expires_at > :now and a.disabled_at is null and o.closed_at is null""")
                .param("hash", hash)
                .param("now", now)
                .query((row, number) -> new Sessions.Session(AccountsSql.account(row), row.getString("csrf")))
                .optional();
    }

    void delete(byte[] hash) {
        jdbc.sql("delete from account_session where token_hash = :hash")
                .param("hash", hash)
                .update();
    }
}
