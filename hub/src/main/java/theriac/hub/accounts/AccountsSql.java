package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Role;

/// Statements over `account`.
public final class AccountsSql {

    private final JdbcClient jdbc;

    public AccountsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record NewAccount(
            UUID id, long organization, String login, String loginKey, String name, String hash, Set<Role> roles) {}

    record Stored(Account account, String passwordHash, boolean disabled, int failedAttempts, Instant lockedUntil) {}

    Account insert(NewAccount wish, Instant now) {
        long key = jdbc.sql("""
                        insert into account (public_id, organization_id, login, login_key, name, password_hash, roles, created_at)
                        values (:id, :organization, :login, :loginKey, :name, :hash, :roles, :now)
                        returning id""")
                .param("id", wish.id())
                .param("organization", wish.organization())
                .param("login", wish.login())
                .param("loginKey", wish.loginKey())
                .param("name", wish.name())
                .param("hash", wish.hash())
                .param("roles", wish.roles().stream().map(Role::text).sorted().toArray(String[]::new))
                .param("now", at(now))
                .query(Long.class)
                .single();
        return new Account(key, wish.id(), wish.organization(), wish.login(), wish.name(), wish.roles());
    }

    Optional<Stored> find(String loginKey) {
        return jdbc.sql("""
                        select a.id, a.public_id, a.organization_id, a.login, a.name, a.roles, a.password_hash,
                               a.disabled_at is not null or o.closed_at is not null as refused, a.failed_attempts, a.locked_until
                        from account a join organization o on o.id = a.organization_id
                        where a.login_key = :key""").param("key", loginKey).query(AccountsSql::stored).optional();
    }

    void failed(long account, Optional<Instant> lockedUntil) {
        jdbc.sql("""
                        update account set failed_attempts = failed_attempts + 1,
                               locked_until = coalesce(cast(:until as timestamptz), locked_until)
                        where id = :id""")
                .param("id", account)
                .param("until", lockedUntil.map(OrganizationsSql::at).orElse(null))
                .update();
    }

    void succeeded(long account) {
        jdbc.sql("""
                        update account set failed_attempts = 0, locked_until = null
                        where id = :id and (failed_attempts <> 0 or locked_until is not null)""").param("id", account).update();
    }

    static Account account(ResultSet row) throws SQLException {
        var roles = EnumSet.noneOf(Role.class);
        for (var text : (String[]) row.getArray("roles").getArray()) {
            Role.parse(text).ifPresent(roles::add);
        }
        return new Account(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("organization_id"),
                row.getString("login"),
                row.getString("name"),
                roles);
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        var until = row.getObject("locked_until", OffsetDateTime.class);
        return new Stored(
                account(row),
                row.getString("password_hash"),
                row.getBoolean("refused"),
                row.getInt("failed_attempts"),
                until == null ? Instant.EPOCH : until.toInstant());
    }
}
