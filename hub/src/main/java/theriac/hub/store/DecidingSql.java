package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.value.ValueKind;

/// Statements of [DecidingValues].
final class DecidingSql {

    private static final int ROWS_AT_ONCE = 10_000;

    /// So many are looked up one by one; more are joined with walks through whole tables.
    private static final int FEW = 10_000;

    /// As [QuerySql] computes the confidence, over the rows of a group.
    private static final String CONFIDENCE = """
            coalesce((2 * sum(w.weight * c.confidence) filter (where c.confidence is not null)
                        + sum(w.weight) filter (where c.confidence is not null))
                     / nullif(2 * sum(w.weight) filter (where c.confidence is not null), 0), -1)::int""";

    private static final String WEIGHED = """
            join source q on q.id = c.source_id cross join lateral (select %s as weight) w""".formatted(ObjectSql.WEIGHT);

    /// The effective version of every indicator that a viewer may see. Most have one visible version, which needs no
    /// comparison; the others are asked for one by one, as everywhere.
    private static final String STANDING = """
            with held as (
              select c.object_key, min(c.version_key) as one, max(c.version_key) as other,
                     min(c.audience_id) as audience, max(c.seq) as added, %1$s as confidence
              from %7$s c %2$s
              where c.type_id = %6$d and c.withdrawn_seq is null and c.audience_id = any(:visible) %8$s
              group by c.object_key),
            standing as (
              select object_key, one as version_key, audience, added, confidence from held where one = other
              union all
              select h.object_key, e.version_key, g.audience, h.added, g.confidence
              from held h cross join lateral %3$s e
              cross join lateral (
                select min(c.audience_id) as audience, %1$s as confidence from claim c %2$s
                where c.object_key = h.object_key and c.version_key = e.version_key
                  and c.withdrawn_seq is null and c.audience_id = any(:visible)) g
              where h.one <> h.other)
            """;

    private static final String VALUES = STANDING + """
            select x.kind, x.value, s.object_key, s.version_key, s.audience, s.confidence, s.added,
                   coalesce(n.valid_until, 9223372036854775807)
            from standing s join value_index x on x.version_key = s.version_key
            left join version n on n.key = s.version_key and n.valid_until is not null
            %4$s
            where x.decides and x.kind = any(:kinds) and coalesce(n.valid_until > :now, true) %5$s""";

    /// The same without a question, for lists that need no more of a value than its text. As COPY it comes
    /// while the database still looks for the rest, in rows of octets; so numbers stand in the statement
    /// itself.
    private static final String PLAIN = """
            copy (
            with held as (
              select c.object_key, min(c.version_key) as one, max(c.version_key) as other,
                     min(c.audience_id) as audience
              from claim c
              where c.type_id = %1$d and c.withdrawn_seq is null and c.audience_id = any(:visible)
              group by c.object_key),
            standing as (
              select object_key, one as version_key, audience from held where one = other
              union all
              select h.object_key, e.version_key, g.audience
              from held h cross join lateral %2$s e
              cross join lateral (
                select min(c.audience_id) as audience from claim c
                where c.object_key = h.object_key and c.version_key = e.version_key
                  and c.withdrawn_seq is null and c.audience_id = any(:visible)) g
              where h.one <> h.other)
            select s.audience, s.object_key, s.version_key, x.value
            from standing s join value_index x on x.version_key = s.version_key
            where x.decides and x.kind = any(:kinds)
              and not exists (select from version n where n.key = s.version_key and n.valid_until <= :now)
            ) to stdout""";

    /// Rules instead of values: the id of the indicator stands for what it says. From the rules of the
    /// language to their claims and back, each probed by its key: of a language that is new PostgreSQL
    /// expects one rule, and would compare each rule with each claim.
    private static final String RULES = STANDING + """
            select 'other', u.stix_id, s.object_key, s.version_key, s.audience, s.confidence, s.added,
                   coalesce(n.valid_until, 9223372036854775807)
            from standing s
            cross join lateral (select y.language from detection_rule y where y.version_key = s.version_key offset 0) x
            join version n on n.key = s.version_key
            join object u on u.key = s.object_key
            %4$s
            where x.language = :language and not n.revoked and coalesce(n.valid_until > :now, true) %5$s""";

    private static final String CLAIMS_OF_RULES = """
            (select distinct y.object_key from detection_rule y where y.language = :language) r
            cross join lateral\s""" + ClaimProbe.of("r.object_key");

    /// A question is asked about `o` and `e`, see [QuerySql].
    private static final String ASKED = """
            join object o on o.key = s.object_key
            cross join lateral (
              select v.key as version_key, v.name, v.revoked, v.modified, v.created, v.seen, v.valid_until, v.labels,
                     s.added from version v where v.key = s.version_key) e""";

    private static final String NAMING = """
            and c.object_key in (select y.object_key from value_index y
                                 where y.value = any(:values) and y.kind = any(:kinds) and y.decides)""";

    private final Database database;

    private final int few;
    private final int most;

    DecidingSql(Database database) {
        this(database, FEW, StandingVersions.MOST);
    }

    /// @param few up to how many claims PostgreSQL looks them up one by one
    /// @param most up to how many objects are put together in the hub's memory
    DecidingSql(Database database, int few, int most) {
        this.database = database;
        this.few = few;
        this.most = most;
    }

    /// @param value as the value index holds it, so a long one is shortened
    /// @param validUntil microseconds since 1970; `Long.MAX_VALUE`: no end
    record Row(
            String kind,
            String value,
            long object,
            long version,
            long audience,
            int confidence,
            long added,
            long validUntil) {}

    /// Must run in a transaction: rows come in portions.
    ///
    /// @param condition null: all, and without their confidence
    void read(
            long[] visible,
            Set<ValueKind> kinds,
            long now,
            QuerySql.@Nullable Condition condition,
            Consumer<Row> sink) {
        var settled = isFew(visible) ? FEW_ROWS : ALL_ROWS;
        settled.forEach(this::set);
        var statement = VALUES.formatted(
                condition == null ? "-1" : CONFIDENCE,
                condition == null ? "" : WEIGHED,
                QuerySql.EFFECTIVE.formatted("h.object_key"),
                condition == null ? "" : ASKED,
                condition == null ? "" : "and " + condition.sql(),
                ObjectTypes.INDICATOR,
                "claim",
                "");
        database.jdbc()
                .sql(statement)
                .withFetchSize(ROWS_AT_ONCE)
                .param("visible", visible)
                .param("kinds", codes(kinds))
                .param("now", now)
                .params(condition == null ? Map.of() : condition.parameters())
                .query(row -> {
                    sink.accept(row(row));
                });
        // What follows in the same transaction is planned as everywhere.
        settled.keySet().forEach(setting -> set(setting, "default"));
    }

    /// A value of a list.
    ///
    /// @param value UTF-8, as the value index holds it, so a long one is shortened
    @SuppressWarnings("ArrayRecordComponent")
    record Plain(long audience, long object, long version, byte[] value) {}

    /// As [#read] without a question. Must run in a transaction.
    void readPlain(long[] visible, Set<ValueKind> kinds, long now, Consumer<Plain> sink) {
        boolean byOne = isFew(visible);
        if (!byOne && new PlainSql(database, most).read(visible, kinds, now, sink)) {
            return;
        }
        var settled = byOne ? FEW_ROWS : ALL_ROWS;
        settled.forEach(this::set);
        // Keys and moments are numbers and codes are our own words: nothing of anybody's text is in here.
        var statement = PLAIN.formatted(ObjectTypes.INDICATOR, QuerySql.EFFECTIVE.formatted("h.object_key"))
                .replace(":visible", PlainSql.literal(Arrays.stream(visible).mapToObj(Long::toString), "bigint[]"))
                .replace(":kinds", PlainSql.literal(Arrays.stream(codes(kinds)), "text[]"))
                .replace(":now", Long.toString(now));
        database.copyOut(statement, row -> sink.accept(plain(row)));
        settled.keySet().forEach(setting -> set(setting, "default"));
    }

    /// Columns end with a tab.
    private static Plain plain(byte[] row) {
        var keys = new long[3];
        int at = 0;
        for (int n = 0; n < keys.length; n++) {
            for (; row[at] != '\t'; at++) {
                keys[n] = 10 * keys[n] + row[at] - '0';
            }
            at++;
        }
        return new Plain(keys[0], keys[1], keys[2], CopiedText.of(row, at, row.length - 1));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getInt(6),
                row.getLong(7),
                row.getLong(8));
    }

    private static String[] codes(Set<ValueKind> kinds) {
        return kinds.stream().map(ValueKind::code).toArray(String[]::new);
    }

    /// A value as the index holds it.
    record Indexed(String kind, String value) {}

    /// Indicators of which a claim came, went or changed its audience after a position.
    List<Long> changed(long[] visible, long head, int limit) {
        return database.jdbc()
                .sql("""
                        select t.object_key from unnest(:visible::bigint[]) a cross join lateral (
                          select c.object_key from claim c
                          where c.audience_id = a and c.seq > :head and c.type_id = :indicator
                          union all
                          select e.object_key from claim_end e
                          where e.audience_id = a and e.to_seq > :head and e.type_id = :indicator
                          limit :limit) t
                        limit :limit""")
                .param("visible", visible)
                .param("indicator", ObjectTypes.INDICATOR)
                .param("head", head)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /// Indicators of which some version ended by itself between two moments, whoever may see it.
    List<Long> ended(long after, long until, int limit) {
        return database.jdbc()
                .sql("""
                        select v.object_key from (select n.key from version n
                                                  where n.valid_until > :after and n.valid_until <= :until
                                                  limit :limit) n
                        join version v on v.key = n.key""")
                .param("after", after)
                .param("until", until)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /// What any version of these indicators decides or decided: the one before did so until now.
    List<Indexed> named(Set<ValueKind> kinds, Collection<Long> objects) {
        return aboutFew(() -> database.jdbc()
                .sql("""
                        select distinct x.kind, x.value from claim c join value_index x on x.version_key = c.version_key
                        where c.object_key = any(:objects) and x.decides and x.kind = any(:kinds)""")
                .param("objects", objects.toArray(Long[]::new))
                .param("kinds", codes(kinds))
                .query((row, n) -> new Indexed(row.getString(1), row.getString(2)))
                .list());
    }

    /// As [#read] without a question, of objects that name any of these values.
    List<Row> readNaming(long[] visible, Set<ValueKind> kinds, long now, List<Indexed> values) {
        var statement = VALUES.formatted(
                "-1", "", QuerySql.EFFECTIVE.formatted("h.object_key"), "", "", ObjectTypes.INDICATOR, "claim", NAMING);
        return aboutFew(() -> database.jdbc()
                .sql(statement)
                .param("visible", visible)
                .param("kinds", codes(kinds))
                .param("now", now)
                .param("values", values.stream().map(Indexed::value).toArray(String[]::new))
                .query((row, n) -> row(row))
                .list());
    }

    /// Rules of a language (`pattern_type`). Must run in a transaction.
    void readRules(long[] visible, String language, long now, QuerySql.Condition condition, Consumer<Row> sink) {
        var statement = RULES.formatted(
                CONFIDENCE,
                WEIGHED,
                QuerySql.EFFECTIVE.formatted("h.object_key"),
                ASKED,
                "and " + condition.sql(),
                ObjectTypes.INDICATOR,
                CLAIMS_OF_RULES,
                "");
        aboutFew(() -> {
            database.jdbc()
                    .sql(statement)
                    .withFetchSize(ROWS_AT_ONCE)
                    .params(condition.parameters())
                    .param("visible", visible)
                    .param("language", language)
                    .param("now", now)
                    .query(row -> {
                        sink.accept(row(row));
                    });
            return true;
        });
    }

    /// Ids of rules of which a claim was withdrawn after a position.
    List<String> withdrawnRules(long[] visible, String language, long head, int limit) {
        return database.jdbc()
                .sql("""
                        select distinct o.stix_id
                        from claim_end e join detection_rule x on x.version_key = e.version_key
                        join object o on o.key = e.object_key
                        where e.audience_id = any(:visible) and e.to_seq > :head and e.type_id = :indicator
                          and e.kind = 'withdrawn' and x.language = :language
                        limit :limit""")
                .param("indicator", ObjectTypes.INDICATOR)
                .param("visible", visible)
                .param("head", head)
                .param("language", language)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /// For statements that touch few rows.
    private <T> T aboutFew(Supplier<T> statement) {
        FEW_ROWS.forEach(this::set);
        var answer = statement.get();
        FEW_ROWS.keySet().forEach(setting -> set(setting, "default"));
        return answer;
    }

    /// The first moment after `now` at which any version ends by itself, whoever may see it.
    long nextEnd(long now) {
        return database.jdbc().sql("""
                        select coalesce(min(n.valid_until), 9223372036854775807) from version n
                        where n.valid_until > :now""").param("now", now).query(Long.class).single();
    }

    /// Whether contents have been blanked since a position: values are gone then that nothing tells about any more.
    boolean erasedSince(long head) {
        return database.jdbc()
                .sql("""
                        select exists (select from erasure
                                       where finished_at is null or finished_at > :at - interval '1 minute')""")
                .param("at", Position.at(head).atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /// Keep the planner from joins that are wrong by orders of magnitude: right after a bulk load it has no
    /// statistics, takes every table for one row and compares each with each (20,000 indicators took minutes).
    private static final Map<String, String> FEW_ROWS = Map.of(
            "cursor_tuple_fraction", "1",
            "enable_seqscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off");

    /// All rows are wanted, so the plan for all of them is, not the one that has the first soonest: each table read
    /// once from its beginning to its end, and what belongs together found in memory. A million indicators need
    /// about 200 MB of it for a second; what does not fit goes to disk.
    private static final Map<String, String> ALL_ROWS = Map.of(
            "cursor_tuple_fraction", "1", "enable_nestloop", "off", "enable_mergejoin", "off", "work_mem", "'128MB'");

    private boolean isFew(long[] visible) {
        return database.jdbc()
                        .sql("""
                                select count(*) from (
                                  select from claim where audience_id = any(:visible) and type_id = :indicator
                                  limit :limit) c""")
                        .param("visible", visible)
                        .param("indicator", ObjectTypes.INDICATOR)
                        .param("limit", few + 1)
                        .query(Integer.class)
                        .single()
                <= few;
    }

    private void set(String setting, String value) {
        database.jdbc().sql("set local %s = %s".formatted(setting, value)).update();
    }

    long head() {
        return database.jdbc()
                .sql("select seq from ledger_head")
                .query(Long.class)
                .single();
    }

    /// Those audiences under which anything was ever claimed: most rules are of single events of the ledger.
    long[] claimed(long[] visible) {
        var claimed = aboutFew(() -> database.jdbc()
                .sql("""
                        select a from unnest(:visible::bigint[]) a
                        where exists (select from claim c where c.audience_id = a) order by a""")
                .param("visible", visible)
                .query(Long.class)
                .list());
        return claimed.stream().mapToLong(Long::longValue).toArray();
    }

    /// By the ranges of each audience's own indexes.
    boolean changedSince(long[] visible, long head) {
        return aboutFew(() -> database.jdbc()
                .sql("""
                        select exists (
                          select from unnest(:visible::bigint[]) a
                          where exists (select from claim c
                                        where c.audience_id = a and c.seq > :head and c.type_id = :indicator)
                             or exists (select from claim_end e
                                        where e.audience_id = a and e.to_seq > :head and e.type_id = :indicator))""")
                .param("indicator", ObjectTypes.INDICATOR)
                .param("visible", visible)
                .param("head", head)
                .query(Boolean.class)
                .single());
    }

    /// Deciding values of indicators of which a claim was withdrawn after a position. [DecidingValues] says which.
    void withdrawnSince(long[] visible, Set<ValueKind> kinds, long head, int limit, BiConsumer<String, String> sink) {
        database.jdbc()
                .sql("""
                        select distinct x.kind, x.value
                        from claim_end e join value_index x on x.version_key = e.version_key
                        where e.audience_id = any(:visible) and e.to_seq > :head and e.type_id = :indicator
                          and e.kind = 'withdrawn' and x.decides and x.kind = any(:kinds)
                        limit :limit""")
                .withFetchSize(ROWS_AT_ONCE)
                .param("indicator", ObjectTypes.INDICATOR)
                .param("visible", visible)
                .param("head", head)
                .param("kinds", kinds.stream().map(ValueKind::code).toArray(String[]::new))
                .param("limit", limit)
                .query(row -> {
                    sink.accept(row.getString(1), row.getString(2));
                });
    }

    Map<Long, String> ids(Collection<Long> objects) {
        var ids = new HashMap<Long, String>(objects.size() * 2);
        database.jdbc()
                .sql("select o.key, o.stix_id from unnest(:objects::bigint[]) k join object o on o.key = k")
                .param("objects", objects.toArray(Long[]::new))
                .query(row -> {
                    ids.put(row.getLong(1), row.getString(2));
                });
        return ids;
    }

    /// Versions whose values were stored before it was told which decide.
    List<Long> untold(int limit) {
        return database.jdbc()
                .sql("select distinct version_key from (select version_key from value_index where decides is null"
                        + " order by version_key limit :limit) u")
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    void tell(Collection<Long> versions, Collection<Long> deciding) {
        database.jdbc()
                .sql("""
                        update value_index set decides = version_key = any(:deciding)
                        where version_key = any(:versions) and decides is null""")
                .param("versions", versions.toArray(Long[]::new))
                .param("deciding", deciding.toArray(Long[]::new))
                .update();
    }
}
