package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.moment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Role;

/// Statements over `person_link`.
final class LinksSql {

    private final JdbcClient jdbc;

    LinksSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param invitation internal key; empty when it is about an account
    record Target(
            Optional<Long> invitation,
            Optional<Long> account,
            long organization,
            String login,
            String name,
            String mail,
            String language,
            Set<Role> roles) {}

    void insert(byte[] hash, Optional<Long> invitation, Optional<Long> account, OffsetDateTime expires) {
        jdbc.sql("""
                        insert into person_link (token_hash, invitation_id, account_id, expires_at)
                        values (:hash, :invitation, :account, :expires)""")
                .param("hash", hash)
                .param("invitation", invitation.orElse(null))
                .param("account", account.orElse(null))
                .param("expires", expires)
                .update();
    }

    Optional<Instant> expires(long invitation) {
        return jdbc.sql("select expires_at from invitation where id = :invitation")
                .param("invitation", invitation)
                .query((row, number) -> moment(row, "expires_at").orElseThrow())
                .optional();
    }

    /// An organisation that is closed and an account that is disabled have no links that work.
    Optional<Target> find(byte[] hash, OffsetDateTime now) {
        return jdbc.sql("""
                        select l.invitation_id, l.account_id, o.id as organization_id,
                               coalesce(i.login, a.login) as login, coalesce(i.name, a.name) as name,
                               coalesce(i.mail, a.mail) as mail, coalesce(i.language, a.language) as language,
                               coalesce(i.roles, a.roles) as roles
                        from person_link l
                        left join invitation i on i.id = l.invitation_id
                        left join account a on a.id = l.account_id and a.disabled_at is null
                        join organization o on o.id = coalesce(i.organization_id, a.organization_id)
                        where l.token_hash = :hash and l.expires_at > :now and o.closed_at is null""")
                .param("hash", hash)
                .param("now", now)
                .query(LinksSql::target)
                .optional();
    }

    boolean useUp(long invitation) {
        return jdbc.sql("delete from invitation where id = :invitation")
                        .param("invitation", invitation)
                        .update()
                == 1;
    }

    /// False when there was none.
    boolean forget(long account) {
        return jdbc.sql("delete from person_link where account_id = :account")
                        .param("account", account)
                        .update()
                > 0;
    }

    private static Target target(ResultSet row, int number) throws SQLException {
        return new Target(
                Optional.ofNullable(row.getObject("invitation_id", Long.class)),
                Optional.ofNullable(row.getObject("account_id", Long.class)),
                row.getLong("organization_id"),
                row.getString("login"),
                row.getString("name"),
                row.getString("mail"),
                row.getString("language"),
                AccountsSql.roles(row));
    }
}
