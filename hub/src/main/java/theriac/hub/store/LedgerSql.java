package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Statements of [Ledger].
final class LedgerSql {

    static final String CHANNEL = "theriac_ledger";

    /// What is said to whoever listens, and stands in no ledger.
    static final String WORDS = "theriac_word";

    /// The condition of the partial indexes `ledger_object` and `ledger_kind`, word for word.
    private static final String NOT_BULK = " and l.kind not in ('claimed', 'revised')";

    private static final String COLUMNS = """
            select l.seq, l.kind, l.audience_id, l.organization_id, l.detail, l.source_id, s.name as source,
                   o.stix_id, v.name
            """;

    private static final String JOINS = """
             l
            left join source s on s.id = l.source_id
            left join object o on o.key = l.object_key
            left join version v on v.key = l.version_key
            order by l.seq""";

    private final Database database;

    LedgerSql(Database database) {
        this.database = database;
    }

    void preparePartitions(long fromMicros) {
        database.jdbc()
                .sql("select ledger_partitions(timestamptz 'epoch' + :from * interval '1 microsecond', 3)")
                .param("from", fromMicros)
                .query(Integer.class)
                .single();
    }

    /// Takes the head until the end of the transaction: whoever holds it commits next.
    long lockHead() {
        return database.jdbc()
                .sql("select seq from ledger_head for update")
                .query(Long.class)
                .single();
    }

    void moveHead(long seq) {
        database.jdbc()
                .sql("update ledger_head set seq = :seq")
                .param("seq", seq)
                .update();
        database.jdbc()
                .sql("select pg_notify(:channel, :seq)")
                .param("channel", CHANNEL)
                .param("seq", Long.toString(seq))
                .query((row, n) -> n)
                .single();
    }

    long head() {
        return database.jdbc()
                .sql("select seq from ledger_head")
                .query(Long.class)
                .single();
    }

    /// Takes the head, appends, moves the head and wakes readers: one statement, because a page that somebody
    /// fetches waits for it. The head's row stays locked until the commit.
    ///
    /// @param now position of this moment
    /// @return the position of the last row
    long append(long now, List<LedgerEntry.New> entries, @Nullable Long[] objects, Long[] audiences) {
        return database.jdbc()
                .sql("""
                        with head as (
                          update ledger_head set seq = greatest(seq + 1, :now) + :count - 1 returning seq),
                        rows as (
                          insert into ledger (seq, object_key, source_id, audience_id, organization_id, kind, detail)
                          select h.seq - :count + u.n, u.object, u.source, u.audience, u.organization, u.kind,
                                 u.detail::jsonb
                          from head h cross join
                               unnest(:objects::bigint[], :sources::bigint[], :audiences::bigint[],
                                      :organizations::bigint[], :kinds::text[], :details::text[])
                                 with ordinality u (object, source, audience, organization, kind, detail, n))
                        select h.seq, pg_notify(:channel, h.seq::text) from head h""")
                .param("now", now)
                .param("count", entries.size())
                .param("objects", objects)
                .param("sources", entries.stream().map(LedgerEntry.New::source).toArray(Long[]::new))
                .param("audiences", audiences)
                .param(
                        "organizations",
                        entries.stream().map(LedgerEntry.New::organization).toArray(Long[]::new))
                .param("kinds", entries.stream().map(e -> e.kind().text()).toArray(String[]::new))
                .param("details", entries.stream().map(e -> detail(e.detail())).toArray(String[]::new))
                .param("channel", CHANNEL)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static @Nullable String detail(JsonObject detail) {
        return detail.size() == 0 ? null : Json.write(detail);
    }

    List<LedgerEntry> read(long[] visible, long after, int limit, Set<LedgerEntry.Kind> kinds) {
        return database.jdbc()
                .sql(COLUMNS + """
                          from (select l.seq, l.kind, l.audience_id, l.organization_id, l.detail, l.source_id,
                                       l.object_key, l.version_key
                                from ledger l
                                where l.seq > :after and l.audience_id = any(:visible)
                          """ + kindCondition(kinds) + " order by l.seq limit :limit)" + JOINS)
                .param("after", after)
                .param("visible", visible)
                .param("kinds", kinds.stream().map(LedgerEntry.Kind::text).toArray(String[]::new))
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    private static String kindCondition(Set<LedgerEntry.Kind> kinds) {
        if (kinds.isEmpty()) {
            return "";
        }
        boolean bulk = kinds.contains(LedgerEntry.Kind.CLAIMED) || kinds.contains(LedgerEntry.Kind.REVISED);
        return " and l.kind = any(:kinds::text[])" + (bulk ? "" : NOT_BULK);
    }

    /// What happened to an object apart from claims, newest first.
    List<LedgerEntry> about(long[] visible, StixId id, int limit) {
        return database.jdbc()
                .sql(COLUMNS + """
                          from (select l.seq, l.kind, l.audience_id, l.organization_id, l.detail, l.source_id,
                                       l.object_key, l.version_key
                                from ledger l
                                where l.object_key = (select key from object where stix_id = :id)
                                  and l.audience_id = any(:visible)
                          """ + NOT_BULK + " order by l.seq desc limit :limit)" + JOINS + " desc")
                .param("id", id.text())
                .param("visible", visible)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    /// Each audience is read by its own index range (`ledger_audience`): what others may see costs nothing.
    List<LedgerEntry> newest(long[] visible, long before, int limit, Set<LedgerEntry.Kind> kinds) {
        var condition = kinds.isEmpty() ? "" : " and l.kind = any(:kinds::text[])";
        return database.jdbc()
                .sql(COLUMNS + """
                          from (select n.* from unnest(:visible::bigint[]) a cross join lateral (
                                  select l.seq, l.kind, l.audience_id, l.organization_id, l.detail, l.source_id,
                                         l.object_key, l.version_key
                                  from ledger l
                                  where l.audience_id = a and l.seq < :before
                          """ + NOT_BULK + condition + """
                                   order by l.seq desc limit :limit) n
                                order by n.seq desc limit :limit)""" + JOINS + " desc")
                .param("visible", visible)
                .param("before", before)
                .param("kinds", kinds.stream().map(LedgerEntry.Kind::text).toArray(String[]::new))
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    int forget(OffsetDateTime before) {
        return database.inTransaction(() -> database.jdbc()
                .sql("select ledger_forget(:before)")
                .param("before", before)
                .query(Integer.class)
                .single());
    }

    long horizon() {
        return database.jdbc()
                .sql("select seq from ledger_horizon")
                .query(Long.class)
                .single();
    }

    Map<LedgerEntry.Kind, Long> totals() {
        var totals = new EnumMap<LedgerEntry.Kind, Long>(LedgerEntry.Kind.class);
        database.jdbc().sql("""
                        select kind, sum(rows) from (
                          select kind, rows from ledger_total
                          union all
                          select kind, count(*) from ledger group by kind) t
                        group by kind""").query(row -> {
            totals.put(LedgerEntry.Kind.of(row.getString(1)), row.getLong(2));
        });
        return totals;
    }

    Optional<Long> consumer(String name) {
        return database.jdbc()
                .sql("select seq from ledger_consumer where name = :name")
                .param("name", name)
                .query(Long.class)
                .optional();
    }

    long lockConsumer(String name) {
        database.jdbc()
                .sql("insert into ledger_consumer (name, seq) values (:name, 0) on conflict (name) do nothing")
                .param("name", name)
                .update();
        return database.jdbc()
                .sql("select seq from ledger_consumer where name = :name for update")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    void say(String word) {
        database.jdbc()
                .sql("select pg_notify(:channel, :word)")
                .param("channel", WORDS)
                .param("word", word)
                .query((row, n) -> n)
                .single();
    }

    void moveConsumer(String name, long seq) {
        database.jdbc().sql("""
                        insert into ledger_consumer (name, seq) values (:name, :seq)
                        on conflict (name) do update set seq = greatest(ledger_consumer.seq, excluded.seq)""").param("name", name).param("seq", seq).update();
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        var id = Optional.ofNullable(row.getString("stix_id")).map(StixId::of);
        var detail = row.getString("detail");
        return new LedgerEntry(
                row.getLong("seq"),
                Position.at(row.getLong("seq")),
                LedgerEntry.Kind.of(row.getString("kind")),
                id,
                id.map(StixId::type).orElse(""),
                Optional.ofNullable(row.getString("name")).orElse(""),
                Optional.ofNullable(row.getString("source")).orElse(""),
                Optional.ofNullable(row.getObject("source_id", Long.class)),
                row.getLong("audience_id"),
                Optional.ofNullable(row.getObject("organization_id", Long.class)),
                detail == null ? JsonObject.empty() : (JsonObject) Json.read(detail));
    }
}
