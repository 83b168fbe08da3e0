package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;

/// Who is logged in. The cookie's value is stored as a hash only; disabling an account ends its sessions at
/// once,
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

    /// @param id as its person sees it
    /// @param csrf what the header `X-CSRF` of a write must hold
    /// @param confirmedAt when its person last showed who she is
    /// @param factorMissing whether a second factor is a must for her and is not set up
    public record Session(UUID id, Account account, String csrf, Instant confirmedAt, boolean factorMissing) {}

    /// A session as its person sees it.
    ///
    /// @param agent the browser as it called itself
    /// @param address from which the log-in came
    record Listed(UUID id, String agent, String address, Instant createdAt, Instant expiresAt) {}

    /// How somebody logged in.
    ///
    /// @param issuer internal key of who said that it is her, and with whom the session ends; empty: she herself
    /// @param twoFactors whether the log-in showed two factors by itself
    /// @param farewell what the issuer wants to see at the log-out, sealed; null for none
    @SuppressWarnings("ArrayRecordComponent")
    record Way(Optional<Long> issuer, boolean twoFactors, byte @Nullable [] farewell) {
        static final Way PASSWORD = new Way(Optional.empty(), false, null);
        static final Way PASSKEY = new Way(Optional.empty(), true, null);
    }

    /// @param agent the browser as it calls itself
    /// @param address from which it comes
    public Opened open(Account account, String agent, String address) {
        return open(account, agent, address, Way.PASSWORD);
    }

    Opened open(Account account, String agent, String address, Way way) {
        var opened = new Opened(Secrets.random(), Secrets.random(), LENGTH);
        var now = clock.instant();
        sql.insert(
                Secrets.hash(opened.secret()),
                account.key(),
                opened.csrf(),
                at(now),
                at(now.plus(LENGTH)),
                agent,
                address,
                way);
        return opened;
    }

    public Optional<Session> find(String secret) {
        return sql.find(Secrets.hash(secret), at(clock.instant()));
    }

    /// The issuer of a session that is logged out, and what it wants to see; empty when there is none.
    Optional<Farewell> farewell(Session session) {
        return sql.farewell(session.id());
    }

    /// @param issuer internal key
    @SuppressWarnings("ArrayRecordComponent")
    record Farewell(long issuer, byte[] sealed) {}

    List<Listed> list(Account account) {
        return sql.list(account.key(), at(clock.instant()));
    }

    /// Ends one of a person's own sessions.
    ///
    /// @throws Problem when she has none of this id
    void close(Account account, UUID id) {
        if (!sql.delete(account.key(), id)) {
            throw Problem.notFound("There is no such session; it may have ended.");
        }
    }

    void confirm(Session session) {
        sql.confirm(session.id(), at(clock.instant()));
    }

    void closeOthers(Session session) {
        sql.deleteOthers(session.account().key(), session.id());
    }

    void closeAll(long account) {
        sql.deleteOthers(account, new UUID(0, 0));
    }

    public void close(String secret) {
        sql.delete(Secrets.hash(secret));
    }
}
