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

/// Who is logged in. The cookie's value is stored as a hash only; disabling an account ends its
/// sessions at once, because every request asks. Thread-safe.
public final class Sessions {

    /// A working day: people log in in the morning.
    static final Duration LENGTH = Duration.ofHours(12);

    /// Of one person at once; the one that was not used for longest ends when another begins.
    static final int MOST = 20;

    /// How often "last used" is written down at most.
    private static final Duration USED_STEP = Duration.ofMinutes(1);

    private final SessionsSql sql;
    private final Duration idle;
    private final Clock clock;

    /// @param idle after which a session ends that nobody uses
    public Sessions(JdbcClient jdbc, Duration idle, Clock clock) {
        this.sql = new SessionsSql(jdbc);
        this.idle = idle;
        this.clock = clock;
    }

    /// @param secret the cookie's value; known to the browser only
    /// @param csrf sent back by the workbench with every write
    public record Opened(String secret, String csrf, Duration length) {}

    /// @param id as its person sees it
    /// @param csrf what the header `X-CSRF` of a write must hold
    /// @param confirmedAt when its person last showed who she is
    /// @param usedAt when its person last did something, to the minute
    /// @param factorMissing whether a second factor is a must for her and is not set up
    public record Session(
            UUID id, Account account, String csrf, Instant confirmedAt, Instant usedAt, boolean factorMissing) {}

    /// A session as its person sees it.
    ///
    /// @param agent the browser as it called itself
    /// @param address from which the log-in came
    /// @param endsAt at the latest; earlier when nobody uses it
    record Listed(UUID id, String agent, String address, Instant createdAt, Instant usedAt, Instant endsAt) {}

    /// The session at the issuer from which one here came (OpenID Connect Back-Channel Logout 1.0).
    ///
    /// @param issuer internal key
    /// @param subject as the issuer calls the person
    /// @param sid as the issuer calls its session; empty: it did not say
    record Origin(long issuer, String subject, Optional<String> sid) {}

    /// How somebody logged in.
    ///
    /// @param origin the issuer that said that it is her, and with which the session ends; empty: she herself
    /// @param twoFactors whether the log-in showed two factors by itself
    /// @param farewell what the issuer wants to see at the log-out, sealed; null for none
    @SuppressWarnings("ArrayRecordComponent")
    record Way(Optional<Origin> origin, boolean twoFactors, byte @Nullable [] farewell) {
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
        sql.deleteBeyond(account.key(), Secrets.hash(opened.secret()), MOST);
        return opened;
    }

    public Optional<Session> find(String secret) {
        var now = clock.instant();
        var hash = Secrets.hash(secret);
        var found = sql.find(hash, at(now), at(now.minus(idle)));
        if (found.isEmpty()) {
            // A clock that is put back later must not let it live again.
            sql.deleteEnded(hash, at(now), at(now.minus(idle)));
        }
        return found;
    }

    /// Its person did something. A clock that was put back does not lengthen a session: from its next use on, it counts
    /// by the clock as it is.
    void used(Session session) {
        var now = clock.instant();
        if (session.usedAt().isAfter(now) || session.usedAt().plus(USED_STEP).compareTo(now) <= 0) {
            sql.used(session.id(), at(now));
        }
    }

    /// The issuer of a session that is logged out, and what it wants to see; empty when there is none.
    Optional<Farewell> farewell(Session session) {
        return sql.farewell(session.id());
    }

    /// @param issuer internal key
    @SuppressWarnings("ArrayRecordComponent")
    record Farewell(long issuer, byte[] sealed) {}

    List<Listed> list(Account account) {
        var now = clock.instant();
        return sql.list(account.key(), at(now), at(now.minus(idle)));
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

    /// Ends what came from a session at an issuer, or from all of them of a person.
    ///
    /// @param subject empty: of whomever it was
    /// @param sid empty: all of the subject's
    /// @return how many ended
    int closeFrom(long issuer, Optional<String> subject, Optional<String> sid) {
        return sql.deleteFrom(issuer, subject.orElse(null), sid.orElse(null));
    }

    void closeAll(long account) {
        sql.deleteOthers(account, new UUID(0, 0));
    }

    public void close(String secret) {
        sql.delete(Secrets.hash(secret));
    }
}
