package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import theriac.hub.db.Database;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements of [ValueLookup] and [Correlation].
final class ValueSql {

    /// What the viewer may see counts: hidden objects never push visible ones out. OFFSET 0 keeps this a look at the
    /// claims of each row that is reached: as a join it may be planned as a walk through all claims in between.
    private static final String SEEN = """
            exists (select from claim c
                    where c.object_key = x.object_key and c.version_key = x.version_key
                      and c.withdrawn_seq is null and c.audience_id = any(:visible) offset 0)""";

    private final Database database;

    ValueSql(Database database) {
        this.database = database;
    }

    /// An object that holds a value, at a place of the question.
    record Found(int place, long object, long version, NormalValue value) {

        /// The same at another place.
        Found at(int other) {
            return new Found(other, object, version, value);
        }
    }

    /// Objects that hold these values, the newest of each value first, whoever may see them: who uses them asks that
    /// next, of all at once.
    List<Found> holding(List<NormalValue> values, int each) {
        return find(values, "true", new long[0], each);
    }

    /// Objects that hold these values and that the viewer may see, the newest of each value first.
    List<Found> find(List<NormalValue> values, long[] visible, int each) {
        return find(values, SEEN, visible, each);
    }

    private List<Found> find(List<NormalValue> values, String seen, long[] visible, int each) {
        // Asked in the order of the index: neighbours lie on the same pages.
        var texts = texts(values);
        var places = IntStream.range(0, texts.length)
                .boxed()
                .sorted(Comparator.comparing(place -> texts[place]))
                .toArray(Integer[]::new);
        return database.jdbc()
                .sql("""
                        select u.n, i.object_key, i.version_key, u.kind, u.value
                        from unnest(:places::int[], :kinds::text[], :values::text[]) u (n, kind, value)
                        cross join lateral (
                          select x.object_key, x.version_key from value_index x
                          where x.value = u.value and x.kind = u.kind and %s
                          order by x.object_key desc limit :each) i
                        order by u.n, i.object_key desc""".formatted(seen))
                .param("places", Arrays.stream(places).map(place -> place + 1).toArray(Integer[]::new))
                .param(
                        "kinds",
                        Arrays.stream(places)
                                .map(place -> values.get(place).kind().code())
                                .toArray(String[]::new))
                .param(
                        "values",
                        Arrays.stream(places).map(place -> texts[place]).toArray(String[]::new))
                .param("visible", visible)
                .param("each", each)
                .query((row, n) -> found(row))
                .list();
    }

    /// Networks around addresses and networks, by the index `value_index_network`.
    List<Found> around(List<NormalValue> addresses, long[] visible, int each) {
        return database.jdbc()
                .sql("""
                        select u.n, i.object_key, i.version_key, 'cidr' as kind, i.value
                        from unnest(:values::text[]) with ordinality u (value, n)
                        cross join lateral (
                          select x.object_key, x.version_key, x.value from value_index x
                          where x.kind = 'cidr' and cast(x.value as inet) >> cast(u.value as inet) and %s
                          limit :each) i
                        order by u.n, i.object_key desc""".formatted(SEEN))
                .param("values", texts(addresses))
                .param("visible", visible)
                .param("each", each)
                .query((row, n) -> found(row))
                .list();
    }

    /// Objects that share a value with others, newest first, before a place.
    List<Found> sharing(List<NormalValue> values, long beforeObject, long[] visible, int limit) {
        return database.jdbc()
                .sql("""
                        select u.n, i.object_key, i.version_key, u.kind, u.value
                        from unnest(:kinds::text[], :values::text[]) with ordinality u (kind, value, n)
                        cross join lateral (
                          select x.object_key, x.version_key from value_index x
                          where x.value = u.value and x.kind = u.kind and x.object_key < :before and %s
                          order by x.object_key desc limit :limit) i
                        order by i.object_key desc, u.n limit :limit""".formatted(SEEN))
                .param("kinds", kinds(values))
                .param("values", texts(values))
                .param("before", beforeObject)
                .param("visible", visible)
                .param("limit", limit)
                .query((row, n) -> found(row))
                .list();
    }

    /// Values in ranges of their text, in the order of the index, after a place. Each range begins at its own place by
    /// one row comparison: beside a second lower bound PostgreSQL would begin at the wrong one.
    ///
    /// @param kinds only these
    /// @param network "": any; otherwise only addresses and networks inside it
    List<Found> ranges(
            List<TextRange> ranges,
            Collection<ValueKind> kinds,
            String network,
            ValuePlace after,
            long[] visible,
            int limit) {
        // Only addresses can be cast; CASE is evaluated in order.
        var inside = network.isEmpty() ? "" : """
                   and case when x.kind in ('ipv4', 'ipv6', 'cidr')
                            then cast(x.value as inet) << cast(:network as inet) else false end""";
        var left = ranges.stream().filter(range -> range.endsAfter(after)).toList();
        var starts = left.stream().map(range -> range.start(after)).toList();
        return database.jdbc()
                .sql("""
                        select 1 as n, i.object_key, i.version_key, i.kind, i.value
                        from unnest(:starts::text[], :start_kinds::text[], :start_objects::bigint[], :highs::text[])
                            p (start, kind, object, high)
                        cross join lateral (
                          select x.object_key, x.version_key, x.kind, x.value from value_index x
                          where (x.value, x.kind, x.object_key) > (p.start collate "C", p.kind, p.object)
                            and x.value < p.high collate "C" and x.kind = any(:kinds::text[]) %s and %s
                          order by x.value, x.kind, x.object_key limit :limit) i
                        order by i.value, i.kind, i.object_key limit :limit""".formatted(inside, SEEN))
                .param("starts", starts.stream().map(ValuePlace::value).toArray(String[]::new))
                .param("start_kinds", starts.stream().map(ValuePlace::kind).toArray(String[]::new))
                .param("start_objects", starts.stream().map(ValuePlace::object).toArray(Long[]::new))
                .param("highs", left.stream().map(TextRange::high).toArray(String[]::new))
                .param("kinds", kinds.stream().map(ValueKind::code).toArray(String[]::new))
                .param("network", network)
                .param("visible", visible)
                .param("limit", limit)
                .query((row, n) -> found(row))
                .list();
    }

    /// Names below a domain, by the index `value_index_suffix`, after a place.
    List<Found> below(String domain, ValuePlace after, long[] visible, int limit) {
        var suffix = "." + domain;
        return database.jdbc()
                .sql("""
                        select 1 as n, x.object_key, x.version_key, x.kind, x.value from value_index x
                        where x.kind = 'domain'
                          and (reverse(x.value) collate "C", x.object_key) > (reverse(:start) collate "C", :after_object)
                          and reverse(x.value) collate "C" < (reverse(:suffix) || chr(1114111)) collate "C"
                          and %s
                        order by reverse(x.value) collate "C", x.object_key limit :limit""".formatted(SEEN))
                .param("suffix", suffix)
                .param("start", after.value().isEmpty() ? suffix : after.value())
                .param("after_object", after.object())
                .param("visible", visible)
                .param("limit", limit)
                .query((row, n) -> found(row))
                .list();
    }

    Map<Long, String> sourceNames(Collection<Long> sources) {
        var names = new HashMap<Long, String>();
        database.jdbc()
                .sql("select id, name from source where id = any(:sources::bigint[]) limit 100000")
                .param("sources", sources.toArray(Long[]::new))
                .query(row -> {
                    names.put(row.getLong(1), row.getString(2));
                });
        return names;
    }

    private static Found found(ResultSet row) throws SQLException {
        var kind = ValueKind.ofCode(row.getString("kind")).orElse(ValueKind.OTHER);
        return new Found(
                row.getInt("n") - 1,
                row.getLong("object_key"),
                row.getLong("version_key"),
                new NormalValue(kind, row.getString("value")));
    }

    private static String[] kinds(List<NormalValue> values) {
        return values.stream().map(v -> v.kind().code()).toArray(String[]::new);
    }

    private static String[] texts(List<NormalValue> values) {
        return values.stream().map(IndexedValue::of).toArray(String[]::new);
    }
}
