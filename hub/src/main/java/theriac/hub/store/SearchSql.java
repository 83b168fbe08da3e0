package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import theriac.hub.db.Database;
import theriac.hub.query.Footprint;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Query.ValueTest;
import theriac.hub.store.ObjectSql.Hit;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements of [Search]: where candidates come from (indexes that hold more than what the viewer may see, so every
/// candidate is judged afterwards), and the judgement.
final class SearchSql {

    private final Database database;

    SearchSql(Database database) {
        this.database = database;
    }

    /// Judges candidates: of those that answer the question, the place in the order, the object and its effective
    /// version, in the order of the candidates. A candidate whose place is not the object's own (it was found by an
    /// older claim) is left out: it stands elsewhere in the order.
    List<Hit> judge(List<Hit> candidates, QuerySql.Condition condition, long[] visible) {
        return database.jdbc()
                .sql("""
                        select d.seq, d.object_key, e.version_key
                        from unnest(:objects::bigint[], :seqs::bigint[]) d (object_key, seq)
                        join object o on o.key = d.object_key
                        cross join lateral %s e
                        where e.added = d.seq and %s
                        order by d.seq desc""".formatted(QuerySql.EFFECTIVE.formatted("d.object_key"), condition.sql()))
                .param("objects", candidates.stream().map(Hit::object).toArray(Long[]::new))
                .param("seqs", candidates.stream().map(Hit::seq).toArray(Long[]::new))
                .param("visible", visible)
                .params(condition.parameters())
                .query((row, n) -> new Hit(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    /// Where objects stand in the order, newest first; those that the viewer may not see are left out.
    List<Hit> places(Collection<Long> objects, long[] visible) {
        return database.jdbc()
                .sql("""
                        select max(c.seq), c.object_key
                        from unnest(:objects::bigint[]) k cross join lateral %s c
                        where c.withdrawn_seq is null and c.audience_id = any(:visible)
                        group by c.object_key order by 1 desc""".formatted(ClaimProbe.of("k")))
                .param("objects", objects.toArray(Long[]::new))
                .param("visible", visible)
                .query((row, n) -> new Hit(row.getLong(1), row.getLong(2), 0))
                .list();
    }

    /// How many claims are walked past before it is asked where the next visible one can be: at first,
    /// and at most.
    private static final int FIRST_WALK = 1_000;

    private static final int LONGEST_WALK = 64_000;

    /// Asking costs a look into the index for each audience, as much as walking past so many claims.
    private static final int A_LOOK = 8;

    /// So few looks cost less than another statement: they are made before the first step.
    private static final int FEW_LOOKS = 50;

    /// The newest claim before a place that the viewer may see, of whatever type: what lies between is
    /// for others.
    private static final String LEAP = """
            (select max(l.seq) from unnest(:visible::bigint[]) a cross join lateral (
               select y.seq from claim y where y.audience_id = a and y.seq < :before
               order by y.seq desc limit 1) l)""";

    /// The claims of a type from a place on, whoever may see them.
    private static String walk(boolean leaping) {
        return """
            select x.seq, x.object_key, x.audience_id from claim x
            where x.type_id = :type and x.seq <= %s and x.withdrawn_seq is null
            order by x.seq desc""".formatted(leaping ? LEAP : ":before - 1");
    }

    /// Standing claims on objects of some types before a place, newest first. A million claims in a row
    /// that the viewer may not see cost it no more than some thousands.
    List<Hit> newest(long[] visible, long before, int limit, Integer[] types) {
        return Stream.of(types)
                .flatMap(type -> newest(visible, before, limit, type).stream())
                .sorted(Comparator.comparingLong(Hit::seq).reversed())
                .limit(limit)
                .toList();
    }

    private List<Hit> newest(long[] visible, long before, int limit, int type) {
        var hits = new ArrayList<Hit>();
        var place = OptionalLong.of(before);
        boolean leaping = visible.length <= FEW_LOOKS;
        int steps = Math.max(FIRST_WALK, A_LOOK * visible.length);
        while (place.isPresent() && hits.size() < limit) {
            var start = new Start(visible, place.getAsLong(), type, leaping);
            hits.addAll(walked(start, steps, limit - hits.size()));
            place = hits.size() < limit ? reached(start, steps) : OptionalLong.empty();
            leaping = true;
            steps = Math.min(4 * steps, LONGEST_WALK);
        }
        return hits;
    }

    /// The first walk past types that are not wanted, the longest one, and how many are walked past for one chunk.
    private static final int FIRST_PASS = 1_000;

    private static final int LONGEST_PASS = 4_000;
    private static final int PASSED = 20_000;

    /// Walking past a claim costs about so much less than judging one.
    private static final int CHEAPER = 20;

    /// Standing claims of all but some types before a place, newest first. A row of claims of those types alone, be it
    /// a million of connections that came after what they connect, is leapt over.
    Candidates.Chunk newestBut(long[] visible, long before, int limit, Integer[] without) {
        var hits = new ArrayList<Hit>();
        long place = before;
        int passed = 0;
        for (int steps = Math.max(FIRST_PASS, limit);
                hits.size() < limit && passed < PASSED;
                steps = Math.min(4 * steps, Math.max(LONGEST_PASS, limit))) {
            var walked = pass(visible, place, steps, without);
            if (walked.isEmpty()) {
                return new Candidates.Chunk(hits, Long.MIN_VALUE, looked(hits, passed));
            }
            walked.stream()
                    .filter(hit -> hit.object() != PASSED_BY)
                    .limit(limit - hits.size())
                    .forEach(hits::add);
            place = hits.size() == limit
                    ? hits.getLast().seq()
                    : walked.getLast().seq();
            passed += steps;
            if (hits.size() < limit) {
                var next = next(place, without);
                if (next.isEmpty()) {
                    return new Candidates.Chunk(hits, Long.MIN_VALUE, looked(hits, passed));
                }
                place = Math.min(place, next.getAsLong() + 1);
            }
        }
        return new Candidates.Chunk(hits, place, looked(hits, passed));
    }

    private static int looked(List<Hit> hits, int passed) {
        return hits.size() + passed / CHEAPER;
    }

    /// Stands for the last claim of a walk, whatever its type.
    private static final long PASSED_BY = 0;

    /// Of the next claims that the viewer may see, those of the other types, and last the place where the walk ended;
    /// empty: there are no more claims.
    private List<Hit> pass(long[] visible, long before, int steps, Integer[] without) {
        return database.jdbc()
                .sql("""
                        with w as materialized (
                          select n.seq, n.object_key, n.type_id
                          from unnest(:visible::bigint[]) a cross join lateral (
                            select x.seq, x.object_key, x.type_id from claim x
                            where x.audience_id = a and x.seq < :before and x.withdrawn_seq is null
                            order by x.seq desc limit :steps) n
                          order by n.seq desc limit :steps)
                        select seq, object_key from w where type_id <> all(:without)
                        union all
                        select min(seq), :end from w having count(*) > 0
                        order by 1 desc, 2 desc limit :steps + 1""")
                .param("visible", visible)
                .param("before", before)
                .param("steps", steps)
                .param("without", without)
                .param("end", PASSED_BY)
                .query((row, n) -> new Hit(row.getLong(1), row.getLong(2), 0))
                .list();
    }

    /// Where the next claim of the other types is, whoever may see it; empty: there is none.
    private OptionalLong next(long before, Integer[] without) {
        return database
                .jdbc()
                .sql("""
                        select max(l.seq) from object_type t cross join lateral (
                          select y.seq from claim y
                          where y.type_id = t.id and y.seq < :before and y.withdrawn_seq is null
                          order by y.seq desc limit 1) l
                        where t.id <> all(:without) having count(*) > 0 limit 1""")
                .param("before", before)
                .param("without", without)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /// Where a walk begins.
    private record Start(long[] visible, long before, int type, boolean leaping) {}

    private StatementSpec from(Start start, String sql) {
        return database.jdbc()
                .sql(sql.formatted(walk(start.leaping())))
                .param("visible", start.visible())
                .param("before", start.before())
                .param("type", start.type());
    }

    private List<Hit> walked(Start start, int steps, int limit) {
        return from(start, """
                        select w.seq, w.object_key from (%s limit :steps) w
                        where w.audience_id = any(:visible) order by w.seq desc limit :limit""")
                .param("limit", limit)
                .param("steps", steps)
                .query((row, n) -> new Hit(row.getLong(1), row.getLong(2), 0))
                .list();
    }

    /// Where the walk ended; empty: there was no more.
    private OptionalLong reached(Start start, int steps) {
        return from(start, "%s offset :steps - 1 limit 1")
                .param("steps", steps)
                .query((row, n) -> row.getLong(1))
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    List<Long> withWords(Text text, String weight, int cap) {
        return keys(database.jdbc()
                .sql("""
                        select n.object_key from narrative n where n.words @@ :words::tsquery
                        limit :cap""")
                .param("words", QuerySql.tsquery(text, weight))
                .param("cap", cap));
    }

    /// Of an organisation's footprint, what indexes name; as often as an object has it.
    List<Long> touching(Footprint footprint, int cap) {
        var keys = new ArrayList<Long>();
        for (var domain : footprint.domains()) {
            keys.addAll(withValue(new ValueTest.Exact(domain, new NormalValue(ValueKind.DOMAIN, domain)), cap));
            keys.addAll(withValue(new ValueTest.Suffix("." + domain), cap));
            keys.addAll(withValue(new ValueTest.Suffix("@" + domain), cap));
        }
        for (var network : footprint.networks()) {
            for (var range : TextRange.of(network)) {
                keys.addAll(values(
                        "x.value >= :first and x.value < :last and case when x.kind in ('ipv4', 'ipv6', 'cidr')"
                                + " then cast(x.value as inet) <<= cast('" + network.text()
                                + "' as inet) else false end",
                        range.low(),
                        range.high(),
                        cap));
            }
        }
        if (!footprint.phrases().isEmpty()) {
            keys.addAll(keys(database.jdbc()
                    .sql("select n.object_key from narrative n where n.words @@ :words::tsquery limit :cap")
                    .param("words", QuerySql.tsquery(footprint))
                    .param("cap", cap)));
        }
        return keys;
    }

    List<Long> withId(String id) {
        return keys(database.jdbc()
                .sql("select key from object where stix_id = :id")
                .param("id", id));
    }

    List<String> ids(Collection<Long> objects) {
        return database.jdbc()
                .sql("select stix_id from object where key = any(:objects::bigint[]) order by key limit 10000")
                .param("objects", objects.toArray(Long[]::new))
                .query(String.class)
                .list();
    }

    List<Long> withValue(ValueTest test, int cap) {
        return switch (test) {
            case ValueTest.Exact(var text, var value) ->
                value.kind() == ValueKind.OTHER
                        ? values("x.value = :first", value.text(), "", cap)
                        : values(
                                "x.value = :first and x.kind = :last",
                                value.text(),
                                value.kind().code(),
                                cap);
            case ValueTest.Prefix prefix -> {
                var keys = new ArrayList<Long>();
                for (var form : prefix.forms()) {
                    keys.addAll(values("x.value >= :first and x.value < :last", form, behind(form), cap));
                }
                yield keys;
            }
            case ValueTest.Suffix(var text) -> {
                // Two partial indexes: names, and the few mail addresses.
                var reversed = reversed(text);
                var keys = new ArrayList<Long>();
                for (var kind : List.of("domain", "email")) {
                    keys.addAll(values(
                            "x.kind = '" + kind + "' and reverse(x.value) collate \"C\" >= :first"
                                    + " and reverse(x.value) collate \"C\" < :last",
                            reversed,
                            behind(reversed),
                            cap));
                }
                yield keys;
            }
        };
    }

    private List<Long> values(String condition, String first, String last, int cap) {
        return keys(database.jdbc()
                .sql("select x.object_key from value_index x where " + condition + " limit :cap")
                .param("first", first)
                .param("last", last)
                .param("cap", cap));
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /// The first text, in the order of code points, that no longer begins so.
    private static String behind(String prefix) {
        int last = prefix.codePointBefore(prefix.length());
        int next = last == Character.MIN_SURROGATE - 1 ? Character.MAX_SURROGATE + 1 : last + 1;
        var rest = prefix.substring(0, prefix.length() - Character.charCount(last));
        return Character.isValidCodePoint(next) ? rest + Character.toString(next) : behind(rest);
    }

    /// Each source by its own index, whoever may see it: candidates are judged afterwards. With the audience in this
    /// statement a planner without figures of a freshly filled table walks all claims of the audience.
    List<Long> ofSources(Text name, int cap) {
        var equal = name.prefix() ? "starts_with(folded(s.name), :name)" : "folded(s.name) = :name";
        return keys(database.jdbc()
                .sql("""
                        select x.object_key
                        from (select s.id from source s where %s limit 100000) s
                        cross join lateral (
                          select c.object_key from claim c
                          where c.source_id = s.id and c.withdrawn_seq is null
                          order by c.seq desc limit :cap) x
                        limit :cap""".formatted(equal))
                .param("name", theriac.hub.query.Matcher.sought(name))
                .param("cap", cap));
    }

    /// Objects that refer to one of these, or that a relationship connects with one.
    List<Long> linkedWith(Long[] ends, int cap) {
        return keys(database.jdbc()
                .sql("""
                        select k from unnest(:ends::bigint[]) k
                        union all
                        (select r.object_key from object_reference r where r.target_key = any(:ends) limit :cap)
                        union all
                        (select other.target_key
                         from object_reference r
                         join object o on o.key = r.object_key and o.type_id = :relationship
                         join object_reference other on other.version_key = r.version_key
                         where r.target_key = any(:ends) and r.property in ('source_ref', 'target_ref')
                           and other.property in ('source_ref', 'target_ref')
                         limit :cap)""")
                .param("ends", ends)
                .param("relationship", ObjectTypes.RELATIONSHIP)
                .param("cap", cap));
    }

    /// Attack patterns with this number or one below it, as the viewer sees them.
    List<Long> techniques(String number, long[] visible, int cap) {
        return keys(database.jdbc()
                .sql("""
                        select distinct o.key
                        from value_index x join object o on o.key = x.object_key and o.type_id = :type
                        cross join lateral %s e
                        where (x.value = :number or x.value >= :number || '.' and x.value < :number || '/')
                          and x.kind = 'technique' and e.version_key = x.version_key
                        limit :cap""".formatted(QuerySql.EFFECTIVE.formatted("o.key")))
                .param("type", ObjectTypes.ATTACK_PATTERN)
                .param("number", number)
                .param("visible", visible)
                .param("cap", cap));
    }

    private static List<Long> keys(StatementSpec statement) {
        return statement.query(Long.class).list();
    }

    /// How answers are spread.
    enum Facet {
        TYPE("""
                select split_part(o.stix_id, '--', 1), count(*) from d join object o on o.key = d.object_key
                group by 1"""),
        SOURCE("""
                select s.name, count(distinct d.object_key)
                from d cross join lateral %s c join source s on s.id = c.source_id
                where c.withdrawn_seq is null and c.audience_id = any(:visible) group by 1""".formatted(ClaimProbe.of("d.object_key"))),
        LABEL("""
                select l, count(distinct d.object_key)
                from d join version v on v.key = d.version_key cross join unnest(v.labels) l group by 1"""),
        TLP("""
                select tlp::text, count(*)
                from (select d.object_key, min(a.tlp) as tlp
                      from d cross join lateral %s c
                      join audience a on a.id = c.audience_id
                      where c.version_key = d.version_key and c.withdrawn_seq is null
                        and c.audience_id = any(:visible) group by 1) t
                group by 1""".formatted(ClaimProbe.of("d.object_key")));

        private final String select;

        Facet(String select) {
            this.select = select;
        }
    }

    List<Facets.Count> facet(Facet facet, List<Hit> answers, boolean complete, long[] visible, int limit) {
        return database.jdbc()
                .sql("with d as (select * from unnest(:objects::bigint[], :versions::bigint[]) d (object_key,"
                        + " version_key)) " + facet.select + " order by 2 desc, 1 limit :limit")
                .param("objects", answers.stream().map(Hit::object).toArray(Long[]::new))
                .param("versions", answers.stream().map(Hit::version).toArray(Long[]::new))
                .param("visible", visible)
                .param("limit", limit)
                .query((row, n) -> Facets.Count.of(row.getString(1), row.getLong(2), complete))
                .list();
    }
}
