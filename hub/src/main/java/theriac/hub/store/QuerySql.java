package theriac.hub.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import theriac.hub.query.Footprint;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Query.ValueTest;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.ValueKind;

/// The meaning of questions, as SQL: a boolean expression over `o` (a row of `object`) and `e` (its effective version
/// for the viewer, see [#EFFECTIVE]). Every text of a person is a parameter, never part of the statement; every
/// expression is true or false, never null, so that NOT means what it says.
///
/// [Matcher] is the same meaning in Java; a property test holds the two together.
final class QuerySql {

    /// What stands of one object for the viewer, see [Standing#effective].
    static final String EFFECTIVE = Standing.NOW.effective("%s");

    /// See [Standing#sightings].
    static final String SIGHTINGS = Standing.NOW.sightings();

    /// See [Standing#lastSeen].
    static final String LAST_SEEN = Standing.NOW.lastSeen();

    private final Map<String, Object> parameters = new HashMap<>();
    private final Standing standing;
    private final Links links;
    private final DecayTable decay;
    private final Instant now;

    /// The keys of the objects that a link of a question may lead to, for this viewer.
    @FunctionalInterface
    interface Links {
        Long[] ends(Query.Linked linked);
    }

    QuerySql(Links links, DecayTable decay, Instant now) {
        this(Standing.NOW, links, decay, now);
    }

    /// @param standing whether it is asked of what stands, or of what stood at a place
    QuerySql(Standing standing, Links links, DecayTable decay, Instant now) {
        this.standing = standing;
        this.links = links;
        this.decay = decay;
        this.now = now;
    }

    /// @param parameters all named parameters but `visible`
    record Condition(String sql, Map<String, Object> parameters) {}

    Condition compile(Query query) {
        var sql = sql(query);
        return new Condition(sql, Map.copyOf(parameters));
    }

    private String sql(Query query) {
        return switch (query) {
            case Query.All a -> "true";
            case Query.And(var parts) -> parts.stream().map(this::sql).collect(Collectors.joining(" and ", "(", ")"));
            case Query.Or(var parts) -> parts.stream().map(this::sql).collect(Collectors.joining(" or ", "(", ")"));
            case Query.Not(var part) -> "(not " + sql(part) + ")";
            case Query.Anything anything -> anything(anything);
            case Query.Name(var text) -> named(text);
            case Query.Label(var text) ->
                "exists (select from unnest(e.labels) l where %s)".formatted(equal(text, "folded(l)"));
            case Query.Source(var text) ->
                "exists (select %s and %s)".formatted(standing.claims(), equal(text, "folded(q.name)"));
            case Query.Linked linked -> linked(linked);
            case Query.Type(var type) ->
                "(o.type_id = coalesce((select t.id from object_type t where t.name = %s), -1))".formatted(add(type));
            case Query.Id(var id) -> "(o.stix_id = %s)".formatted(add(id));
            case Query.Value(var test) -> holds(test);
            case Query.Concerns(var whom, var footprint) ->
                concerns(footprint.orElseThrow(() -> new IllegalStateException("Nobody said what there is.")));
            case Query.Revoked(var revoked) -> revoked ? "e.revoked" : "(not e.revoked)";
            case Query.Labelled(var from, var to) ->
                "((select min(a.tlp) from " + standing.probe("o.key") + " c join audience a on a.id = c.audience_id"
                        + " where c.version_key = e.version_key and c.withdrawn_seq is null and c.audience_id ="
                        + " any(:visible)) between %d and %d)".formatted(from.ordinal(), to.ordinal());
            case Query.Reliable(var from, var to) ->
                "exists (select %s and q.reliability between %s and %s)"
                        .formatted(standing.claims(), add(String.valueOf(from)), add(String.valueOf(to)));
            case Query.Figure figure -> figure(figure);
            case Query.During during -> during(during);
        };
    }

    private String add(Object value) {
        var name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    private String anything(Query.Anything anything) {
        var text = anything.text();
        var sql = new StringBuilder("(").append(words(text, ""));
        anything.value().ifPresent(test -> sql.append(" or ").append(holds(test)));
        if (!text.prefix()) {
            sql.append(" or o.stix_id = ").append(add(text.text()));
        }
        return sql.append(')').toString();
    }

    private String named(Text text) {
        return "case when o.type_id >= %d then %s else position(%s in folded(e.name)) > 0 end"
                .formatted(ObjectTypes.NARROW, words(text, "A"), add(Matcher.sought(text)));
    }

    private String words(Text text, String weight) {
        return "exists (select from (select n.words from narrative n where n.version_key = e.version_key offset 0) n"
                + " where n.words @@ %s::tsquery)".formatted(add(tsquery(text, weight)));
    }

    /// In PostgreSQL's own syntax; folded words hold neither quotation marks nor backslashes.
    static String tsquery(Text text, String weight) {
        var words = text.words();
        var sql = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            boolean last = i == words.size() - 1;
            var suffix = (last && text.prefix() ? "*" : "") + weight;
            sql.append(i == 0 ? "" : " <-> ").append('\'').append(words.get(i)).append('\'');
            sql.append(suffix.isEmpty() ? "" : ":" + suffix);
        }
        return sql.toString();
    }

    private String equal(Text text, String folded) {
        var sought = add(Matcher.sought(text));
        return text.prefix() ? "starts_with(%s, %s)".formatted(folded, sought) : folded + " = " + sought;
    }

    /// The values of one version are read by the object, never by the value, which may be in a million others.
    private String holds(ValueTest test) {
        return "exists (select from (select x.kind, x.value from value_index x where x.object_key = o.key and"
                + " x.version_key = e.version_key offset 0) x where " + valueCondition(test) + ")";
    }

    private String valueCondition(ValueTest test) {
        return switch (test) {
            case ValueTest.Exact(var text, var value) ->
                value.kind() == ValueKind.OTHER
                        ? "x.value = " + add(value.text())
                        : "x.value = %s and x.kind = %s"
                                .formatted(add(value.text()), add(value.kind().code()));
            case ValueTest.Prefix prefix ->
                prefix.forms().stream()
                        .map(form -> "starts_with(x.value, %s)".formatted(add(form)))
                        .collect(Collectors.joining(" or ", "(", ")"));
            case ValueTest.Suffix(var text) ->
                "x.kind in ('domain', 'email') and right(x.value, %d) = %s"
                        .formatted(text.codePointCount(0, text.length()), add(text));
        };
    }

    /// A fixed number of conditions, however much an organisation has.
    private String concerns(Footprint footprint) {
        var any = new ArrayList<String>();
        if (!footprint.domains().isEmpty() || !footprint.networks().isEmpty()) {
            any.add(("exists (select from (select x.kind, x.value from value_index x where x.object_key = o.key and"
                            + " x.version_key = e.version_key offset 0) x where case when x.kind in ('domain', 'email')"
                            + " then exists (select from unnest(%1$s::text[]) d where split_part(x.value, '@',"
                            + " case x.kind when 'email' then -1 else 1 end) = d"
                            + " or right(x.value, length(d) + 1) = '.' || d)"
                            + " when x.kind in ('ipv4', 'ipv6', 'cidr')"
                            + " then cast(x.value as inet) <<= any(cast(%2$s::text[] as inet[])) else false end)")
                    .formatted(add(footprint.domains().toArray(String[]::new)), add(networks(footprint))));
        }
        if (!footprint.phrases().isEmpty()) {
            any.add(
                    "exists (select from (select n.words from narrative n where n.version_key = e.version_key offset 0) n"
                            + " where n.words @@ %s::tsquery)".formatted(add(tsquery(footprint))));
        }
        return any.isEmpty() ? "false" : any.stream().collect(Collectors.joining(" or ", "(", ")"));
    }

    static String[] networks(Footprint footprint) {
        return footprint.networks().stream().map(IpNetwork::text).toArray(String[]::new);
    }

    /// All phrases of an organisation as one question.
    static String tsquery(Footprint footprint) {
        return footprint.phrases().stream()
                .map(all -> all.stream()
                        .map(text -> "(" + tsquery(text, "") + ")")
                        .collect(Collectors.joining(" & ", "(", ")")))
                .collect(Collectors.joining(" | "));
    }

    private String linked(Query.Linked linked) {
        var ends = add(links.ends(linked));
        return ("(o.key = any(%1$s::bigint[]) or exists (select from object_reference r where"
                        + " r.target_key = any(%1$s::bigint[]) and r.object_key = o.key and r.version_key = e.version_key)"
                        + " or exists (select from object_reference one join object r on r.key = one.object_key and"
                        + " r.type_id = %2$d join object_reference other on other.target_key = any(%1$s::bigint[])"
                        + " and other.object_key = one.object_key and other.version_key = one.version_key"
                        + " and other.property in ('source_ref', 'target_ref') and other.property <> one.property"
                        + " cross join lateral %3$s s where one.target_key = o.key"
                        + " and one.property in ('source_ref', 'target_ref')"
                        + " and s.version_key = one.version_key and not s.revoked))")
                .formatted(ends, ObjectTypes.RELATIONSHIP, standing.effective("one.object_key"));
    }

    private String figure(Query.Figure figure) {
        return switch (figure.measure()) {
            case CONFIDENCE ->
                ("coalesce((select (2 * sum(%1$s * c.confidence) + sum(%1$s)) / (2 * sum(%1$s)) %2$s"
                                + " and c.version_key = e.version_key and c.confidence is not null)"
                                + " between %3$d and %4$d, false)")
                        .formatted(ObjectSql.WEIGHT, standing.claims(), figure.from(), figure.to());
            case SOURCES ->
                "((select count(distinct c.source_id) %s) between %d and %d)"
                        .formatted(standing.claims(), figure.from(), figure.to());
            case SCORE ->
                "(%s and %s)"
                        .formatted(
                                figure.from() == 0 ? "true" : atLeast(figure.from()),
                                figure.to() >= 100 ? "true" : "not " + atLeast(figure.to() + 1));
        };
    }

    /// "Not decayed below": the time since the object was last said or sighted is not longer than the model of the
    /// claim allows for the confidence that it began with. No row is ever rewritten for time that passes.
    private String atLeast(int score) {
        var table = decay.arrays(score);
        return ("(not e.revoked and coalesce(e.valid_until > %1$s, true) and exists ("
                        + "select %2$s and c.version_key = e.version_key and greatest(0, %1$s - greatest("
                        + "coalesce((extract(epoch from e.modified) * 1000000)::bigint, c.seq),"
                        + " %3$s)) <= (select (%4$s::bigint[])[(m.n - 1) * 101"
                        + " + coalesce(c.confidence, m.base) + 1]"
                        + " from unnest(%5$s::text[], %6$s::text[], %7$s::bigint[], %8$s::int[])"
                        + " with ordinality m (type, kind, source, base, n)"
                        + " where (m.type = '' or m.type = split_part(o.stix_id, '--', 1))"
                        + " and (m.source = 0 or m.source = c.source_id)"
                        + " and (m.kind = '' or exists (select from value_index x where x.object_key = o.key"
                        + " and x.version_key = e.version_key and x.kind = m.kind)) order by m.n limit 1)))")
                .formatted(
                        add(Position.of(now)),
                        standing.claims(),
                        standing.lastSeen(),
                        add(table.longest()),
                        add(table.types()),
                        add(table.kinds()),
                        add(table.sources()),
                        add(table.bases()));
    }

    private String during(Query.During during) {
        var first = during.from().first(now).orElse(Long.MIN_VALUE);
        var last = during.to().last(now).orElse(Long.MAX_VALUE);
        var between = " between %s and %s".formatted(add(first), add(last));
        return switch (during.moment()) {
            case CREATED -> "coalesce(e.created" + between + ", false)";
            case MODIFIED -> "coalesce((extract(epoch from e.modified) * 1000000)::bigint" + between + ", false)";
            case ADDED -> "(e.added" + between + ")";
            case SEEN -> "exists (select %s and r.seen%s offset 0)".formatted(standing.sightings(), between);
        };
    }

    /// The parts that must all hold.
    static List<Query> conjuncts(Query query) {
        return query instanceof Query.And(var parts) ? parts : List.of(query);
    }
}
