package theriac.hub.accounts;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `login_guard`.
final class LoginGuardSql {

    private final JdbcClient jdbc;

    LoginGuardSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Counts one more; false when the name is locked, which is not counted.
    boolean attempt(byte[] login, OffsetDateTime now, OffsetDateTime until, int patience) {
        return jdbc.sql("""
                        insert into login_guard as g (login_hash, failures, touched_at) values (:login, 1, :now)
                        on conflict (login_hash) do update
                        set failures = g.failures + 1, touched_at = :now,
                            locked_until = case when g.failures + 1 >= :patience then cast(:until as timestamptz) end
                        where g.locked_until is null or g.locked_until <= :now""")
                        .param("login", login)
                        .param("now", now)
                        .param("until", until)
                        .param("patience", patience)
                        .update()
                == 1;
    }

    void delete(byte[] login) {
        jdbc.sql("delete from login_guard where login_hash = :login")
                .param("login", login)
                .update();
    }

    /// A few old ones at a time: whoever tries a million names pays for the cleaning.
    void forget(OffsetDateTime before) {
        jdbc.sql("""
                        delete from login_guard where login_hash in (
                            select login_hash from login_guard where touched_at < :before
                            limit 4 for update skip locked)""").param("before", before).update();
    }

    Optional<Instant> lockedUntil(byte[] login, OffsetDateTime now) {
        return jdbc.sql("select locked_until from login_guard where login_hash = :login and locked_until > :now")
                .param("login", login)
                .param("now", now)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }
}
