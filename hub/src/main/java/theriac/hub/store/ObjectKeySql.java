package theriac.hub.store;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.ToIntFunction;
import theriac.hub.db.Database;

/// Statements of [ObjectKeys].
final class ObjectKeySql {

    private final Database database;

    ObjectKeySql(Database database) {
        this.database = database;
    }

    Map<String, Long> find(SortedSet<String> ids) {
        var found = new HashMap<String, Long>(ids.size() * 2);
        database.jdbc()
                .sql("select o.stix_id, o.key from unnest(:ids::text[]) i join object o on o.stix_id = i")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString(1), row.getLong(2));
                });
        return found;
    }

    /// The rows that were new; an id that another writer made meanwhile is not among them.
    Map<String, Long> insert(SortedSet<String> ids, ToIntFunction<String> type) {
        var made = new HashMap<String, Long>(ids.size() * 2);
        database.jdbc()
                .sql("""
                        insert into object (type_id, stix_id)
                        select u.type, u.id
                        from unnest(:types::int[], :ids::text[]) with ordinality u (type, id, n) order by u.n
                        on conflict (stix_id) do nothing
                        returning stix_id, key""")
                .param("types", ids.stream().mapToInt(type).boxed().toArray(Integer[]::new))
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    made.put(row.getString(1), row.getLong(2));
                });
        return made;
    }
}
