package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;
import static theriac.hub.accounts.OrganizationsSql.moment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Role;

/// Statements over `account` and `invitation`, for those who care for people.
final class PeopleSql {

    private final JdbcClient jdbc;

    PeopleSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(Account account, String mail, Optional<Instant> disabledAt, Instant createdAt) {}

    List<Row> list(long organization) {
        return jdbc.sql("""
                        select id, public_id, organization_id, login, name, roles, mail, disabled_at, created_at
                        from account where organization_id = :organization order by folded(name), id limit 2000""")
                .param("organization", organization)
                .query((row, number) -> new Row(
                        AccountsSql.account(row),
                        row.getString("mail"),
                        moment(row, "disabled_at"),
                        moment(row, "created_at").orElseThrow()))
                .list();
    }

    /// A person of this organisation and of no other, kept as it is until the transaction ends.
    Optional<Account> lock(long organization, UUID id) {
        return jdbc.sql("""
                        select id, public_id, organization_id, login, name, roles from account
                        where organization_id = :organization and public_id = :id for update""")
                .param("organization", organization)
                .param("id", id)
                .query((row, number) -> AccountsSql.account(row))
                .optional();
    }

    String handle(long organization) {
        return jdbc.sql("select handle from organization where id = :organization for update")
                .param("organization", organization)
                .query(String.class)
                .single();
    }

    boolean taken(String loginKey) {
        return jdbc.sql("""
                        select exists (select from account where login_key = :key)
                            or exists (select from invitation where login_key = :key)""").param("key", loginKey).query(Boolean.class).single();
    }

    long invite(long organization, People.Invitation wish, String loginKey, String language) {
        return jdbc.sql("""
                        insert into invitation (public_id, organization_id, login, login_key, name, mail, language, roles, by,
                                                created_at, expires_at)
                        values (:id, :organization, :login, :key, :name, :mail, :language, :roles, :by, :now, :expires)
                        returning id""")
                .param("id", wish.id())
                .param("organization", organization)
                .param("login", wish.login())
                .param("key", loginKey)
                .param("name", wish.name())
                .param("mail", wish.mail())
                .param("language", language)
                .param("roles", AccountsSql.texts(wish.roles()))
                .param("by", wish.by())
                .param("now", at(wish.createdAt()))
                .param("expires", at(wish.expiresAt()))
                .query(Long.class)
                .single();
    }

    void mailInvitation(long invitation, OffsetDateTime now) {
        jdbc.sql("insert into account_mail (invitation_id, due_at) values (:invitation, :now)")
                .param("invitation", invitation)
                .param("now", now)
                .update();
    }

    List<People.Invitation> invitations(long organization) {
        return jdbc.sql("""
                        select public_id, login, name, mail, roles, by, created_at, expires_at from invitation
                        where organization_id = :organization order by id desc limit 1000""")
                .param("organization", organization)
                .query(PeopleSql::invitation)
                .list();
    }

    boolean takeBack(long organization, UUID id) {
        return jdbc.sql("delete from invitation where organization_id = :organization and public_id = :id")
                        .param("organization", organization)
                        .param("id", id)
                        .update()
                == 1;
    }

    void change(long account, String name, String mail, Set<Role> roles) {
        jdbc.sql("update account set name = :name, mail = :mail, roles = :roles where id = :account")
                .param("account", account)
                .param("name", name)
                .param("mail", mail)
                .param("roles", AccountsSql.texts(roles))
                .update();
    }

    void disable(long account, Optional<Instant> when) {
        jdbc.sql("update account set disabled_at = :at where id = :account")
                .param("account", account)
                .param("at", when.map(OrganizationsSql::at).orElse(null))
                .update();
    }

    void endSessions(long account) {
        jdbc.sql("delete from account_session where account_id = :account")
                .param("account", account)
                .update();
    }

    private static People.Invitation invitation(ResultSet row, int number) throws SQLException {
        return new People.Invitation(
                row.getObject("public_id", UUID.class),
                row.getString("login"),
                row.getString("name"),
                row.getString("mail"),
                AccountsSql.roles(row),
                row.getString("by"),
                moment(row, "created_at").orElseThrow(),
                moment(row, "expires_at").orElseThrow());
    }
}
