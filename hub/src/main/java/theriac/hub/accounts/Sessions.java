package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who is logged in. The cookie's value is stored as a hash only; disabling an account ends its sessions at once,
/// because
/// every request asks. Thread-safe.
public final class Sessions {

    /// A working day: people log in in the morning.
    static final Duration LENGTH = Duration.ofHours(12);

    private final SessionsSql sql;
    private final Clock clock;

    public Sessions(JdbcClient jdbc, Clock clock) {
        this.sql = new SessionsSql(jdbc);
        this.clock = clock;
    }

    /// @param secret the cookie's value; known to the browser only
    /// @param csrf sent back by the workbench with every write
    public record Opened(String secret, String csrf, Duration length) {}

    /// @param csrf what the header `X-CSRF` of a write must hold
    public record Session(Account account, String csrf) {}

    public Opened open(Account account) {
        var opened = new Opened(Secrets.random(), Secrets.random(), LENGTH);
        var now = clock.instant();
        sql.insert(Secrets.hash(opened.secret()), account.key(), opened.csrf(), at(now), at(now.plus(LENGTH)));
        return opened;
    }

    public Optional<Session> find(String secret) {
        return sql.find(Secrets.hash(secret), at(clock.instant()));
    }

    public void close(String secret) {
        sql.delete(Secrets.hash(secret));
    }
}
