package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.moment;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Role;

/// Statements over `account_identity`.
final class IdentitiesSql {

    private final JdbcClient jdbc;

    IdentitiesSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Only somebody who may log in, kept as she is until the transaction ends.
    Optional<Account> find(long issuer, String subject) {
        return jdbc.sql("""
                        select a.id, a.public_id, a.organization_id, a.login, a.name, a.roles
                        from account_identity i
                        join account a on a.id = i.account_id
                        join organization o on o.id = a.organization_id
                        where i.issuer_id = :issuer and i.subject = :subject and a.disabled_at is null and o.closed_at is null
                        for update of a""")
                .param("issuer", issuer)
                .param("subject", subject)
                .query((row, number) -> AccountsSql.account(row))
                .optional();
    }

    void used(long issuer, String subject, OffsetDateTime now) {
        jdbc.sql("update account_identity set last_used_at = :now where issuer_id = :issuer and subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .param("now", now)
                .update();
    }

    /// False when the subject is tied already.
    boolean insert(UUID id, long issuer, String subject, long account, OffsetDateTime now) {
        return jdbc.sql("""
                        insert into account_identity (public_id, issuer_id, subject, account_id, created_at)
                        values (:id, :issuer, :subject, :account, :now) on conflict do nothing""")
                        .param("id", id)
                        .param("issuer", issuer)
                        .param("subject", subject)
                        .param("account", account)
                        .param("now", now)
                        .update()
                == 1;
    }

    List<Identities.Identity> list(long account) {
        return jdbc.sql("""
                        select i.public_id, s.public_id as issuer_public_id, s.name, i.subject, i.created_at, i.last_used_at
                        from account_identity i join issuer s on s.id = i.issuer_id
                        where i.account_id = :account order by i.created_at, i.public_id limit 100""")
                .param("account", account)
                .query((row, number) -> new Identities.Identity(
                        row.getObject("public_id", UUID.class),
                        row.getObject("issuer_public_id", UUID.class),
                        row.getString("name"),
                        row.getString("subject"),
                        moment(row, "created_at").orElseThrow(),
                        moment(row, "last_used_at")))
                .list();
    }

    boolean hasPassword(long account) {
        return jdbc.sql("select password_hash is not null from account where id = :account")
                .param("account", account)
                .query(Boolean.class)
                .single();
    }

    /// And the sessions that came through its issuer.
    void delete(long account, UUID id) {
        jdbc.sql("""
                        delete from account_session where account_id = :account and issuer_id in (
                            select issuer_id from account_identity where account_id = :account and public_id = :id)""").param("account", account).param("id", id).update();
        jdbc.sql("delete from account_identity where account_id = :account and public_id = :id")
                .param("account", account)
                .param("id", id)
                .update();
    }

    void setRoles(long account, Set<Role> roles) {
        jdbc.sql("update account set roles = :roles where id = :account")
                .param("account", account)
                .param("roles", AccountsSql.texts(roles))
                .update();
    }

    boolean takeLogOut(long issuer, String tokenId, OffsetDateTime expires, OffsetDateTime now) {
        jdbc.sql("delete from issuer_log_out where issuer_id = :issuer and expires_at < :now")
                .param("issuer", issuer)
                .param("now", now)
                .update();
        return jdbc.sql("""
                        insert into issuer_log_out (issuer_id, token_id, expires_at) values (:issuer, :token, :expires)
                        on conflict do nothing""")
                        .param("issuer", issuer)
                        .param("token", tokenId)
                        .param("expires", expires)
                        .update()
                == 1;
    }
}
