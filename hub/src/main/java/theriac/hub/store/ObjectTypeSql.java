package theriac.hub.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import theriac.hub.db.Database;

/// Statements of [ObjectTypes].
final class ObjectTypeSql {

    private final Database database;

    ObjectTypeSql(Database database) {
        this.database = database;
    }

    void insert(Collection<String> names) {
        database.jdbc().sql("""
                        insert into object_type (id, name)
                        select nextval('object_type_custom'), n from unnest(:names::text[]) n order by n
                        on conflict (name) do nothing""").param("names", names.toArray(String[]::new)).update();
    }

    Map<String, Integer> load(Collection<String> names) {
        var found = new HashMap<String, Integer>();
        database.jdbc()
                .sql("select name, id from object_type where name = any(:names::text[]) limit 100000")
                .param("names", names.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString(1), row.getInt(2));
                });
        return found;
    }
}
