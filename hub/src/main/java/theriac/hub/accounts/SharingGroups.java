package theriac.hub.accounts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;

/// Groups of organisations as the CERT keeps them: who belongs together, and why. A group that has no members reaches
/// nobody; one that was named as an audience is never deleted. Thread-safe.
public final class SharingGroups {

    private final SharingGroupsSql sql;

    public SharingGroups(JdbcClient jdbc) {
        this.sql = new SharingGroupsSql(jdbc);
    }

    /// @param key internal
    /// @param members internal keys of organisations
    public record SharingGroup(long key, UUID id, String name, String description, List<Long> members) {

        /// The group of everyone whom the CERT warns; the hub itself keeps it.
        public boolean kept() {
            return name.equals(Organizations.MEMBERS);
        }
    }

    /// All of them, by name.
    public List<SharingGroup> list() {
        return sql.list(Optional.empty());
    }

    /// The groups of one organisation.
    public List<SharingGroup> of(Organization organization) {
        return sql.list(Optional.of(organization.key()));
    }

    /// Makes a group. Call inside a transaction.
    ///
    /// @throws Problem when there is one of this name
    public UUID create(String name, String description, Set<Long> members) {
        var id = UUID.randomUUID();
        var key = sql.insert(id, name(name), description(description))
                .orElseThrow(() -> Problem.conflict("There is a group of the name \"%s\".".formatted(name.strip())));
        sql.replace(key, members);
        return id;
    }

    /// Gives a group another name, reason or members: who leaves no longer sees what it saw as a member, at once. Call
    /// inside a transaction.
    ///
    /// @throws Problem when there is none, or the hub itself keeps it
    public void change(UUID id, String name, String description, Set<Long> members) {
        var before = sql.lock(id).orElseThrow(() -> Problem.notFound("There is no such group."));
        if (before.kept()) {
            throw Problem.conflict(
                    "The hub keeps the group \"%s\" itself: every member is in it.".formatted(before.name()));
        }
        if (!sql.change(before.key(), name(name), description(description))) {
            throw Problem.conflict("There is a group of the name \"%s\".".formatted(name.strip()));
        }
        sql.replace(before.key(), members);
    }

    /// One more member. The second time nothing happens. Call inside a transaction.
    ///
    /// @throws Problem when there is no such group
    void join(UUID id, Organization organization) {
        var group = sql.lock(id).orElseThrow(() -> Problem.notFound("There is no such group."));
        var members = new java.util.HashSet<>(sql.list(Optional.empty()).stream()
                .filter(each -> each.key() == group.key())
                .flatMap(each -> each.members().stream())
                .toList());
        if (members.add(organization.key())) {
            sql.replace(group.key(), members);
        }
    }

    /// The internal keys of organisations.
    ///
    /// @throws Problem when one of them does not exist
    static Set<Long> keys(Set<UUID> ids, Map<UUID, Organization> known) {
        return ids.stream()
                .map(id -> Optional.ofNullable(known.get(id))
                        .orElseThrow(() -> Problem.notFound("There is no such organisation.")))
                .map(Organization::key)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static String name(String given) {
        if (given.strip().equals(Organizations.MEMBERS)) {
            throw Problem.conflict("The name \"%s\" is the hub's own.".formatted(Organizations.MEMBERS));
        }
        return Entered.text(given, 100, "A group needs a name of at most 100 plain characters.");
    }

    private static String description(String given) {
        return Entered.optional(given, 500, "What a group is for has at most 500 plain characters, on one line.");
    }
}
