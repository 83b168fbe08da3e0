package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;

/// Links that work once and for a while: to become a person, or to choose a new password. Stored as
/// hashes. What they lead to is used up with the first of them. They open no session: whoever used
/// one logs in, with a second factor where there is one. Thread-safe.
public final class Links {

    static final Duration FOR_PASSWORD = Duration.ofHours(24);

    private final LinksSql sql;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Organizations organizations;
    private final Clock clock;

    public Links(JdbcClient jdbc, Accounts accounts, Sessions sessions, Organizations organizations, Clock clock) {
        this.sql = new LinksSql(jdbc);
        this.accounts = accounts;
        this.sessions = sessions;
        this.organizations = organizations;
        this.clock = clock;
    }

    /// What a link is for.
    ///
    /// @param invitation whether it makes a person; otherwise it changes a password
    public record Opened(boolean invitation, String login, String name, String organization) {}

    String forInvitation(long invitation, Instant expires) {
        return make(Optional.of(invitation), Optional.empty(), expires);
    }

    /// A further link of an invitation, or empty when the invitation is gone or over.
    Optional<String> again(long invitation) {
        return sql.expires(invitation)
                .filter(until -> until.isAfter(clock.instant()))
                .map(until -> forInvitation(invitation, until));
    }

    String forPassword(long account) {
        return make(Optional.empty(), Optional.of(account), clock.instant().plus(FOR_PASSWORD));
    }

    /// The links of an account work no longer.
    void forget(long account) {
        sql.forget(account);
    }

    private String make(Optional<Long> invitation, Optional<Long> account, Instant expires) {
        var secret = Secrets.random();
        sql.insert(Secrets.hash(secret), invitation, account, at(expires));
        return secret;
    }

    /// What the link is for, without using it.
    ///
    /// @throws Problem when it is unknown, used, taken back or too old: the four look alike
    public Opened open(String secret) {
        var target = find(secret);
        var organization = organizations.find(target.organization()).orElseThrow();
        return new Opened(target.invitation().isPresent(), target.login(), target.name(), organization.name());
    }

    /// Chooses a password, and with an invitation becomes a person. All sessions of the account
    /// end. Call inside a transaction: the link is used up only if all of it succeeds.
    ///
    /// @throws Problem as with [#open], or when the password is too short
    public void use(String secret, String password) {
        var target = find(secret);
        var organization = organizations.find(target.organization()).orElseThrow();
        if (target.invitation().isPresent()) {
            // Whoever comes second waits here and then finds nothing.
            if (!sql.useUp(target.invitation().get())) {
                throw gone();
            }
            accounts.become(organization, target, Optional.of(password));
        } else {
            long account = target.account().orElseThrow();
            if (!sql.forget(account)) {
                throw gone();
            }
            accounts.setPassword(account, password, Stream.of(target.login(), target.name(), organization.name()));
            sessions.closeAll(account);
            accounts.guard().passed(Accounts.key(target.login()));
        }
    }

    /// As [#use], but what is chosen is a log-in elsewhere. Call inside a transaction.
    ///
    /// @throws Problem when the link leads to nobody any more, or to somebody who has a second factor: she ties it
    ///     on her own profile
    Account useElsewhere(byte[] hash, SecondFactors factors) {
        var target = sql.find(hash, at(clock.instant())).orElseThrow(Links::gone);
        if (target.invitation().isPresent()) {
            var organization = organizations.find(target.organization()).orElseThrow();
            if (!sql.useUp(target.invitation().get())) {
                throw gone();
            }
            return accounts.become(organization, target, Optional.empty());
        }
        var account = accounts.find(target.account().orElseThrow()).orElseThrow(Links::gone);
        if (factors.asked(account)) {
            throw Problem.conflict("You have a second factor: log in with it and tie this log-in on your profile.");
        }
        if (!sql.forget(account.key())) {
            throw gone();
        }
        sessions.closeAll(account.key());
        return account;
    }

    /// What a step may remember of a link instead of its secret.
    ///
    /// @throws Problem as with [#open]
    byte[] hash(String secret) {
        find(secret);
        return Secrets.hash(secret);
    }

    private LinksSql.Target find(String secret) {
        return sql.find(Secrets.hash(secret), at(clock.instant())).orElseThrow(Links::gone);
    }

    private static Problem gone() {
        return Problem.notFound("This link is not valid any more: it works once and for a while. Ask for a new one.");
    }
}
