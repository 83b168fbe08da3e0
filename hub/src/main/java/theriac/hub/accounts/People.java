package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.policy.Role;

/// The people of an organisation as its admin cares for them. An admin gives nobody more than it has itself,
/// and does not touch who has more. Thread-safe; call what changes inside a transaction.
public final class People {

    private static final int MOST_INVITATIONS = 200;

    /// Long enough for a holiday's beginning, short enough for a mailbox that is read by others later.
    static final Duration INVITED = Duration.ofDays(7);

    private final PeopleSql sql;
    private final Accounts accounts;
    private final Links links;
    private final Clock clock;

    public People(JdbcClient jdbc, Accounts accounts, Links links, Clock clock) {
        this.sql = new PeopleSql(jdbc);
        this.accounts = accounts;
        this.links = links;
        this.clock = clock;
    }

    /// Who changes something, and for whom.
    ///
    /// @param account of the admin
    /// @param cert whether it cares for all members
    /// @param organization in which the people are
    public record Admin(Account account, boolean cert, Organization organization) {

        /// What may be given and taken here.
        Set<Role> grants() {
            var here = EnumSet.allOf(Role.class);
            here.removeIf(role -> !organization.isCert() && !role.atMembers());
            if (!cert) {
                here.retainAll(account.roles());
            }
            return here;
        }

        private void mustGrant(Set<Role> roles) {
            if (!grants().containsAll(roles)) {
                throw Problem.notAllowed("You can only give and take roles that you have yourself, and only those that"
                        + " exist at this organisation.");
            }
        }
    }

    /// @param lockedUntil after too many wrong passwords; empty: not locked
    public record Person(
            Account account,
            String mail,
            Optional<Instant> disabledAt,
            Instant createdAt,
            Optional<Instant> lockedUntil) {}

    /// Somebody who has not become a person yet.
    public record Invitation(
            UUID id,
            String login,
            String name,
            String mail,
            Set<Role> roles,
            String by,
            Instant createdAt,
            Instant expiresAt) {}

    /// @param login the part before the @, which is the organisation's own
    /// @param mail where the link goes; empty: it is handed over in another way
    /// @param language `nl` or `en`
    public record Wish(String login, String name, String mail, String language, Set<Role> roles) {}

    public List<Person> list(Organization organization) {
        return sql.list(organization.key()).stream()
                .map(person -> new Person(
                        person.account(),
                        person.mail(),
                        person.disabledAt(),
                        person.createdAt(),
                        accounts.guard()
                                .lockedUntil(Accounts.key(person.account().login()))))
                .toList();
    }

    public List<Invitation> invitations(Organization organization) {
        return sql.invitations(organization.key());
    }

    /// Invites somebody.
    ///
    /// @return the link's secret, shown to the admin once
    /// @throws Problem when the organisation has somebody of this name, or a role is not the admin's to give
    public String invite(Admin admin, Wish wish) {
        admin.mustGrant(wish.roles());
        if (wish.roles().isEmpty()) {
            throw Problem.badRequest("Choose at least one role.");
        }
        if (sql.invitations(admin.organization().key()).size() >= MOST_INVITATIONS) {
            throw Problem.conflict("There are %d invitations already; take some back.".formatted(MOST_INVITATIONS));
        }
        var login = Accounts.login(wish.login()) + "@"
                + sql.handle(admin.organization().key());
        if (sql.taken(Accounts.key(login))) {
            throw Problem.conflict("%s has somebody with the log-in name %s."
                    .formatted(admin.organization().name(), login));
        }
        if (!Set.of("nl", "en").contains(wish.language())) {
            throw Problem.badRequest("The language is nl or en.");
        }
        var now = clock.instant();
        var invitation = new Invitation(
                UUID.randomUUID(),
                login,
                personName(wish.name()),
                Entered.mail(wish.mail()),
                wish.roles(),
                admin.account().login(),
                now,
                now.plus(INVITED));
        long key = sql.invite(admin.organization().key(), invitation, Accounts.key(login), wish.language());
        if (!invitation.mail().isEmpty()) {
            sql.mailInvitation(key, at(now));
        }
        return links.forInvitation(key, invitation.expiresAt());
    }

    /// Its links work no longer.
    public void takeBack(Admin admin, UUID invitation) {
        if (!sql.takeBack(admin.organization().key(), invitation)) {
            throw Problem.notFound("There is no such invitation; it may have been used.");
        }
    }

    /// Gives a person another name, address or roles.
    public void change(Admin admin, UUID id, String name, String mail, Set<Role> roles) {
        var person = touchable(admin, id);
        admin.mustGrant(roles);
        if (person.key() == admin.account().key() && !roles.equals(person.roles())) {
            throw Problem.conflict("Your own roles are changed by another admin.");
        }
        if (roles.isEmpty()) {
            throw Problem.badRequest("Choose at least one role, or close the account.");
        }
        sql.change(person.key(), personName(name), Entered.mail(mail), roles);
    }

    /// From now on this person is refused: live sessions end, links and keys work no longer.
    public void disable(Admin admin, UUID id) {
        var person = touchable(admin, id);
        if (person.key() == admin.account().key()) {
            throw Problem.conflict("You cannot close your own account; another admin can.");
        }
        sql.disable(person.key(), Optional.of(clock.instant()));
        sql.endSessions(person.key());
        links.forget(person.key());
    }

    /// The person may log in again; keys of hers work again.
    public void enable(Admin admin, UUID id) {
        sql.disable(touchable(admin, id).key(), Optional.empty());
    }

    public void endSessions(Admin admin, UUID id) {
        sql.endSessions(touchable(admin, id).key());
    }

    /// Wrong passwords are forgotten.
    public void unlock(Admin admin, UUID id) {
        accounts.guard().passed(Accounts.key(touchable(admin, id).login()));
    }

    /// A link to choose a new password, for the admin to hand over.
    public String resetLink(Admin admin, UUID id) {
        return links.forPassword(touchable(admin, id).key());
    }

    /// The internal key of somebody whom this admin may change.
    long load(Admin admin, UUID id) {
        return touchable(admin, id).key();
    }

    private Account touchable(Admin admin, UUID id) {
        var person = sql.lock(admin.organization().key(), id)
                .orElseThrow(() -> Problem.notFound("There is no such person."));
        if (!admin.cert() && !admin.account().roles().containsAll(person.roles())) {
            throw Problem.notAllowed(
                    "%s has roles that you have not; somebody who has them can do this.".formatted(person.name()));
        }
        return person;
    }

    static String personName(String given) {
        return Entered.text(given, 100, "A person needs a name of at most 100 plain characters.");
    }
}
