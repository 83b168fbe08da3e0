package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.policy.Role;

/// Who is meant by a subject of an issuer. A tie is made by the person, logged in or with a link of an admin,
/// and never by a likeness of names or addresses. Thread-safe.
public final class Identities {

    private final IdentitiesSql sql;
    private final Clock clock;

    public Identities(JdbcClient jdbc, Clock clock) {
        this.sql = new IdentitiesSql(jdbc);
        this.clock = clock;
    }

    /// @param issuer its name
    public record Identity(
            UUID id, UUID issuerId, String issuer, String subject, Instant createdAt, Optional<Instant> lastUsedAt) {}

    /// Whom the issuer means, if that account may log in; closed ones and none look alike.
    Optional<Account> find(Issuer issuer, String subject) {
        return sql.find(issuer.key(), subject).filter(issuer::covers);
    }

    void used(Issuer issuer, String subject) {
        sql.used(issuer.key(), subject, at(clock.instant()));
    }

    /// @throws Problem when the issuer is for others, or the subject is tied to somebody already
    void tie(Issuer issuer, String subject, Account account) {
        if (!issuer.covers(account)) {
            throw Problem.conflict("%s is for people of another organisation.".formatted(issuer.name()));
        }
        if (!sql.insert(UUID.randomUUID(), issuer.key(), subject, account.key(), at(clock.instant()))) {
            throw Problem.conflict(
                    "This log-in of %s is tied to an account already. Untie it there first.".formatted(issuer.name()));
        }
    }

    /// Takes a logout token once.
    ///
    /// @return false: it was taken already
    boolean takeLogOut(Issuer issuer, String tokenId, Instant expiresAt) {
        return sql.takeLogOut(issuer.key(), tokenId, at(expiresAt), at(clock.instant()));
    }

    List<Identity> list(long account) {
        return sql.list(account);
    }

    boolean hasPassword(long account) {
        return sql.hasPassword(account);
    }

    /// The person does not log in through this any more; sessions that came through the issuer end.
    ///
    /// @throws Problem when there is none, or it is the last way in
    void untie(long account, UUID id) {
        var all = sql.list(account);
        var which = all.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no such log-in; it may have been untied."));
        if (all.size() == 1 && !sql.hasPassword(account)) {
            throw Problem.conflict("This is the only way in. Choose a password first, with a link of your admin.");
        }
        sql.delete(account, which.id());
    }

    void untieAll(long account) {
        sql.list(account).forEach(each -> sql.delete(account, each.id()));
    }

    void setRoles(Account account, Set<Role> roles) {
        sql.setRoles(account.key(), roles);
    }
}
