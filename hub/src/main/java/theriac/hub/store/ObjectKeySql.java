package theriac.hub.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.ToIntFunction;
import org.springframework.dao.DuplicateKeyException;
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

    private record Made(long key, int type, String id) {}

    /// Most ids that were not found a moment ago are still nobody's: they are copied in, which costs less. When
    /// another writer was faster with one of them, all are offered once more, each by itself.
    ///
    /// @param keys by id
    /// @return how many were new: an id that another writer made meanwhile keeps the key that it has
    int insert(SortedMap<String, Long> keys, ToIntFunction<String> type) {
        var made = new ArrayList<Made>(keys.size());
        keys.forEach((id, key) -> made.add(new Made(key, type.applyAsInt(id), id)));
        return database.inTransaction(() -> {
            database.jdbc().sql("savepoint made").update();
            try {
                database.copyIn(
                        "object (key, type_id, stix_id)",
                        made,
                        (out, row) -> out.int8(row.key).int4(row.type).text(row.id));
                database.jdbc().sql("release savepoint made").update();
                return made.size();
            } catch (DuplicateKeyException another) {
                database.jdbc().sql("rollback to savepoint made").update();
                return offer(made);
            }
        });
    }

    private int offer(List<Made> made) {
        return database.jdbc()
                .sql("""
                        insert into object (key, type_id, stix_id) overriding system value
                        select u.key, u.type, u.id
                        from unnest(:keys::bigint[], :types::int[], :ids::text[])
                            with ordinality u (key, type, id, n) order by u.n
                        on conflict (stix_id) do nothing""")
                .param("keys", made.stream().mapToLong(Made::key).toArray())
                .param("types", made.stream().mapToInt(Made::type).toArray())
                .param("ids", made.stream().map(Made::id).toArray(String[]::new))
                .update();
    }
}
