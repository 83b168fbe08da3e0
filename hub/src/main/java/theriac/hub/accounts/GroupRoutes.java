package theriac.hub.accounts;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.accounts.MemberRoutes.DelegationRow;
import theriac.hub.accounts.MemberRoutes.NamedRow;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Proposals;

/// What ties organisations together: sharing groups, and firms that act for members. Who is in a group is for
/// those who care for members; everyone else learns the names of its own groups only.
@RestController
public final class GroupRoutes {

    private static final Set<String> PURPOSES =
            Set.of("monitoring", "incident-response", "acknowledgement", "reporting");

    private final Organizations organizations;
    private final SharingGroups groups;
    private final MemberRoutes members;
    private final Tokens tokens;
    private final Proposals waiting;
    private final Database database;

    public GroupRoutes(
            Organizations organizations,
            SharingGroups groups,
            MemberRoutes members,
            Tokens tokens,
            Proposals waiting,
            Database database) {
        this.waiting = waiting;
        this.organizations = organizations;
        this.groups = groups;
        this.members = members;
        this.tokens = tokens;
        this.database = database;
    }

    /// @param organizations who is in it; who is no member of the sector joins after a second person decided so
    /// @param reason for that person; asked for then only
    public record GroupToSave(String name, String description, Set<UUID> organizations, Optional<String> reason) {}

    /// @param kept the hub itself keeps it: its members cannot be chosen
    public record GroupRow(UUID id, String name, String description, boolean kept, List<NamedRow> organizations) {}

    /// @param proposed whose joining waits for a second person, because of the change that this answers
    public record GroupList(List<GroupRow> groups, List<NamedRow> proposed) {}

    /// @param purposes some of `monitoring`, `incident-response`, `acknowledgement`, `reporting`
    public record DelegationToSave(Set<String> purposes, Instant until) {}

    public record DelegationList(List<DelegationRow> delegations) {}

    @GetMapping("/api/groups")
    @Requires(Permission.READ_MEMBERS)
    GroupList groups() {
        return list(List.of());
    }

    private GroupList list(List<Organization> proposed) {
        var known = known(Organization::key);
        var rows = groups.list().stream()
                .map(group -> new GroupRow(
                        group.id(),
                        group.name(),
                        group.description(),
                        group.kept(),
                        group.members().stream()
                                .map(key -> Objects.requireNonNull(known.get(key)))
                                .map(o -> new NamedRow(o.id(), o.name()))
                                .toList()))
                .toList();
        return new GroupList(
                rows, proposed.stream().map(o -> new NamedRow(o.id(), o.name())).toList());
    }

    @PostMapping("/api/groups")
    @Requires(Permission.ADMINISTER_MEMBERS)
    GroupList createGroup(Viewer viewer, @RequestBody GroupToSave group) {
        return saved(viewer, group, Set.of(), keys -> groups.create(group.name(), group.description(), keys));
    }

    @PutMapping("/api/groups/{id}")
    @Requires(Permission.ADMINISTER_MEMBERS)
    GroupList changeGroup(Viewer viewer, @PathVariable UUID id, @RequestBody GroupToSave group) {
        var before = groups.list().stream()
                .filter(each -> each.id().equals(id))
                .flatMap(each -> each.members().stream())
                .collect(Collectors.toSet());
        return saved(viewer, group, before, keys -> {
            groups.change(id, group.name(), group.description(), keys);
            return id;
        });
    }

    /// Members join and everybody leaves at once. What a group was told goes to whoever joins it, AMBER too: for
    /// partners and firms a second person decides.
    private GroupList saved(Viewer viewer, GroupToSave wish, Set<Long> before, Function<Set<Long>, UUID> change) {
        var known = known(Organization::id);
        var chosen = new HashSet<>(SharingGroups.keys(wish.organizations(), known));
        var outside = known.values().stream()
                .filter(o -> chosen.contains(o.key()) && !before.contains(o.key()))
                .filter(o -> !o.isMember() && !o.isCert())
                .toList();
        outside.forEach(o -> chosen.remove(o.key()));
        database.inTransaction(() -> {
            var group = change.apply(chosen);
            outside.forEach(o -> waiting.propose(
                    viewer,
                    MemberDeeds.joining(group, wish.name(), o, wish.reason().orElse(""))));
        });
        tokens.forgetSeen();
        return list(outside);
    }

    @GetMapping("/api/delegations")
    @Requires(Permission.READ_MEMBERS)
    DelegationList delegations() {
        var known = known(Organization::key);
        return new DelegationList(organizations.delegations(Optional.empty()).stream()
                .map(each -> members.row(each, known))
                .toList());
    }

    @PutMapping("/api/delegations/{firm}/{member}")
    @Requires(value = Permission.ADMINISTER_MEMBERS, confirmed = true)
    DelegationList delegate(@PathVariable UUID firm, @PathVariable UUID member, @RequestBody DelegationToSave wish) {
        if (wish.purposes().isEmpty() || !PURPOSES.containsAll(wish.purposes())) {
            throw Problem.badRequest(
                    "Say for which purposes: some of %s.".formatted(String.join(", ", new TreeSet<>(PURPOSES))));
        }
        organizations.delegate(load(firm), load(member), wish.purposes(), Optional.of(wish.until()));
        tokens.forgetSeen();
        return delegations();
    }

    @DeleteMapping("/api/delegations/{firm}/{member}")
    @Requires(Permission.ADMINISTER_MEMBERS)
    DelegationList endDelegation(@PathVariable UUID firm, @PathVariable UUID member) {
        organizations.endDelegation(load(firm), load(member));
        tokens.forgetSeen();
        return delegations();
    }

    private Organization load(UUID id) {
        return organizations.find(id).orElseThrow(() -> Problem.notFound("There is no such organisation."));
    }

    private <K> Map<K, Organization> known(Function<Organization, K> key) {
        return organizations.all().stream().collect(Collectors.toMap(key, Function.identity()));
    }
}
