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

    /// The beginnings of fresh blocks of keys.
    long[] nextBlocks(String sequence, int count) {
        return database
                .jdbc()
                .sql("select nextval(:sequence::regclass) from generate_series(1, :count) order by 1")
                .param("sequence", sequence)
                .param("count", count)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /// @return how many were new: an id that another writer made meanwhile keeps the key that it has
    int insert(SortedSet<String> ids, long[] keys, ToIntFunction<String> type) {
        return database.jdbc()
                .sql("""
                        insert into object (key, type_id, stix_id) overriding system value
                        select u.key, u.type, u.id
                        from unnest(:keys::bigint[], :types::int[], :ids::text[])
                            with ordinality u (key, type, id, n) order by u.n
                        on conflict (stix_id) do nothing""")
                .param("keys", keys)
                .param("types", ids.stream().mapToInt(type).toArray())
                .param("ids", ids.toArray(String[]::new))
                .update();
    }
}
