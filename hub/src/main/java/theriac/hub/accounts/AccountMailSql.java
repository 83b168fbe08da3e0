package theriac.hub.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `account_mail`.
final class AccountMailSql {

    private final JdbcClient jdbc;

    AccountMailSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param login folded; empty for an invitation
    record Due(long id, Optional<Long> invitation, String login, int attempts) {}

    /// @param key of the invitation or of the account
    record Addressee(
            long key, String mail, String name, String login, String language, String organization, String by) {}

    void ask(String loginKey, OffsetDateTime now) {
        jdbc.sql(
                        "insert into account_mail (login_key, due_at) values (:login, :now) on conflict (login_key) do nothing")
                .param("login", loginKey)
                .param("now", now)
                .update();
    }

    Optional<Due> lease(OffsetDateTime now, OffsetDateTime until) {
        return jdbc.sql("""
                        update account_mail set due_at = :until, attempts = attempts + 1
                        where id = (select id from account_mail where due_at <= :now
                                    order by due_at, id limit 1 for update skip locked)
                        returning id, invitation_id, coalesce(login_key, '') as login_key, attempts""")
                .param("now", now)
                .param("until", until)
                .query((row, number) -> new Due(
                        row.getLong("id"),
                        Optional.ofNullable(row.getObject("invitation_id", Long.class)),
                        row.getString("login_key"),
                        row.getInt("attempts")))
                .optional();
    }

    void again(long id, OffsetDateTime due) {
        jdbc.sql("update account_mail set due_at = :due where id = :id")
                .param("id", id)
                .param("due", due)
                .update();
    }

    void end(long id) {
        jdbc.sql("delete from account_mail where id = :id").param("id", id).update();
    }

    Optional<Addressee> invited(long invitation) {
        return jdbc.sql("""
                        select i.id, i.mail, i.name, i.login, i.language, o.name as organization, i.by
                        from invitation i join organization o on o.id = i.organization_id and o.closed_at is null
                        where i.id = :invitation""")
                .param("invitation", invitation)
                .query(AccountMailSql::addressee)
                .optional();
    }

    /// The person of a folded log-in name, if it has an address and got no link lately.
    ///
    /// @param recent a link that lives longer than this was made lately
    Optional<Addressee> forgetful(String loginKey, OffsetDateTime now, OffsetDateTime recent) {
        return jdbc.sql("""
                        select a.id, a.mail, a.name, a.login, coalesce(nullif(a.language, ''), o.language) as language,
                               o.name as organization, '' as by
                        from account a join organization o on o.id = a.organization_id and o.closed_at is null
                        where a.login_key = :login and a.disabled_at is null and a.mail <> ''
                          and not exists (select from person_link l
                                          where l.account_id = a.id and l.expires_at > :now and l.expires_at > :recent)""")
                .param("login", loginKey)
                .param("now", now)
                .param("recent", recent)
                .query(AccountMailSql::addressee)
                .optional();
    }

    private static Addressee addressee(ResultSet row, int number) throws SQLException {
        return new Addressee(
                row.getLong("id"),
                row.getString("mail"),
                row.getString("name"),
                row.getString("login"),
                row.getString("language"),
                row.getString("organization"),
                row.getString("by"));
    }
}
