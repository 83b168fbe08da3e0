package theriac.hub.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a machine token may do, and nothing that people may by being logged in. Always within one organisation.
public enum Scope {
    /// Reads and writes the organisation's TAXII collections.
    TAXII(Set.of(Permission.TAXII)),
    /// Sends sightings to the organisation's own collection, and reads nothing.
    SIGHTINGS(Set.of(Permission.TAXII_SIGHTINGS)),
    /// Sends to the organisation's collection of submissions, and reads nothing.
    SUBMIT(Set.of(Permission.TAXII_SUBMISSIONS)),
    /// Fetches the plain block lists.
    LISTS(Set.of(Permission.LISTS)),
    /// A scout: syncs, confirms, returns sightings.
    SCOUT(Set.of(Permission.SCOUT, Permission.TAXII)),
    /// Brings records to the one source that the token is bound to.
    PUSH(Set.of(Permission.PUSH)),
    /// Reads over MISP's REST interface.
    MISP(Set.of(Permission.MISP)),
    /// Reads and writes over MISP's REST interface, in the organisation's name.
    MISP_WRITE(Set.of(Permission.MISP, Permission.MISP_WRITE)),
    /// Reads over MISP's REST interface, and begins pulls from and pushes to other servers. For the CERT only.
    MISP_SYNC(Set.of(Permission.MISP, Permission.MISP_SYNC));

    private final Set<Permission> permissions;

    Scope(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> parse(String text) {
        for (var scope : values()) {
            if (scope.text().equals(text)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
