package theriac.hub.accounts;

import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Role;

/// Statements over `second_factor`, `recovery_code` and `second_factor_role`.
final class SecondFactorSql {

    private final JdbcClient jdbc;

    SecondFactorSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Kept(byte[] sealed, boolean confirmed) {}

    Optional<Kept> find(long account) {
        return jdbc.sql(
                        "select sealed, confirmed_at is not null as confirmed from second_factor where account_id = :account")
                .param("account", account)
                .query((row, number) -> new Kept(row.getBytes("sealed"), row.getBoolean("confirmed")))
                .optional();
    }

    /// @param account internal key
    /// @param id public id of the account
    record Secret(long account, UUID id, byte[] sealed) {}

    List<Secret> all() {
        return jdbc.sql("""
                        select f.account_id, a.public_id, f.sealed from second_factor f join account a on a.id = f.account_id
                        order by f.account_id""")
                .query((row, number) -> new Secret(row.getLong(1), row.getObject(2, UUID.class), row.getBytes(3)))
                .list();
    }

    void seal(long account, byte[] sealed) {
        jdbc.sql("update second_factor set sealed = :sealed where account_id = :account")
                .param("account", account)
                .param("sealed", sealed)
                .update();
    }

    /// False when there is one that counts.
    boolean begin(long account, byte[] sealed, OffsetDateTime now) {
        return jdbc.sql("""
                        insert into second_factor as f (account_id, sealed, begun_at) values (:account, :sealed, :now)
                        on conflict (account_id) do update set sealed = excluded.sealed, begun_at = excluded.begun_at, last_step = 0
                        where f.confirmed_at is null""")
                        .param("account", account)
                        .param("sealed", sealed)
                        .param("now", now)
                        .update()
                == 1;
    }

    void confirm(long account, OffsetDateTime now) {
        jdbc.sql("update second_factor set confirmed_at = :now where account_id = :account")
                .param("account", account)
                .param("now", now)
                .update();
    }

    /// Uses up a step; false when it or a later one was used.
    boolean use(long account, long step) {
        return jdbc.sql("update second_factor set last_step = :step where account_id = :account and last_step < :step")
                        .param("account", account)
                        .param("step", step)
                        .update()
                == 1;
    }

    int recoveryLeft(long account) {
        return jdbc.sql("select count(*) from recovery_code where account_id = :account")
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    boolean useRecovery(long account, byte[] hash) {
        return jdbc.sql("delete from recovery_code where account_id = :account and code_hash = :hash")
                        .param("account", account)
                        .param("hash", hash)
                        .update()
                == 1;
    }

    void replaceRecovery(long account, List<byte[]> hashes) {
        deleteRecovery(account);
        for (var hash : hashes) {
            jdbc.sql("insert into recovery_code (account_id, code_hash) values (:account, :hash)")
                    .param("account", account)
                    .param("hash", hash)
                    .update();
        }
    }

    boolean asked(long account) {
        return jdbc.sql("""
                        select exists (select from second_factor where account_id = :account and confirmed_at is not null)
                            or exists (select from passkey where account_id = :account)""").param("account", account).query(Boolean.class).single();
    }

    void removePasskeys(long account) {
        jdbc.sql("delete from passkey where account_id = :account")
                .param("account", account)
                .update();
    }

    void remove(long account) {
        jdbc.sql("delete from second_factor where account_id = :account")
                .param("account", account)
                .update();
    }

    private void deleteRecovery(long account) {
        jdbc.sql("delete from recovery_code where account_id = :account")
                .param("account", account)
                .update();
    }

    Set<Role> required() {
        var roles = EnumSet.noneOf(Role.class);
        jdbc.sql("select role from second_factor_role limit 100")
                .query(String.class)
                .list()
                .forEach(text -> Role.parse(text).ifPresent(roles::add));
        return roles;
    }

    void require(Set<Role> roles) {
        jdbc.sql("delete from second_factor_role where role <> all(:roles)")
                .param("roles", AccountsSql.texts(roles))
                .update();
        jdbc.sql("insert into second_factor_role select unnest(cast(:roles as text[])) on conflict do nothing")
                .param("roles", AccountsSql.texts(roles))
                .update();
    }
}
