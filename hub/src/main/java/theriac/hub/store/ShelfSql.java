package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;

/// Statements of [Shelves].
final class ShelfSql {

    private static final int MOST_SHELVES = 10_000;
    private static final String SHELF = "id, query, position, place, begun, asked, picked";

    private final Database database;

    ShelfSql(Database database) {
        this.database = database;
    }

    /// A row of `shelf`; its columns are explained there.
    record Shelf(long key, String query, long position, long place, long begun, long asked, boolean picked) {}

    /// A row of `shelf_entry`.
    record Entry(long place, long object, int type, long seq) {}

    long insert(String query) {
        return database.jdbc()
                .sql("insert into shelf (query) values (:query) returning id")
                .param("query", query)
                .query(Long.class)
                .single();
    }

    /// Filled by hand; what happened before it was opened is not read.
    long insertPicked() {
        return database.jdbc().sql("""
                        insert into shelf (query, picked, position) select '', true, seq from ledger_head returning id""").query(Long.class).single();
    }

    /// Begins anew with another question.
    void ask(long shelf, String query) {
        database.jdbc().sql("""
                        update shelf set query = :query, begun = place + 1, asked = greatest(asked, position), position = 0
                        where id = :shelf""").param("shelf", shelf).param("query", query).update();
    }

    List<Shelf> all() {
        return database.jdbc()
                .sql("select %s from shelf order by id limit :limit".formatted(SHELF))
                .param("limit", MOST_SHELVES)
                .query((row, n) -> shelf(row))
                .list();
    }

    Optional<Shelf> find(long key) {
        return database.jdbc()
                .sql("select %s from shelf where id = :key".formatted(SHELF))
                .param("key", key)
                .query((row, n) -> shelf(row))
                .optional();
    }

    /// For writing, after whoever writes it now.
    Shelf await(long key) {
        return database.jdbc()
                .sql("select %s from shelf where id = :key for update".formatted(SHELF))
                .param("key", key)
                .query((row, n) -> shelf(row))
                .single();
    }

    /// For writing; empty when somebody else writes it now.
    Optional<Shelf> lock(long key) {
        return database.jdbc()
                .sql("select %s from shelf where id = :key for update skip locked".formatted(SHELF))
                .param("key", key)
                .query((row, n) -> shelf(row))
                .optional();
    }

    private static Shelf shelf(ResultSet row) throws SQLException {
        return new Shelf(
                row.getLong("id"),
                row.getString("query"),
                row.getLong("position"),
                row.getLong("place"),
                row.getLong("begun"),
                row.getLong("asked"),
                row.getBoolean("picked"));
    }

    void append(long shelf, List<Entry> entries) {
        database.copyIn(
                "shelf_entry (shelf_id, place, object_key, type_id, seq)",
                entries,
                (out, entry) -> out.int8(shelf)
                        .int8(entry.place())
                        .int8(entry.object())
                        .int4(entry.type())
                        .int8(entry.seq()));
    }

    void move(long shelf, long position, long place) {
        database.jdbc()
                .sql("update shelf set position = :position, place = :place where id = :shelf")
                .param("shelf", shelf)
                .param("position", position)
                .param("place", place)
                .update();
    }

    /// Which of these objects have an entry.
    ///
    /// @param from places from here on
    /// @param before and before this one
    Set<Long> holding(long shelf, Collection<Long> objects, long from, long before) {
        return new HashSet<>(database.jdbc()
                .sql("""
                        select k from unnest(:objects::bigint[]) k
                        where exists (select from shelf_entry e
                                      where e.shelf_id = :shelf and e.object_key = k
                                        and e.place >= :from and e.place < :before)""")
                .param("shelf", shelf)
                .param("objects", objects.toArray(Long[]::new))
                .param("from", from)
                .param("before", before)
                .query(Long.class)
                .list());
    }

    /// Entries from a place on, in order.
    ///
    /// @param types null: all
    /// @param objects null: all
    List<Entry> entries(
            long shelf, long from, int limit, Integer @Nullable [] types, @Nullable Collection<Long> objects) {
        var narrowing = (types == null ? "" : " and type_id = any(:types::int[])")
                + (objects == null ? "" : " and object_key = any(:objects::bigint[])");
        return database.jdbc()
                .sql("""
                        select place, object_key, type_id, seq from shelf_entry
                        where shelf_id = :shelf and place >= :from%s
                        order by place limit :limit""".formatted(narrowing))
                .param("shelf", shelf)
                .param("from", from)
                .param("types", types == null ? new Integer[0] : types)
                .param("objects", objects == null ? new Long[0] : objects.toArray(Long[]::new))
                .param("limit", limit)
                .query((row, n) -> new Entry(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4)))
                .list();
    }

    /// All entries of objects, in order, by object.
    Map<Long, List<Entry>> entriesOf(long shelf, Collection<Long> objects) {
        var entries = new HashMap<Long, List<Entry>>();
        database.jdbc()
                .sql("""
                        select e.place, e.object_key, e.type_id, e.seq
                        from unnest(:objects::bigint[]) k
                        join shelf_entry e on e.shelf_id = :shelf and e.object_key = k
                        order by e.place""")
                .param("shelf", shelf)
                .param("objects", objects.toArray(Long[]::new))
                .query(row -> {
                    entries.computeIfAbsent(row.getLong(2), _ -> new ArrayList<>(2))
                            .add(new Entry(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4)));
                });
        return entries;
    }

    /// Forgets, of so many entries behind a place, what an earlier question chose, and what no longer stands where the
    /// object came again before the moment too. Entries of what stands keep their places for ever.
    ///
    /// @param before places from here on stay
    /// @return the last place that was looked at; empty at the end
    OptionalLong forget(long shelf, long after, long before, int most) {
        return database.jdbc()
                .sql("""
                        with looked as (
                          select place, object_key, seq from shelf_entry
                          where shelf_id = :shelf and place > :after and place < :before order by place limit :most),
                        gone as (
                          delete from shelf_entry e using looked x, shelf s
                          where s.id = :shelf and e.shelf_id = s.id and e.place = x.place
                            and (e.place < s.begun
                                 or exists (select from shelf_entry y
                                            where y.shelf_id = s.id and y.object_key = x.object_key
                                              and y.place > x.place and y.place < :before)
                                    and not exists (select from claim c
                                                    where c.object_key = x.object_key and c.seq = x.seq
                                                      and c.withdrawn_seq is null)))
                        select max(place) from looked""")
                .param("shelf", shelf)
                .param("after", after)
                .param("before", before)
                .param("most", most)
                .query((row, n) -> {
                    long last = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(last);
                })
                .single();
    }

    /// The types of objects.
    Map<Long, Integer> types(Collection<Long> objects) {
        var types = new HashMap<Long, Integer>();
        database.jdbc()
                .sql("select key, type_id from object where key = any(:objects::bigint[])")
                .param("objects", objects.toArray(Long[]::new))
                .query(row -> {
                    types.put(row.getLong(1), row.getInt(2));
                });
        return types;
    }

    /// How many objects the present question chose, whoever may see them.
    ///
    /// @param most entries that are counted
    long count(long shelf, int most) {
        return database.jdbc()
                .sql("""
                        select count(distinct object_key)
                        from (select e.object_key from shelf s
                              join shelf_entry e on e.shelf_id = s.id and e.place >= s.begun
                              where s.id = :shelf order by e.place desc limit :most) x""")
                .param("shelf", shelf)
                .param("most", most)
                .query(Long.class)
                .single();
    }
}
