package theriac.hub.accounts;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import theriac.hub.policy.Community;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;

/// The one place where a caller becomes a [Viewer]. Thread-safe.
public final class Viewers {

    private final OrganizationsSql sql;
    private final Clock clock;

    public Viewers(OrganizationsSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public Viewer.Party person(Account account) {
        var permissions = EnumSet.noneOf(Permission.class);
        for (Role role : account.roles()) {
            permissions.addAll(role.permissions());
        }
        if (!isCert(account.organization())) {
            // An analyst of a member is no analyst of the sector: the others are no business of theirs.
            permissions.remove(Permission.READ_MEMBERS);
            permissions.remove(Permission.ADMINISTER_MEMBERS);
            permissions.remove(Permission.SEE_AS);
            permissions.remove(Permission.LEARN_WHO);
            permissions.remove(Permission.OVERRIDE_MARKINGS);
        }
        return party(account.login(), account.key(), account.organization(), permissions);
    }

    /// Somebody for whom a second factor is a must and who has none yet: her own log-in, and nothing else.
    Viewer.Party newcomer(Account account) {
        return party(account.login(), account.key(), account.organization(), EnumSet.of(Permission.OWN_ACCOUNT));
    }

    Viewer.Party person(Sessions.Session session) {
        return session.factorMissing() ? newcomer(session.account()) : person(session.account());
    }

    public Viewer.Party machine(Tokens.Token token) {
        var permissions = EnumSet.noneOf(Permission.class);
        for (Scope scope : token.scopes()) {
            permissions.addAll(scope.permissions());
        }
        return party(token.person().orElse(token.prefix()), 0, token.organization(), permissions)
                .onlyAt(token.limits().only());
    }

    /// Everybody who takes part now.
    public Community community() {
        return people -> sql.community().load(clock.instant(), people);
    }

    /// What a machine of this organisation would see: used to plan what goes to a member before its machine
    /// asks.
    public Viewer.Party organization(Organization organization) {
        return party(organization.name(), 0, organization.key(), EnumSet.noneOf(Permission.class));
    }

    /// The eyes of an organisation, and behind them a person.
    Viewer.Party through(Viewer.Party person, Organization organization, Set<Permission> permissions) {
        return party(person.name() + " as " + organization.name(), Viewer.Party.NOBODY, organization.key(), permissions)
                .seenThroughBy(person);
    }

    private boolean isCert(long organization) {
        return sql.find(organization).filter(Organization::isCert).isPresent();
    }

    private Viewer.Party party(String name, long account, long organization, Set<Permission> permissions) {
        var counts = sql.memberships(organization, clock.instant());
        return new Viewer.Party(
                name, account, organization, counts.groups(), counts.circle(), counts.circleGroups(), permissions);
    }
}
