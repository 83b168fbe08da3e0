package theriac.hub.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;

/// Looking at the workbench through others' eyes (ADR 023): an organisation and some of its roles, for an hour, to read
/// only. What the one who looks may not see itself stays hidden, and so does what is for named people. Thread-safe.
public final class SeeAs {

    /// From the start on.
    static final Duration LIFE = Duration.ofHours(1);

    /// What can be looked at: what is for everybody of these roles, and no person's own things.
    private static final Set<Permission> SEEN = Set.copyOf(EnumSet.of(
            Permission.SIGNED_IN, Permission.READ_OBJECTS, Permission.READ_SOURCES, Permission.READ_PUBLICATIONS));

    private static final int LONGEST = 500;

    private final SeeAsSql sql;
    private final Organizations organizations;
    private final Viewers viewers;
    private final Clock clock;

    public SeeAs(JdbcClient jdbc, Organizations organizations, Viewers viewers, Clock clock) {
        this.sql = new SeeAsSql(jdbc);
        this.organizations = organizations;
        this.viewers = viewers;
        this.clock = clock;
    }

    /// A view that was begun.
    ///
    /// @param organization internal key
    /// @param over whether it was ended or its hour is over
    record View(UUID id, long organization, Set<Role> roles, Instant expiresAt, boolean over) {}

    /// @throws Problem when there is no such organisation, it is one's own, or a role does not exist there
    View begin(Sessions.Session session, UUID organization, Set<Role> roles, String reason) {
        var other = organizations
                .find(organization)
                .filter(found -> found.closedAt().isEmpty())
                .orElseThrow(() -> Problem.notFound("There is no such organisation, or it takes part no longer."));
        if (roles.isEmpty() || !other.isCert() && !roles.stream().allMatch(Role::atMembers)) {
            throw Problem.badRequest("Choose at least one role, and only those that exist at that organisation.");
        }
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw Problem.badRequest("Say why, in at most %d characters: auditors read it.".formatted(LONGEST));
        }
        var now = clock.instant();
        var view = new View(UUID.randomUUID(), other.key(), Set.copyOf(roles), now.plus(LIFE), false);
        sql.insert(view, session, reason.strip(), now);
        return view;
    }

    /// A view that was begun in this session, also one that is over; empty: there is none.
    Optional<View> find(UUID id, Sessions.Session session) {
        return sql.find(id, session.id(), clock.instant());
    }

    void end(UUID id, Sessions.Session session) {
        sql.end(id, session.id(), clock.instant());
    }

    /// Who asks while it lasts.
    ///
    /// @param reads whether the request only reads; no other is allowed anything, and after the end none is
    Viewer.Party eyes(Viewer.Party person, View view, boolean reads) {
        var permissions = EnumSet.noneOf(Permission.class);
        if (reads && !view.over() && person.may(Permission.SEE_AS)) {
            view.roles().forEach(role -> permissions.addAll(role.permissions()));
            permissions.retainAll(SEEN);
        }
        return viewers.through(person, organization(view), permissions);
    }

    Organization organization(View view) {
        return organizations.find(view.organization()).orElseThrow();
    }
}
