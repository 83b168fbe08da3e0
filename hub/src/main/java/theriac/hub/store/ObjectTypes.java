package theriac.hub.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import theriac.hub.db.Database;

/// STIX types as small numbers, so that ten million rows carry four bytes and partial indexes can tell bulk from
/// narrative. Safe between threads: a type's number never changes.
final class ObjectTypes {

    /// From here on types are few enough to be indexed one by one, and people read their texts.
    static final int NARROW = 100;

    static final int INDICATOR = 1;
    static final int RELATIONSHIP = 3;
    static final int ATTACK_PATTERN = 100;

    /// From here on types are custom ones, numbered as they arrive.
    private static final int CUSTOM = 1000;

    /// The types below [#NARROW], as the migration numbers them: what comes in millions and nobody reads as prose.
    private static final Set<String> BULK = Set.of(
            "indicator",
            "observed-data",
            "relationship",
            "sighting",
            "marking-definition",
            "artifact",
            "autonomous-system",
            "directory",
            "domain-name",
            "email-addr",
            "email-message",
            "file",
            "ipv4-addr",
            "ipv6-addr",
            "mac-addr",
            "mutex",
            "network-traffic",
            "process",
            "software",
            "url",
            "user-account",
            "windows-registry-key",
            "x509-certificate");

    private final ObjectTypeSql sql;
    private final Map<String, Integer> standard = new ConcurrentHashMap<>();

    ObjectTypes(Database database) {
        this.sql = new ObjectTypeSql(database);
    }

    /// Whether a type has no full text.
    static boolean isBulk(String type) {
        return BULK.contains(type);
    }

    /// The numbers of types, making new ones where needed. Joins the caller's transaction.
    Map<String, Integer> numbers(Collection<String> names) {
        var found = new HashMap<String, Integer>();
        var missing = new TreeSet<String>();
        for (var name : names) {
            var number = standard.get(name);
            if (number == null) {
                missing.add(name);
            } else {
                found.put(name, number);
            }
        }
        if (!missing.isEmpty()) {
            found.putAll(intern(missing));
        }
        return found;
    }

    /// The numbers of those types that exist; a type that nobody ever sent has none.
    Integer[] existing(Set<String> names) {
        var known = names.stream().map(standard::get).filter(Objects::nonNull).toArray(Integer[]::new);
        return known.length == names.size() ? known : load(names).values().toArray(Integer[]::new);
    }

    /// The numbers of those types that exist, by name.
    Map<String, Integer> numbersOf(Set<String> names) {
        return load(names);
    }

    private Map<String, Integer> intern(TreeSet<String> names) {
        var found = load(names);
        if (found.size() < names.size()) {
            names.removeAll(found.keySet());
            sql.insert(names);
            found.putAll(load(names));
        }
        return found;
    }

    private Map<String, Integer> load(Collection<String> names) {
        var found = sql.load(names);
        // A number made inside a transaction that may still roll back is not remembered: only the standard ones are.
        found.forEach((name, number) -> {
            if (number < CUSTOM) {
                standard.put(name, number);
            }
        });
        return found;
    }
}
