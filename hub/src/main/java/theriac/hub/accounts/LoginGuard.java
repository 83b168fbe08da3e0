package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts wrong passwords and codes in a row. Every attempt is counted before it is judged, so a thousand at
/// once are a thousand; names that nobody has are counted like all others; the count stands in the database, so
/// neither a restart nor another hub forgets it. After a lock each further attempt locks anew: a clock that
/// jumps gives one attempt and no more. Thread-safe.
final class LoginGuard {

    /// Wrong ones in a row before a name is locked.
    static final int PATIENCE = 10;

    /// How long a locked name stays locked.
    static final Duration LOCK = Duration.ofMinutes(15);

    /// A count that nobody added to for so long is forgotten.
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final LoginGuardSql sql;
    private final Clock clock;

    LoginGuard(JdbcClient jdbc, Clock clock) {
        this.sql = new LoginGuardSql(jdbc);
        this.clock = clock;
    }

    /// Whether this attempt may be judged at all; it counts as wrong until it is [#passed].
    boolean admits(String loginKey) {
        var now = clock.instant();
        sql.forget(at(now.minus(REMEMBERED)));
        return sql.attempt(Secrets.hash(loginKey), at(now), at(now.plus(LOCK)), PATIENCE);
    }

    void passed(String loginKey) {
        sql.delete(Secrets.hash(loginKey));
    }

    /// Until when the name is locked; empty: it is not.
    Optional<Instant> lockedUntil(String loginKey) {
        return sql.lockedUntil(Secrets.hash(loginKey), at(clock.instant()));
    }
}
