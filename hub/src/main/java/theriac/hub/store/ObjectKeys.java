package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// STIX ids as internal keys. An id that nobody told us about gets a stub: a key without a version.
final class ObjectKeys {

    private final ObjectKeySql sql;
    private final ObjectTypes types;
    private final KeyBlocks objectKeys;
    private final KeyBlocks versionKeys;

    ObjectKeys(Database database, ObjectTypes types) {
        this.sql = new ObjectKeySql(database);
        this.types = types;
        this.objectKeys = new KeyBlocks(database, "object_key_seq");
        this.versionKeys = new KeyBlocks(database, "version_key_seq");
    }

    /// Fresh keys for contents.
    long[] versionKeys(int count) {
        return versionKeys.take(count);
    }

    /// Keys of ids, and which of them this transaction made.
    ///
    /// @param byId every id that was asked for
    /// @param numbers the type number of each type among the ids
    record Interned(Map<String, Long> byId, Set<String> made, Map<String, Integer> numbers) {}

    /// Makes stubs where needed. New ids get rising keys in the order in which they are given: what follows of them
    /// is written at the end of its indexes, which costs PostgreSQL no search. The rows themselves are inserted
    /// sorted by id, so that concurrent writers of the same objects wait for each other instead of dead-locking.
    ///
    /// @param ids may repeat
    Interned intern(Collection<String> ids) {
        var sorted = new TreeSet<>(ids);
        var byId = sql.find(sorted);
        var numbers = types.numbers(typesOf(sorted));
        var made = new HashSet<String>();
        if (byId.size() < sorted.size()) {
            sorted.removeAll(byId.keySet());
            var fresh = keysFor(sorted, ids);
            int inserted = sql.insert(fresh, id -> number(numbers, typeOf(id)));
            // Another writer was first with some and has committed by now: its rows are visible to a new statement.
            var others = inserted < fresh.size() ? sql.find(sorted) : Map.<String, Long>of();
            fresh.forEach((id, mine) -> {
                long stored = others.getOrDefault(id, mine);
                byId.put(id, stored);
                if (stored == mine) {
                    made.add(id);
                }
            });
        }
        return new Interned(byId, made, numbers);
    }

    private SortedMap<String, Long> keysFor(Set<String> unknown, Collection<String> order) {
        var keys = objectKeys.take(unknown.size());
        var fresh = new TreeMap<String, Long>();
        for (var id : order) {
            if (unknown.contains(id) && !fresh.containsKey(id)) {
                fresh.put(id, keys[fresh.size()]);
            }
        }
        return fresh;
    }

    /// Keys in the order of the ids; null stays null.
    @Nullable
    Long[] keys(List<@Nullable StixId> ids) {
        var texts = new ArrayList<String>(ids.size());
        for (var id : ids) {
            if (id != null) {
                texts.add(id.text());
            }
        }
        var byId = texts.isEmpty() ? Map.<String, Long>of() : intern(texts).byId();
        var keys = new @Nullable Long[ids.size()];
        for (int i = 0; i < keys.length; i++) {
            var id = ids.get(i);
            keys[i] = id == null ? null : byId.get(id.text());
        }
        return keys;
    }

    Map<String, Long> existing(Collection<String> ids) {
        return sql.find(new TreeSet<>(ids));
    }

    static int number(Map<String, Integer> numbers, String type) {
        var number = numbers.get(type);
        if (number == null) {
            throw new IllegalStateException("The type " + type + " has no number.");
        }
        return number;
    }

    private static Set<String> typesOf(Collection<String> ids) {
        var names = new HashSet<String>();
        ids.forEach(id -> names.add(typeOf(id)));
        return names;
    }

    private static String typeOf(String id) {
        // type--uuid, and a UUID has 36 characters (STIX 2.1 §2.9).
        return id.substring(0, id.length() - 38);
    }
}
