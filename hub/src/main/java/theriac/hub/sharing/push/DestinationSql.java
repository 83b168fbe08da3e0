package theriac.hub.sharing.push;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.sharing.push.Destination.Receipt;

/// Statements over `push_destination` and `push_receipt`.
final class DestinationSql {

    /// More are refused.
    static final int MOST = 500;

    private static final String COLUMNS = """
            d.id, d.public_id, d.title, d.kind, d.address, d.credential, d.allow, c.public_id as collection, d.organization_id,
            d.every_minutes, d.active, d.place, d.sent, d.next_at, coalesce(d.leased_until > :now, false) as running,
            d.last_at, d.problem, d.failures
            """;

    private static final String FROM = " from push_destination d join shared_collection c on c.id = d.collection_id ";

    private final Database database;

    DestinationSql(Database database) {
        this.database = database;
    }

    /// By title.
    List<Destination> list(Instant now) {
        return database.jdbc()
                .sql("select " + COLUMNS + FROM + "order by folded(d.title), d.id limit :most")
                .param("now", at(now))
                .param("most", MOST)
                .query((row, n) -> destination(row))
                .list();
    }

    Optional<Destination> find(UUID id, Instant now) {
        return database.jdbc()
                .sql("select " + COLUMNS + FROM + "where d.public_id = :id")
                .param("now", at(now))
                .param("id", id)
                .query((row, n) -> destination(row))
                .optional();
    }

    /// Adds it or changes what people decide of it; it is due at once. Another address is another server, which has
    /// nothing yet.
    void save(Destination wanted, Instant now) {
        database.jdbc()
                .sql("""
                        delete from push_thing where destination_id =
                            (select id from push_destination where public_id = :id and address <> :address)""")
                .param("id", wanted.id())
                .param("address", wanted.address().toString())
                .update();
        database.jdbc()
                .sql("""
                        insert into push_destination (public_id, title, kind, address, credential, allow, collection_id,
                                                      organization_id, every_minutes, active, next_at)
                        select :id, :title, :kind, :address, :credential, :allow, c.id, :organization, :every, :active, :now
                        from shared_collection c where c.public_id = :collection
                        on conflict (public_id) do update
                        set title = excluded.title, kind = excluded.kind,
                            place = case when push_destination.address = excluded.address then push_destination.place end,
                            address = excluded.address, credential = excluded.credential,
                            allow = excluded.allow, collection_id = excluded.collection_id,
                            organization_id = excluded.organization_id, every_minutes = excluded.every_minutes,
                            active = excluded.active, next_at = excluded.next_at, failures = 0, problem = null""")
                .param("id", wanted.id())
                .param("title", wanted.title())
                .param("kind", wanted.kind().text())
                .param("address", wanted.address().toString())
                .param("credential", wanted.credential())
                .param("allow", wanted.allow().toArray(String[]::new))
                .param("organization", wanted.organization())
                .param("every", wanted.every().toMinutes())
                .param("active", wanted.on())
                .param("collection", wanted.collection())
                .param("now", at(now))
                .update();
    }

    boolean delete(UUID id) {
        return database.jdbc()
                        .sql("delete from push_destination where public_id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Everything is sent again.
    void restart(long key, Instant now) {
        database.jdbc()
                .sql("update push_destination set place = null, next_at = :now where id = :key")
                .param("key", key)
                .param("now", at(now))
                .update();
        // What a MISP server has stays on record, as something else than what it is sent now.
        database.jdbc()
                .sql("update push_thing set digest = '' where destination_id = :key and thing like 'report--%'")
                .param("key", key)
                .update();
    }

    void due(long key, Instant now) {
        database.jdbc()
                .sql("update push_destination set next_at = :now where id = :key")
                .param("key", key)
                .param("now", at(now))
                .update();
    }

    /// Takes those that are due, for one hub on the database.
    List<UUID> lease(Instant now, Instant until, int most) {
        return database.jdbc()
                .sql("""
                        update push_destination set leased_until = :until
                        where id in (select id from push_destination
                                     where active and next_at <= :now and coalesce(leased_until <= :now, true)
                                     order by next_at limit :most for update skip locked)
                        returning public_id""")
                .param("now", at(now))
                .param("until", at(until))
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /// Takes one, when no hub has it.
    boolean lease(long key, Instant now, Instant until) {
        return database.jdbc()
                        .sql("""
                        update push_destination set leased_until = :until
                        where id = :key and active and coalesce(leased_until <= :now, true)""")
                        .param("key", key)
                        .param("now", at(now))
                        .param("until", at(until))
                        .update()
                == 1;
    }

    /// Gives back what was taken until then; when others have it meanwhile, they keep it.
    void release(long key, Instant until) {
        database.jdbc()
                .sql("update push_destination set leased_until = null where id = :key and leased_until = :until")
                .param("key", key)
                .param("until", at(until))
                .update();
    }

    /// What was accepted apart from what is new: the place stays.
    void accepted(long key, Receipt receipt) {
        database.jdbc()
                .sql("update push_destination set sent = sent + :objects where id = :key")
                .param("key", key)
                .param("objects", receipt.successes())
                .update();
        save(key, receipt);
    }

    /// What was accepted, and up to where. The place stays when somebody has moved it meanwhile, to send everything
    /// again.
    void accepted(
            long key,
            Optional<Instant> before,
            Instant place,
            long objects,
            Instant leasedUntil,
            List<Receipt> receipts) {
        database.jdbc()
                .sql("""
                        update push_destination
                        set place = case when place is not distinct from :before then :place else place end, sent = sent + :objects, leased_until = :until where id = :key""")
                .param("key", key)
                .param("before", before.map(DestinationSql::at).orElse(null), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("place", at(place))
                .param("objects", objects)
                .param("until", at(leasedUntil))
                .update();
        receipts.forEach(receipt -> save(key, receipt));
    }

    void save(long key, Receipt receipt) {
        database.jdbc()
                .sql("""
                        insert into push_receipt (destination_id, id, at, pending, successes, failures, pendings, messages)
                        values (:key, :id, :at, :pending, :successes, :failures, :pendings, :messages)
                        on conflict (destination_id, id) do update
                        set pending = excluded.pending, successes = excluded.successes, failures = excluded.failures,
                            pendings = excluded.pendings, messages = excluded.messages""")
                .param("key", key)
                .param("id", receipt.id())
                .param("at", at(receipt.at()))
                .param("pending", receipt.pending())
                .param("successes", receipt.successes())
                .param("failures", receipt.failures())
                .param("pendings", receipt.pendings())
                .param("messages", receipt.messages().toArray(String[]::new))
                .update();
    }

    /// The newest first.
    List<Receipt> receipts(long key, boolean pendingOnly, int most) {
        return database.jdbc()
                .sql("""
                        select id, at, pending, successes, failures, pendings, messages from push_receipt
                        where destination_id = :key and (pending or not :only) order by at desc, id limit :most""")
                .param("key", key)
                .param("only", pendingOnly)
                .param("most", most)
                .query((row, n) -> new Receipt(
                        row.getString("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("pending"),
                        row.getLong("successes"),
                        row.getLong("failures"),
                        row.getLong("pendings"),
                        List.of((String[]) row.getArray("messages").getArray())))
                .list();
    }

    void forget(long key, Instant before) {
        database.jdbc()
                .sql("delete from push_receipt where destination_id = :key and at < :before")
                .param("key", key)
                .param("before", at(before))
                .update();
    }

    /// Ends a run.
    ///
    /// @param started when it was taken up: who hurries it since then gets another run
    /// @param problem null when it came to its end
    void ended(long key, Instant started, Instant now, Instant next, @Nullable String problem) {
        database.jdbc()
                .sql("""
                        update push_destination
                        set leased_until = null, next_at = case when next_at > :started then next_at else :next end,
                            problem = :problem,
                            failures = case when :problem::text is null then 0 else failures + 1 end,
                            last_at = case when :problem::text is null then :now else last_at end
                        where id = :key""")
                .param("key", key)
                .param("now", at(now))
                .param("started", at(started))
                .param("next", at(next))
                .param("problem", problem)
                .update();
    }

    private static Destination destination(ResultSet row) throws SQLException {
        return new Destination(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getString("title"),
                Destination.Kind.of(row.getString("kind")).orElseThrow(),
                URI.create(row.getString("address")),
                row.getString("credential"),
                List.of((String[]) row.getArray("allow").getArray()),
                row.getObject("collection", UUID.class),
                row.getLong("organization_id"),
                Duration.ofMinutes(row.getLong("every_minutes")),
                row.getBoolean("active"),
                moment(row, "place"),
                row.getLong("sent"),
                row.getObject("next_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("running"),
                moment(row, "last_at"),
                Optional.ofNullable(row.getString("problem")),
                row.getInt("failures"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
