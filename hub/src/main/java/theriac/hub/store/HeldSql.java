package theriac.hub.store;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.store.HeldBack.Held;
import theriac.hub.store.HeldBack.Told;
import theriac.stix.StixId;

/// Statements of [HeldBack].
final class HeldSql {

    private static final int MOST_EXCEPTIONS = 5_000;
    private static final int MOST_SPANS = 1_000;
    private static final int MOST_HELD = 1_000_000;

    private final Database database;

    HeldSql(Database database) {
        this.database = database;
    }

    /// A version and the lists that stop it.
    record Row(long version, long object, List<String> lists) {}

    /// A version that is not held back any more, and since when it was.
    record Freed(long version, long object, long since) {}

    void insert(List<Row> rows, long since) {
        database.jdbc()
                .sql("""
                        insert into held_back (version_key, object_key, lists, since)
                        select v, o, string_to_array(l, chr(10)), :since
                        from unnest(:versions::bigint[], :objects::bigint[], :lists::text[]) u (v, o, l)
                        on conflict (version_key) do update set lists = excluded.lists""")
                .param("since", since)
                .param("versions", rows.stream().map(Row::version).toArray(Long[]::new))
                .param("objects", rows.stream().map(Row::object).toArray(Long[]::new))
                .param("lists", rows.stream().map(row -> joined(row.lists())).toArray(String[]::new))
                .update();
    }

    private static String joined(List<String> lists) {
        return String.join(
                "\n",
                lists.stream()
                        .map(name -> Derived.clean(name, 200).replace('\n', ' '))
                        .toList());
    }

    List<Freed> delete(Collection<Long> versions) {
        return database.jdbc()
                .sql("""
                        with gone as (
                          delete from held_back where version_key = any(:versions::bigint[])
                          returning version_key, object_key, since)
                        select version_key, object_key, since from gone order by version_key""")
                .param("versions", versions.toArray(Long[]::new))
                .query((row, n) -> new Freed(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    /// All of it, in the order in which it came.
    List<Freed> held() {
        return database.jdbc()
                .sql("select version_key, object_key, since from held_back order by version_key limit :most")
                .param("most", MOST_HELD)
                .query((row, n) -> new Freed(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    void insertFreed(String scope, long first, List<Freed> freed) {
        database.jdbc()
                .sql("""
                        insert into let_go (scope, place, version_key, object_key, since)
                        select :scope, :first + n - 1, v, o, s
                        from unnest(:versions::bigint[], :objects::bigint[], :since::bigint[])
                             with ordinality u (v, o, s, n)""")
                .param("scope", scope)
                .param("first", first)
                .param("versions", freed.stream().map(Freed::version).toArray(Long[]::new))
                .param("objects", freed.stream().map(Freed::object).toArray(Long[]::new))
                .param("since", freed.stream().map(Freed::since).toArray(Long[]::new))
                .update();
    }

    /// @return whether there was none of this scope before
    boolean except(HeldBack.Exempt exception, long place) {
        return database.jdbc()
                        .sql("""
                        insert into held_back_exception (scope, place, reason, at, by)
                        values (:scope, :place, :reason, :at, :by)
                        on conflict (scope) do nothing""")
                        .param("scope", exception.scope())
                        .param("place", place)
                        .param("reason", exception.reason())
                        .param("at", exception.at().atOffset(ZoneOffset.UTC))
                        .param("by", exception.by())
                        .update()
                == 1;
    }

    boolean endException(String scope) {
        return database.jdbc()
                        .sql("delete from held_back_exception where scope = :scope")
                        .param("scope", scope)
                        .update()
                == 1;
    }

    /// An exception that holds, from a position on.
    record Since(String scope, long place) {}

    /// Those of these that hold, in their order.
    List<Since> exempt(List<String> scopes) {
        return database.jdbc()
                .sql("""
                        select e.scope, e.place
                        from unnest(:scopes::text[]) with ordinality u (scope, n)
                        join held_back_exception e on e.scope = u.scope order by u.n limit :most""")
                .param("scopes", scopes.toArray(String[]::new))
                .param("most", scopes.size())
                .query((row, n) -> new Since(row.getString(1), row.getLong(2)))
                .list();
    }

    List<HeldBack.Exempt> exceptions() {
        return database.jdbc()
                .sql("select scope, reason, at, by from held_back_exception order by at desc, scope limit :most")
                .param("most", MOST_EXCEPTIONS)
                .query((row, n) -> new HeldBack.Exempt(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4)))
                .list();
    }

    long count() {
        return database.jdbc()
                .sql("select count(*) from held_back")
                .query(Long.class)
                .single();
    }

    List<Held> list(int most) {
        return database.jdbc()
                .sql("""
                        select o.stix_id, v.modified_text, v.name, h.lists, h.since
                        from held_back h join object o on o.key = h.object_key join version v on v.key = h.version_key
                        where exists (select from claim c where c.version_key = h.version_key
                                        and c.object_key = h.object_key and c.withdrawn_seq is null)
                        order by h.since desc, h.version_key desc limit :most""")
                .param("most", most)
                .query((row, n) -> new Held(
                        StixId.of(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        List.of((String[]) row.getArray(4).getArray()),
                        Position.at(row.getLong(5))))
                .list();
    }

    List<String> lists(StixId id) {
        return database.jdbc()
                .sql("""
                        select distinct l from object o join held_back h on h.object_key = o.key
                        cross join unnest(h.lists) l where o.stix_id = :id order by l limit :most""")
                .param("id", id.text())
                .param("most", MOST_SPANS)
                .query(String.class)
                .list();
    }

    List<HeldBack.Span> spans(StixId id, String scope) {
        return database.jdbc()
                .sql("""
                        select h.since, :ever::bigint from object o join held_back h on h.object_key = o.key
                        where o.stix_id = :id
                        union all
                        select g.since, g.place from object o join let_go g on g.object_key = o.key
                        where o.stix_id = :id and g.scope = :scope
                        order by 1, 2 limit :most""")
                .param("id", id.text())
                .param("scope", scope)
                .param("ever", Long.MAX_VALUE)
                .param("most", MOST_SPANS)
                .query((row, n) -> new HeldBack.Span(row.getLong(1), row.getLong(2)))
                .list();
    }

    /// Whose places count: those of everybody, for who is exempt up to when he was, and those of his own.
    private static final String COUNTS = "(g.scope = '' and g.place < :before or g.scope = :scope)";

    /// @param types null: all
    List<ChangeSql.Candidate> places(Optional<Since> exempt, long after, int limit, Integer @Nullable [] types) {
        var narrowing = types == null ? "" : " and o.type_id = any(:types::int[])";
        return database.jdbc()
                .sql("""
                        select g.place, g.object_key from let_go g join object o on o.key = g.object_key
                        where g.place > :after and %s%s order by g.place limit :limit""".formatted(COUNTS, narrowing))
                .param("before", exempt.map(Since::place).orElse(Long.MAX_VALUE))
                .param("scope", exempt.map(Since::scope).orElse(""))
                .param("after", after)
                .param("limit", limit)
                .param("types", types == null ? new Integer[0] : types)
                .query((row, n) -> new ChangeSql.Candidate(row.getLong(1), row.getLong(2)))
                .list();
    }

    List<ChangeSql.Candidate> everyPlace(long after, int limit) {
        return database.jdbc()
                .sql("select place, object_key from let_go where place > :after order by place limit :limit")
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new ChangeSql.Candidate(row.getLong(1), row.getLong(2)))
                .list();
    }

    Told told(Lane lane, Optional<Since> exempt, Set<Long> versions) {
        var held = new HashSet<Long>();
        var places = new HashMap<Long, Long>();
        database.jdbc()
                .sql("""
                        select h.version_key, null::bigint from held_back h
                        where :brakes and h.version_key = any(:versions::bigint[])
                        union all
                        select g.version_key, g.place from let_go g
                        where g.version_key = any(:versions::bigint[]) and %s""".formatted(COUNTS))
                .param("brakes", exempt.isEmpty())
                .param("before", exempt.map(Since::place).orElse(Long.MAX_VALUE))
                .param("scope", exempt.map(Since::scope).orElse(""))
                .param("versions", versions.toArray(Long[]::new))
                .query(row -> {
                    long place = row.getLong(2);
                    if (row.wasNull()) {
                        held.add(row.getLong(1));
                    } else {
                        places.merge(row.getLong(1), place, Math::max);
                    }
                });
        return new Told(lane, held, places);
    }
}
