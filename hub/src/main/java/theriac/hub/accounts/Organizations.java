package theriac.hub.accounts;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// The bodies that take part, their groups and who acts for whom. Thread-safe.
public final class Organizations {

    /// Everyone whom the CERT warns. Members join it when they are created.
    public static final String MEMBERS = "members";

    private static final Set<String> KINDS = Set.of(
            "cert",
            "hospital",
            "gp",
            "mental-care",
            "lab",
            "pharmacy",
            "insurer",
            "supplier",
            "partner",
            "security-firm");

    private final OrganizationsSql sql;
    private final Clock clock;

    public Organizations(OrganizationsSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param mail empty for none
    public record NewOrganization(String name, String kind, String language, String mail) {}

    /// Makes an organisation; a member kind joins the group of all members.
    ///
    /// @throws Problem when the kind is unknown or the name is empty
    public Organization create(NewOrganization wish) {
        if (!KINDS.contains(wish.kind())) {
            throw Problem.badRequest("An organisation of the kind \"%s\" does not exist; choose one of %s."
                    .formatted(wish.kind(), String.join(", ", new java.util.TreeSet<>(KINDS))));
        }
        if (wish.name().isBlank() || wish.name().length() > 200) {
            throw Problem.badRequest("An organisation needs a name of at most 200 characters.");
        }
        var created = sql.insert(UUID.randomUUID(), wish, StixId.random("identity"), clock.instant());
        if (created.isMember()) {
            sql.join(group(MEMBERS), created.key());
        }
        return created;
    }

    /// The key of a sharing group, made when it does not exist.
    public long group(String name) {
        return sql.group(UUID.randomUUID(), name);
    }

    /// A sharing group, without its members.
    ///
    /// @param key internal
    public record Group(long key, UUID id, String name) {}

    /// All sharing groups, by name.
    public List<Group> groups() {
        return sql.groups();
    }

    /// Sharing groups by their keys, by name.
    public List<Group> groups(Set<Long> keys) {
        return sql.named(keys);
    }

    /// The key of a sharing group by its public id.
    public OptionalLong findGroup(UUID id) {
        return sql.findGroup(id);
    }

    public void join(long group, Organization organization) {
        sql.join(group, organization.key());
    }

    /// From now on the firm acts for the member: TLP:AMBER of the member may flow to it, AMBER+STRICT may not.
    public void delegate(Organization firm, Organization member, Set<String> purposes) {
        if (!firm.kind().equals("security-firm")) {
            throw Problem.badRequest(
                    "Only a security firm can act for a member; %s is a %s.".formatted(firm.name(), firm.kind()));
        }
        sql.delegate(firm.key(), member.key(), purposes);
    }

    /// Every member with its key, for whoever plans deliveries; at most 10,000.
    public List<Organization> members() {
        return sql.list().stream().filter(Organization::isMember).toList();
    }

    public List<Organization> all() {
        return sql.list();
    }

    /// What this viewer may know of the others: who cares for members sees all, everyone else only itself and the CERT.
    public List<Organization> list(Viewer viewer) {
        if (viewer.may(Permission.READ_MEMBERS)) {
            return sql.list();
        }
        return switch (viewer) {
            case Viewer.Party party ->
                sql.list().stream()
                        .filter(o -> o.key() == party.organization() || o.kind().equals("cert"))
                        .toList();
            case Viewer.Anonymous a -> List.of();
            case Viewer.System s -> sql.list();
        };
    }

    public Optional<Organization> find(long key) {
        return sql.find(key);
    }

    public Optional<Organization> find(UUID id) {
        return sql.find(id);
    }

    public Optional<Organization> findByName(String name) {
        return sql.list().stream().filter(o -> o.name().equals(name)).findFirst();
    }

    /// The body that runs the hub; empty before the set-up.
    public Optional<Organization> cert() {
        return sql.list().stream().filter(o -> o.kind().equals("cert")).findFirst();
    }
}
