package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.moment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `passkey`.
final class PasskeysSql {

    private final JdbcClient jdbc;

    PasskeysSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Kept(
            UUID id, byte[] credential, byte[] attested, long signCount, boolean backupEligible, boolean backedUp) {}

    record Owned(Account account, Kept key) {}

    List<Passkeys.Passkey> list(long account) {
        return jdbc.sql("""
                        select public_id, name, backed_up, created_at, last_used_at from passkey
                        where account_id = :account order by created_at, public_id limit 100""")
                .param("account", account)
                .query((row, number) -> new Passkeys.Passkey(
                        row.getObject("public_id", UUID.class),
                        row.getString("name"),
                        row.getBoolean("backed_up"),
                        moment(row, "created_at").orElseThrow(),
                        moment(row, "last_used_at")))
                .list();
    }

    List<byte[]> credentials(long account) {
        return jdbc.sql("select credential_id from passkey where account_id = :account limit 100")
                .param("account", account)
                .query((row, number) -> row.getBytes("credential_id"))
                .list();
    }

    /// False when the credential is known.
    boolean insert(long account, Kept key, String name, OffsetDateTime now) {
        return jdbc.sql("""
                        insert into passkey (public_id, account_id, credential_id, attested, sign_count, backup_eligible,
                                             backed_up, name, created_at)
                        values (:id, :account, :credential, :attested, :count, :eligible, :backed, :name, :now)
                        on conflict (credential_id) do nothing""")
                        .param("id", key.id())
                        .param("account", account)
                        .param("credential", key.credential())
                        .param("attested", key.attested())
                        .param("count", key.signCount())
                        .param("eligible", key.backupEligible())
                        .param("backed", key.backedUp())
                        .param("name", name)
                        .param("now", now)
                        .update()
                == 1;
    }

    /// Only of somebody who may log in.
    Optional<Owned> find(byte[] credential) {
        return jdbc.sql("""
                        select a.id, a.public_id, a.organization_id, a.login, a.name, a.roles,
                               k.public_id as key_id, k.credential_id, k.attested, k.sign_count, k.backup_eligible, k.backed_up
                        from passkey k
                        join account a on a.id = k.account_id
                        join organization o on o.id = a.organization_id
                        where k.credential_id = :credential and a.disabled_at is null and o.closed_at is null""")
                .param("credential", credential)
                .query(PasskeysSql::owned)
                .optional();
    }

    /// False when the count does not go up; a device that does not count says 0 for ever.
    boolean used(UUID id, long count, boolean backedUp, OffsetDateTime now) {
        return jdbc.sql("""
                        update passkey set sign_count = :count, backed_up = :backed, last_used_at = :now
                        where public_id = :id and (sign_count < :count or sign_count = 0 and :count = 0)""")
                        .param("id", id)
                        .param("count", count)
                        .param("backed", backedUp)
                        .param("now", now)
                        .update()
                == 1;
    }

    boolean rename(long account, UUID id, String name) {
        return jdbc.sql("update passkey set name = :name where account_id = :account and public_id = :id")
                        .param("account", account)
                        .param("id", id)
                        .param("name", name)
                        .update()
                == 1;
    }

    boolean delete(long account, UUID id) {
        return jdbc.sql("delete from passkey where account_id = :account and public_id = :id")
                        .param("account", account)
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Owned owned(ResultSet row, int number) throws SQLException {
        return new Owned(
                AccountsSql.account(row),
                new Kept(
                        row.getObject("key_id", UUID.class),
                        row.getBytes("credential_id"),
                        row.getBytes("attested"),
                        row.getLong("sign_count"),
                        row.getBoolean("backup_eligible"),
                        row.getBoolean("backed_up")));
    }
}
