package theriac.hub.policy;

import java.util.Optional;
import java.util.Set;

/// Who asks, with everything that decides what it may see. Made in one place (`accounts.Viewers`); a read
/// without a viewer does not exist (law 2).
public sealed interface Viewer {

    /// Somebody without a log-in: sees TLP:CLEAR that names no recipients.
    record Anonymous() implements Viewer {}

    /// The hub itself, for a reason that is written down. Sees everything; nothing that leaves the hub is
    /// read with it.
    record System(String reason) implements Viewer {}

    /// A person or a machine of an organisation.
    ///
    /// @param name login or token prefix, for the audit trail
    /// @param account the person (internal key); 0 for a machine: TLP:RED is for people only
    /// @param organization internal key
    /// @param groups sharing groups of the organisation
    /// @param circle the organisation itself, the firms whose client it is, and the members for which it acts:
    ///     where TLP:AMBER may flow to it
    /// @param circleGroups sharing groups of everyone in the circle
    /// @param permissions what it may do
    /// @param behind who looks through these eyes, when that is somebody else, and sees only what both may see
    /// @param only the beginning of the only addresses that a machine's key opens; empty: all that its
    ///     permissions open
    record Party(
            String name,
            long account,
            long organization,
            Set<Long> groups,
            Set<Long> circle,
            Set<Long> circleGroups,
            Set<Permission> permissions,
            Optional<Party> behind,
            Optional<String> only)
            implements Viewer {

        /// The account of eyes that are no person's: TLP:RED names people, and never this one.
        public static final long NOBODY = -1;

        /// Somebody who looks with the own eyes.
        public Party(
                String name,
                long account,
                long organization,
                Set<Long> groups,
                Set<Long> circle,
                Set<Long> circleGroups,
                Set<Permission> permissions) {
            this(
                    name,
                    account,
                    organization,
                    groups,
                    circle,
                    circleGroups,
                    permissions,
                    Optional.empty(),
                    Optional.empty());
        }

        /// The same, through whose eyes somebody else looks.
        public Party seenThroughBy(Party person) {
            return new Party(
                    name,
                    account,
                    organization,
                    groups,
                    circle,
                    circleGroups,
                    permissions,
                    Optional.of(person),
                    Optional.empty());
        }

        /// The same, whose key opens one thing only.
        public Party onlyAt(Optional<String> path) {
            return new Party(name, account, organization, groups, circle, circleGroups, permissions, behind, path);
        }

        public Party {
            groups = Set.copyOf(groups);
            circle = Set.copyOf(circle);
            circleGroups = Set.copyOf(circleGroups);
            permissions = Set.copyOf(permissions);
        }
    }

    static Viewer anonymous() {
        return new Anonymous();
    }

    /// Greppable and audited: every use says why the hub reads for itself.
    static Viewer system(String reason) {
        return new System(reason);
    }

    default boolean may(Permission permission) {
        return switch (this) {
            case Anonymous a -> false;
            case System s -> true;
            case Party p -> p.permissions().contains(permission);
        };
    }
}
