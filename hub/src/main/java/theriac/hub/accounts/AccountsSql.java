package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Role;

/// Statements over `account`.
final class AccountsSql {

    private static final String STORED = """
            select a.id, a.public_id, a.organization_id, a.login, a.name, a.roles, a.password_hash,
                   a.disabled_at is not null or o.closed_at is not null as refused
            from account a join organization o on o.id = a.organization_id
            """;

    private final JdbcClient jdbc;

    AccountsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record NewAccount(
            UUID id,
            long organization,
            String login,
            String loginKey,
            String name,
            Optional<String> hash,
            Set<Role> roles) {}

    /// @param passwordHash empty: no password opens this account
    record Stored(Account account, Optional<String> passwordHash, boolean refused) {}

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
                .param("hash", wish.hash().orElse(null))
                .param("roles", texts(wish.roles()))
                .param("now", at(now))
                .query(Long.class)
                .single();
        return new Account(key, wish.id(), wish.organization(), wish.login(), wish.name(), wish.roles());
    }

    Optional<Stored> find(String loginKey) {
        return jdbc.sql(STORED + "where a.login_key = :key")
                .param("key", loginKey)
                .query(AccountsSql::stored)
                .optional();
    }

    Optional<Stored> find(long account) {
        return jdbc.sql(STORED + "where a.id = :account")
                .param("account", account)
                .query(AccountsSql::stored)
                .optional();
    }

    /// Those with this mail address who may log in, whatever its case; at most two.
    List<Account> withMail(String mail) {
        return jdbc.sql(STORED + """
                        where lower(a.mail) = lower(:mail) and a.mail <> '' and a.disabled_at is null
                          and o.closed_at is null order by a.id limit 2""")
                .param("mail", mail)
                .query((row, number) -> stored(row, number).account())
                .list();
    }

    /// Empty when there is no mail address, or she may not log in.
    Optional<Accounts.Addressee> addressee(long account) {
        return jdbc.sql("""
                        select a.mail, coalesce(nullif(a.language, ''), o.language)
                        from account a join organization o on o.id = a.organization_id and o.closed_at is null
                        where a.id = :account and a.disabled_at is null and a.mail <> ''""")
                .param("account", account)
                .query((row, number) -> new Accounts.Addressee(row.getString(1), row.getString(2)))
                .optional();
    }

    void address(long account, String mail, String language) {
        jdbc.sql("update account set mail = :mail, language = :language where id = :account")
                .param("account", account)
                .param("mail", mail)
                .param("language", language)
                .update();
    }

    void setPassword(long account, String hash) {
        jdbc.sql("update account set password_hash = :hash where id = :account")
                .param("account", account)
                .param("hash", hash)
                .update();
    }

    ProfileRoutes.Profile profile(long account) {
        return jdbc.sql("select name, mail, language, theme from account where id = :account")
                .param("account", account)
                .query((row, number) -> new ProfileRoutes.Profile(
                        row.getString("name"),
                        row.getString("mail"),
                        row.getString("language"),
                        row.getString("theme")))
                .single();
    }

    void saveProfile(long account, String name, String language, String theme) {
        jdbc.sql("update account set name = :name, language = :language, theme = :theme where id = :account")
                .param("account", account)
                .param("name", name)
                .param("language", language)
                .param("theme", theme)
                .update();
    }

    static String[] texts(Set<Role> roles) {
        return roles.stream().map(Role::text).sorted().toArray(String[]::new);
    }

    static Set<Role> roles(ResultSet row) throws SQLException {
        var roles = EnumSet.noneOf(Role.class);
        for (var text : (String[]) row.getArray("roles").getArray()) {
            Role.parse(text).ifPresent(roles::add);
        }
        return roles;
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("organization_id"),
                row.getString("login"),
                row.getString("name"),
                roles(row));
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(account(row), Optional.ofNullable(row.getString("password_hash")), row.getBoolean("refused"));
    }
}
