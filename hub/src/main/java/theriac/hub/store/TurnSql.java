package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import theriac.hub.db.Database;
import theriac.hub.query.Query.Text;
import theriac.stix.StixId;

/// Statements of [Turns]: what else a stretch of the ledger may have changed, and who answered at a place. What is
/// found around objects is found whoever may see it and whichever version says so: each is judged afterwards.
final class TurnSql {

    /// Of an object with more relationships than this nobody looks what they all are.
    static final int MANY = 1_000;

    private final Database database;

    TurnSql(Database database) {
        this.database = database;
    }

    /// One object says something of another one.
    record Pair(long from, long to) {}

    /// What relationships connect and sightings saw, as these versions say.
    List<Pair> touched(Collection<Long> versions) {
        return pairs(database.jdbc().sql("""
                        select r.object_key, r.target_key from object_reference r
                        where r.version_key = any(:keys::bigint[])
                          and r.property in ('source_ref', 'target_ref', 'sighting_of_ref')""").param("keys", array(versions)));
    }

    /// What objects are linked with, among objects of some types.
    List<Pair> links(Collection<Long> objects, Collection<Long> versions, Integer[] types) {
        return pairs(database.jdbc()
                .sql("""
                        select r.object_key, r.target_key
                        from object_reference r join object o on o.key = r.target_key
                        where r.version_key = any(:versions::bigint[]) and o.type_id = any(:types::int[])
                        union
                        select k, n.target_key
                        from unnest(:keys::bigint[]) k cross join lateral (
                          select other.target_key
                          from (select x.version_key, x.property from object_reference x
                                where x.target_key = k and x.property in ('source_ref', 'target_ref') limit :many) one
                          join object_reference other on other.version_key = one.version_key
                               and other.property in ('source_ref', 'target_ref') and other.property <> one.property
                          join object o on o.key = other.target_key and o.type_id = any(:types::int[])
                          offset 0) n""")
                .param("keys", array(objects))
                .param("versions", array(versions))
                .param("types", types)
                .param("many", MANY));
    }

    /// Those to which so many refer that not all of it was looked at.
    Set<Long> manyRefer(Collection<Long> objects) {
        return keys(database.jdbc().sql("""
                        select k from unnest(:keys::bigint[]) k
                        where (select count(*) from (select from object_reference x where x.target_key = k limit :many) n)
                              >= :many""").param("keys", array(objects)).param("many", MANY));
    }

    /// Those of which some sighting says when.
    Set<Long> sighted(Collection<Long> objects) {
        return keys(database.jdbc().sql("""
                        select k from unnest(:keys::bigint[]) k
                        where exists (select from object_reference r where r.target_key = k
                                      and r.property = 'sighting_of_ref' and r.seen is not null)""").param("keys", array(objects)));
    }

    /// Those of which a version carries a mark of a warning list, or did.
    Set<Long> listed(Collection<Long> versions) {
        return keys(database.jdbc().sql("""
                        select v.object_key from version v
                        where v.key = any(:keys::bigint[])
                          and exists (select from unnest(v.labels) l where starts_with(l, :prefix))
                        union
                        select m.object_key from mark_change m where m.version_key = any(:keys::bigint[])""").param("keys", array(versions)).param("prefix", Marks.PREFIX));
    }

    /// All versions of objects, by object.
    Map<Long, List<Long>> versions(Collection<Long> objects) {
        var versions = new HashMap<Long, List<Long>>();
        pairs(database.jdbc()
                        .sql("select v.object_key, v.key from version v where v.object_key = any(:keys::bigint[])")
                        .param("keys", array(objects)))
                .forEach(pair -> versions.computeIfAbsent(pair.from(), _ -> new ArrayList<>())
                        .add(pair.to()));
        return versions;
    }

    /// The next objects of which warning lists changed the labels, in order.
    List<ChangeSql.Candidate> relisted(long after, long upTo, int limit) {
        return database.jdbc()
                .sql("""
                        select m.seq, m.object_key from mark_change m where m.seq > :after and m.seq <= :upTo
                        order by m.seq limit :limit""")
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", limit)
                .query((row, n) -> new ChangeSql.Candidate(row.getLong(1), row.getLong(2)))
                .list();
    }

    void forgetRelisted(long upTo) {
        database.jdbc()
                .sql("delete from mark_change where seq <= :upTo")
                .param("upTo", upTo)
                .update();
    }

    /// Of some objects, those for which a condition of [Standing#THEN] held at a place, with their ids.
    Map<Long, StixId> answering(Collection<Long> objects, QuerySql.Condition condition, long[] visible, long place) {
        var answering = new HashMap<Long, StixId>();
        database.jdbc()
                .sql("select o.key, o.stix_id from unnest(:objects::bigint[]) k join object o on o.key = k"
                        + " cross join lateral " + Standing.THEN.effective("k") + " e where " + condition.sql())
                .param("objects", array(objects))
                .param("visible", visible)
                .param("place", place)
                .params(condition.parameters())
                .query(row -> {
                    answering.put(row.getLong(1), StixId.of(row.getString(2)));
                });
        return answering;
    }

    /// What may be called so, as any version says.
    Set<Long> called(Text name, Integer[] types, int cap) {
        return keys(database.jdbc()
                .sql("""
                        select distinct n.object_key from narrative n join object o on o.key = n.object_key
                        where n.words @@ :words::tsquery and o.type_id = any(:types::int[]) limit :cap""")
                .param("words", QuerySql.tsquery(name, "A"))
                .param("types", types)
                .param("cap", cap));
    }

    /// Attack patterns that have this number or one below it, as any version says.
    Set<Long> numbered(String number, int cap) {
        return keys(database.jdbc().sql("""
                        select distinct x.object_key from value_index x
                        where (x.value = :number or x.value >= :number || '.' and x.value < :number || '/')
                          and x.kind = 'technique' limit :cap""").param("number", number).param("cap", cap));
    }

    /// Which of some objects had this number or one below it.
    static QuerySql.Condition numbered(String number) {
        return new QuerySql.Condition(
                "o.type_id = " + ObjectTypes.ATTACK_PATTERN
                        + " and exists (select from value_index x where x.object_key = o.key"
                        + " and x.version_key = e.version_key and x.kind = 'technique'"
                        + " and (x.value = :number or starts_with(x.value, :number || '.')))",
                Map.of("number", number));
    }

    private static List<Pair> pairs(StatementSpec statement) {
        return statement
                .query((row, n) -> new Pair(row.getLong(1), row.getLong(2)))
                .list();
    }

    private static Set<Long> keys(StatementSpec statement) {
        return new HashSet<>(statement.query(Long.class).list());
    }

    /// In the order of the tables, whose rows lie side by side.
    private static Long[] array(Collection<Long> keys) {
        return keys.stream().sorted().toArray(Long[]::new);
    }
}
