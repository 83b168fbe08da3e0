package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.Finding;
import theriac.stix.Severity;

/// Statements of [Deliveries].
final class DeliverySql {

    private static final String COLUMNS = """
            select d.id, d.public_id, d.source_id, s.name as source_name, d.name, d.started_at, d.finished_at,
                   case when d.state = 'running' and d.touched_at < :silent then 'interrupted' else d.state end as state,
                   d.problem, d.problem_code, d.bytes, d.objects, d.created, d.revised, d.unchanged, d.rejected
            from delivery d join source s on s.id = d.source_id
            """;

    private static final String INTERRUPTED = "The hub stopped while it took this delivery in. What is counted here is"
            + " stored; take it in again for the rest.";

    private final Database database;

    DeliverySql(Database database) {
        this.database = database;
    }

    long insert(long source, String name, OffsetDateTime now) {
        return database.jdbc()
                .sql("""
                        insert into delivery (public_id, source_id, name, started_at, touched_at, state)
                        values (:id, :source, :name, :now, :now, 'running') returning id""")
                .param("id", UUID.randomUUID())
                .param("source", source)
                .param("name", name)
                .param("now", now)
                .query(Long.class)
                .single();
    }

    void insertRaw(long delivery, int part, byte[] bytes) {
        database.jdbc()
                .sql("insert into delivery_raw (delivery_id, part, bytes) values (:delivery, :part, :bytes)")
                .param("delivery", delivery)
                .param("part", part)
                .param("bytes", bytes)
                .update();
    }

    Optional<byte[]> findRaw(long delivery, int part) {
        return database.jdbc()
                .sql("select bytes from delivery_raw where delivery_id = :delivery and part = :part")
                .param("delivery", delivery)
                .param("part", part)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    void updateBytes(long delivery, long bytes) {
        database.jdbc()
                .sql("update delivery set bytes = :bytes where id = :delivery")
                .param("bytes", bytes)
                .param("delivery", delivery)
                .update();
    }

    void insertFindings(long delivery, List<DeliveryFinding> findings) {
        database.jdbc()
                .sql("""
                        insert into delivery_finding (delivery_id, number, rule, severity, pointer, message, raw)
                        select :delivery,
                               (select coalesce(max(number), 0) from delivery_finding where delivery_id = :delivery)
                                   + f.number,
                               f.rule, f.severity, f.pointer, f.message, f.raw
                        from unnest(:rules::text[], :severities::text[], :pointers::text[], :messages::text[],
                                    :raws::bytea[])
                            with ordinality f (rule, severity, pointer, message, raw, number)""")
                .param("delivery", delivery)
                .param("rules", texts(findings, f -> f.finding().rule()))
                .param("severities", texts(findings, f -> f.finding().severity().name()))
                .param("pointers", texts(findings, f -> f.finding().pointer()))
                .param("messages", texts(findings, f -> f.finding().message()))
                .param("raws", findings.stream().map(DeliveryFinding::raw).toArray(byte[][]::new))
                .update();
    }

    private static String[] texts(
            List<DeliveryFinding> findings, java.util.function.Function<DeliveryFinding, String> text) {
        return findings.stream().map(text).map(t -> Derived.clean(t, 4_000)).toArray(String[]::new);
    }

    void touch(long delivery, OffsetDateTime now) {
        database.jdbc()
                .sql("update delivery set touched_at = :now where id = :delivery")
                .param("now", now)
                .param("delivery", delivery)
                .update();
    }

    void updateCounts(long delivery, DeliveryCounts counts, OffsetDateTime now) {
        database.jdbc()
                .sql("""
                        update delivery set objects = :read, created = :created, revised = :revised,
                                            unchanged = :unchanged, rejected = :rejected, touched_at = :now
                        where id = :delivery""")
                .param("read", counts.read())
                .param("created", counts.created())
                .param("revised", counts.revised())
                .param("unchanged", counts.unchanged())
                .param("rejected", counts.rejected())
                .param("now", now)
                .param("delivery", delivery)
                .update();
    }

    /// How it ended.
    record End(
            String state,
            @Nullable String problem,
            @Nullable String code) {}

    void end(long delivery, End end, DeliveryCounts counts, OffsetDateTime now) {
        updateCounts(delivery, counts, now);
        database.jdbc()
                .sql("""
                        update delivery set state = :state, problem = :problem, problem_code = :code, finished_at = :now
                        where id = :delivery""")
                .param("state", end.state())
                .param("problem", end.problem())
                .param("code", end.code())
                .param("now", now)
                .param("delivery", delivery)
                .update();
    }

    Delivery load(long key, OffsetDateTime silent) {
        return database.jdbc()
                .sql(COLUMNS + "where d.id = :key")
                .param("key", key)
                .param("silent", silent)
                .query((row, n) -> delivery(row))
                .single();
    }

    Optional<Delivery> find(long[] visible, OffsetDateTime silent, UUID id) {
        return database.jdbc()
                .sql(COLUMNS + "where d.public_id = :id and s.audience_id = any(:visible)")
                .param("id", id)
                .param("silent", silent)
                .param("visible", visible)
                .query((row, n) -> delivery(row))
                .optional();
    }

    List<Delivery> list(long[] visible, OffsetDateTime silent, @Nullable Long source, int limit) {
        return database.jdbc()
                .sql(COLUMNS + """
                          where s.audience_id = any(:visible) and (:source::bigint is null or d.source_id = :source)
                          order by d.id desc limit :limit""")
                .param("visible", visible)
                .param("silent", silent)
                .param("source", source)
                .param("limit", limit)
                .query((row, n) -> delivery(row))
                .list();
    }

    List<Delivery> latest(long[] visible, OffsetDateTime silent) {
        return database.jdbc()
                .sql(COLUMNS + """
                          where s.audience_id = any(:visible)
                            and d.id = (select l.id from delivery l where l.source_id = s.id order by l.id desc limit 1)
                          limit 10000""")
                .param("visible", visible)
                .param("silent", silent)
                .query((row, n) -> delivery(row))
                .list();
    }

    List<DeliveryFinding> listFindings(long delivery, int limit) {
        return database.jdbc()
                .sql("""
                        select rule, severity, pointer, message, raw from delivery_finding
                        where delivery_id = :delivery order by number limit :limit""")
                .param("delivery", delivery)
                .param("limit", limit)
                .query((row, n) -> new DeliveryFinding(
                        new Finding(
                                row.getString(1),
                                Severity.valueOf(row.getString(2)),
                                row.getString(3),
                                row.getString(4)),
                        row.getBytes(5)))
                .list();
    }

    private static Optional<String> problem(ResultSet row) throws SQLException {
        return row.getString("state").equals("interrupted")
                ? Optional.of(INTERRUPTED)
                : Optional.ofNullable(row.getString("problem"));
    }

    private static Optional<String> code(ResultSet row) throws SQLException {
        return row.getString("state").equals("interrupted")
                ? Optional.of("fetch.interrupted")
                : Optional.ofNullable(row.getString("problem_code"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("source_id"),
                row.getString("source_name"),
                row.getString("name"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getString("state"),
                problem(row),
                code(row),
                row.getLong("bytes"),
                new DeliveryCounts(
                        row.getLong("objects"),
                        row.getLong("created"),
                        row.getLong("revised"),
                        row.getLong("unchanged"),
                        row.getLong("rejected")));
    }
}
