package theriac.hub.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import theriac.hub.db.Database;
import theriac.hub.store.Techniques.Counted;

/// Statements of [Techniques]. What a relationship says counts only where the viewer sees its effective version:
/// that a technique is visible tells nothing of who uses it.
final class TechniqueSql {

    private final Database database;

    TechniqueSql(Database database) {
        this.database = database;
    }

    /// The techniques as they are counted, from what the asker was shown: parameters `keys` and `numbers`.
    static final String TECHNIQUE = """
            technique as materialized (
              select * from unnest(:keys::bigint[], :numbers::text[], :former::text[])
                         t (object_key, number, former))""";

    /// The technique number of versions of attack patterns; who has none is absent from the map.
    Map<Long, String> numbers(Collection<Long> versions) {
        var numbers = new HashMap<Long, String>(versions.size() * 2);
        database.jdbc()
                .sql("""
                        select k, min(x.value)
                        from unnest(:versions::bigint[]) k
                        cross join lateral (select * from value_index x where x.version_key = k offset 0) x
                        where x.kind = 'technique' group by k""")
                .param("versions", versions.toArray(Long[]::new))
                .query(row -> {
                    numbers.put(row.getLong(1), row.getString(2));
                });
        return numbers;
    }

    /// Which attack pattern took the place of which.
    record Move(long from, long to) {}

    /// What visible relationships of the type `revoked-by` say about these objects.
    List<Move> moves(Collection<Long> objects, long[] visible) {
        return database.jdbc()
                .sql("""
                        select one.target_key, other.target_key
                        from object_reference one
                        join version v on v.key = one.version_key and v.name = 'revoked-by'
                        join object_reference other on other.version_key = one.version_key
                             and other.property = 'target_ref'
                        cross join lateral %s e
                        where one.target_key = any(:objects::bigint[]) and one.property = 'source_ref'
                          and other.target_key = any(:objects::bigint[])
                          and e.version_key = one.version_key and not e.revoked
                        order by 1, 2""".formatted(QuerySql.EFFECTIVE.formatted("one.object_key")))
                .param("objects", objects.toArray(Long[]::new))
                .param("visible", visible)
                .query((row, n) -> new Move(row.getLong(1), row.getLong(2)))
                .list();
    }

    /// Objects, the campaigns attributed to them, and the software that any of these use.
    private static final String AROUND = """
            own as (
              select k as object_key from unnest(:seeds::bigint[]) k
              union
              select other.target_key
              from unnest(:seeds::bigint[]) k
              join object_reference one on one.target_key = k and one.property = 'target_ref'
              join version v on v.key = one.version_key and v.name = 'attributed-to'
              join object_reference other on other.version_key = one.version_key and other.property = 'source_ref'
              cross join lateral %1$s e
              cross join lateral %2$s x
              where e.version_key = one.version_key and not e.revoked and not x.revoked),
            seed as (
              select object_key from own
              union
              select other.target_key
              from own
              join object_reference one on one.target_key = own.object_key and one.property = 'source_ref'
              join version v on v.key = one.version_key and v.name = 'uses'
              join object_reference other on other.version_key = one.version_key and other.property = 'target_ref'
              join object o on o.key = other.target_key and o.type_id = any(:software::int[])
              cross join lateral %1$s e
              cross join lateral %2$s x
              where e.version_key = one.version_key and not e.revoked and not x.revoked)""".formatted(
                    QuerySql.EFFECTIVE.formatted("one.object_key"), QuerySql.EFFECTIVE.formatted("other.target_key"));

    private static final String ALONE = "seed as (select k as object_key from unnest(:seeds::bigint[]) k)";

    /// What objects say of techniques: by relationships that begin at them, by their own references, and by the
    /// relationships that a report holds.
    private static final String SAID_BY = """
            refers as materialized (
              select r.object_key, r.version_key, r.target_key
              from seed cross join lateral %s e
              join object_reference r on r.version_key = e.version_key and r.property <> 'created_by_ref'),
            said as (
              select other.target_key as technique, one.object_key as statement, one.version_key, true as relation
              from seed
              join object_reference one on one.target_key = seed.object_key and one.property = 'source_ref'
              join object_reference other on other.version_key = one.version_key and other.property = 'target_ref'
              join technique t on t.object_key = other.target_key
              union
              select r.target_key, r.object_key, r.version_key, false
              from refers r join technique t on t.object_key = r.target_key
              union
              select r.target_key, r.object_key, r.version_key, true
              from technique t
              join object_reference r on r.target_key = t.object_key and r.property = 'target_ref'
              where r.object_key in (select target_key from refers))""".formatted(QuerySql.EFFECTIVE.formatted("seed.object_key"));

    /// What was written down about techniques between two moments: by relationships, and by reports.
    private static final String SAID_BETWEEN = """
            said as (
              select r.target_key as technique, r.object_key as statement, r.version_key,
                     r.property = 'target_ref' as relation
              from technique t
              join object_reference r on r.target_key = t.object_key and r.property in ('target_ref', 'object_refs')
              join object o on o.key = r.object_key and o.type_id = any(:tellers::int[])
              join version v on v.key = r.version_key and v.created between :from and :to)""";

    /// Each statement is judged once, however many techniques it names.
    private static final String COUNTED =
            """
            stands as materialized (
              select d.statement, d.version_key, a.audience_id
              from (select distinct statement, version_key, relation from said) d
              cross join lateral %s e
              cross join lateral (
                select c.audience_id from %s c
                where c.version_key = e.version_key and c.withdrawn_seq is null and c.audience_id = any(:visible)
                order by c.audience_id limit 1) a
              where e.version_key = d.version_key and not e.revoked and (not d.relation or %%s))
            select t.number, count(distinct s.statement),
                   array_agg(distinct t.former) filter (where t.former <> t.number),
                   array_agg(distinct s.audience_id)
            from said d
            join stands s on s.statement = d.statement and s.version_key = d.version_key
            join technique t on t.object_key = d.technique
            group by t.number order by t.number""".formatted(QuerySql.EFFECTIVE.formatted("d.statement"), ClaimProbe.of("d.statement"));

    /// Relationships that tell how techniques hang together, not who does what.
    private static final List<String> STRUCTURE =
            List.of("subtechnique-of", "revoked-by", "related-to", "derived-from", "duplicate-of");

    private static final List<String> DOING = List.of("uses", "indicates");

    /// How many statements about these objects name each technique.
    ///
    /// @param software types of what is used; empty: only what is said of the objects themselves
    List<Counted> ofObjects(Techniques.Known known, Collection<Long> seeds, Integer[] software, long[] visible) {
        var sql = "with " + TECHNIQUE + ", " + (software.length > 0 ? AROUND : ALONE) + ", " + SAID_BY + ", "
                + COUNTED.formatted("e.name <> all(:names::text[])");
        return counted(given(sql, known, visible)
                .param("names", STRUCTURE.toArray(String[]::new))
                .param("seeds", seeds.toArray(Long[]::new))
                .param("software", software));
    }

    /// How many statements that were made between two moments name each technique.
    ///
    /// @param tellers types of relationships and of reports
    List<Counted> between(Techniques.Known known, long from, long to, Integer[] tellers, long[] visible) {
        var sql = "with " + TECHNIQUE + ", " + SAID_BETWEEN + ", " + COUNTED.formatted("e.name = any(:names::text[])");
        return counted(given(sql, known, visible)
                .param("names", DOING.toArray(String[]::new))
                .param("from", from)
                .param("to", to)
                .param("tellers", tellers));
    }

    private StatementSpec given(String sql, Techniques.Known known, long[] visible) {
        return with(database.jdbc().sql(sql), known).param("visible", visible);
    }

    /// Gives a statement its [#TECHNIQUE]s.
    static StatementSpec with(StatementSpec statement, Techniques.Known known) {
        var keys = new ArrayList<Long>();
        var numbers = new ArrayList<String>();
        var former = new ArrayList<String>();
        known.techniques().forEach(technique -> {
            keys.add(technique.key());
            numbers.add(known.now(technique.number()));
            former.add(technique.number());
        });
        return statement
                .param("keys", keys.toArray(Long[]::new))
                .param("numbers", numbers.toArray(String[]::new))
                .param("former", former.toArray(String[]::new));
    }

    private static List<Counted> counted(StatementSpec statement) {
        return statement
                .query((row, n) -> new Counted(row.getString(1), row.getLong(2), texts(row, 3), longs(row, 4)))
                .list();
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private static List<Long> longs(ResultSet row, int column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }
}
