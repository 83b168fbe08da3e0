package theriac.hub.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
              from claim c %2$s
              where c.type_id = %6$d and c.withdrawn_seq is null and c.audience_id = any(:visible)
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
            select x.kind, x.value, s.object_key, s.version_key, s.audience, s.confidence, s.added,
                   coalesce(n.valid_until, 9223372036854775807)
            from standing s join value_index x on x.version_key = s.version_key
            left join version n on n.key = s.version_key and n.valid_until is not null
            %4$s
            where x.decides and x.kind = any(:kinds) and coalesce(n.valid_until > :now, true) %5$s""";

    /// A question is asked about `o` and `e`, see [QuerySql].
    private static final String ASKED = """
            join object o on o.key = s.object_key
            cross join lateral (
              select v.key as version_key, v.name, v.revoked, v.modified, v.created, v.seen, v.valid_until, v.labels,
                     s.added from version v where v.key = s.version_key) e""";

    private final Database database;

    DecidingSql(Database database) {
        this.database = database;
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
        var settled = settle(visible);
        var statement = STANDING.formatted(
                condition == null ? "-1" : CONFIDENCE,
                condition == null ? "" : WEIGHED,
                QuerySql.EFFECTIVE.formatted("h.object_key"),
                condition == null ? "" : ASKED,
                condition == null ? "" : "and " + condition.sql(),
                ObjectTypes.INDICATOR);
        database.jdbc()
                .sql(statement)
                .withFetchSize(ROWS_AT_ONCE)
                .param("visible", visible)
                .param("kinds", kinds.stream().map(ValueKind::code).toArray(String[]::new))
                .param("now", now)
                .params(condition == null ? Map.of() : condition.parameters())
                .query(row -> {
                    sink.accept(new Row(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getInt(6),
                            row.getLong(7),
                            row.getLong(8)));
                });
        // What follows in the same transaction is planned as everywhere.
        settled.forEach(setting -> set(setting, "default"));
    }

    /// Keeps the planner from joins that are wrong by orders of magnitude: right after a bulk load it has no
    /// statistics, takes every table for one row and compares each with each (20,000 indicators took minutes).
    ///
    /// @return the settings that were changed
    private Set<String> settle(long[] visible) {
        boolean few = database.jdbc()
                        .sql("""
                                select count(*) from (
                                  select from claim where audience_id = any(:visible) and type_id = :indicator
                                  limit :limit) c""")
                        .param("visible", visible)
                        .param("indicator", ObjectTypes.INDICATOR)
                        .param("limit", FEW + 1)
                        .query(Integer.class)
                        .single()
                <= FEW;
        // All rows are wanted, so the plan for all of them is, not the one that has the first soonest.
        var settings = few
                ? Map.of(
                        "cursor_tuple_fraction", "1",
                        "enable_seqscan", "off",
                        "enable_hashjoin", "off",
                        "enable_mergejoin", "off")
                : Map.of("cursor_tuple_fraction", "1", "enable_nestloop", "off");
        settings.forEach(this::set);
        return settings.keySet();
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

    /// By the ranges of each audience's own indexes.
    boolean changedSince(long[] visible, long head) {
        return database.jdbc()
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
                .single();
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
