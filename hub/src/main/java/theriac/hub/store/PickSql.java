package theriac.hub.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// Statements over `shelf_pick`.
final class PickSql {

    private final Database database;

    PickSql(Database database) {
        this.database = database;
    }

    /// @param place where it was put in or taken out
    record State(long place, boolean there) {}

    Map<Long, State> of(long shelf, Collection<Long> objects) {
        var states = new HashMap<Long, State>();
        database.jdbc()
                .sql("""
                        select object_key, place, there from shelf_pick
                        where shelf_id = :shelf and object_key = any(:objects::bigint[])""")
                .param("shelf", shelf)
                .param("objects", objects.toArray(Long[]::new))
                .query(row -> {
                    states.put(row.getLong(1), new State(row.getLong(2), row.getBoolean(3)));
                });
        return states;
    }

    List<Picks.Pick> list(long shelf) {
        return database.jdbc()
                .sql("""
                        select o.stix_id, p.at, p.by from shelf_pick p join object o on o.key = p.object_key
                        where p.shelf_id = :shelf and p.there order by p.at desc, p.object_key limit :most""")
                .param("shelf", shelf)
                .param("most", Picks.MOST)
                .query((row, n) -> new Picks.Pick(
                        StixId.of(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3)))
                .list();
    }

    long count(long shelf) {
        return database.jdbc()
                .sql("select count(*) from shelf_pick where shelf_id = :shelf and there")
                .param("shelf", shelf)
                .query(Long.class)
                .single();
    }

    Set<Long> holding(Collection<Long> shelves, StixId id) {
        return new HashSet<>(database.jdbc()
                .sql("""
                        select p.shelf_id from object o
                        join shelf_pick p on p.object_key = o.key and p.there and p.shelf_id = any(:shelves::bigint[])
                        where o.stix_id = :id""")
                .param("shelves", shelves.toArray(Long[]::new))
                .param("id", id.text())
                .query(Long.class)
                .list());
    }

    /// @param places by object
    void save(long shelf, Map<Long, Long> places, boolean there, Instant at, String by) {
        database.jdbc()
                .sql("""
                        insert into shelf_pick (shelf_id, object_key, place, there, at, by)
                        select :shelf, u.k, u.p, :there, :at, :by from unnest(:objects::bigint[], :places::bigint[]) u (k, p)
                        on conflict (shelf_id, object_key) do update
                        set place = excluded.place, there = excluded.there, at = excluded.at, by = excluded.by""")
                .param("shelf", shelf)
                .param("objects", places.keySet().toArray(Long[]::new))
                .param("places", places.values().toArray(Long[]::new))
                .param("there", there)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }
}
