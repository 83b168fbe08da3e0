package theriac.hub.store;

import java.io.InputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// What arrived, when, and what became of it. Whoever may see a source (its default audience) may see its deliveries.
/// Safe between threads; one delivery is written by one thread.
public final class Deliveries {

    private final DeliverySql sql;
    private final Audiences audiences;
    private final Clock clock;

    Deliveries(Database database, Audiences audiences, Clock clock) {
        this.sql = new DeliverySql(database);
        this.audiences = audiences;
        this.clock = clock;
    }

    /// Begins a delivery.
    ///
    /// @param name file name or address, for people; never with credentials
    public Delivery open(long source, String name) {
        var key = sql.insert(source, Derived.clean(name, 1_000), clock.instant().atOffset(ZoneOffset.UTC));
        return sql.load(key);
    }

    /// The same bytes, kept gzipped while the caller reads them. Closing the stream keeps the last part and the
    /// count; bytes that the caller never read are not kept.
    public InputStream keep(Delivery delivery, InputStream input) {
        return new KeptInput(
                input,
                (part, gzip) -> sql.insertRaw(delivery.key(), part, gzip),
                bytes -> sql.updateBytes(delivery.key(), bytes));
    }

    /// The bytes as received, for a replay.
    public InputStream raw(Delivery delivery) {
        return new KeptParts(part -> sql.findRaw(delivery.key(), part)).unzipped();
    }

    /// Adds findings; their order is kept.
    public void findings(Delivery delivery, List<DeliveryFinding> findings) {
        if (!findings.isEmpty()) {
            sql.insertFindings(delivery.key(), findings);
        }
    }

    /// Updates the counts of a running delivery.
    public void progress(Delivery delivery, DeliveryCounts counts) {
        sql.updateCounts(delivery.key(), counts);
    }

    /// Ends a delivery well.
    public Delivery finish(Delivery delivery, DeliveryCounts counts) {
        sql.end(delivery.key(), "done", null, counts, clock.instant().atOffset(ZoneOffset.UTC));
        return sql.load(delivery.key());
    }

    /// Ends a delivery with a sentence; what was stored stays stored.
    public Delivery fail(Delivery delivery, String problem, DeliveryCounts counts) {
        sql.end(
                delivery.key(),
                "failed",
                Derived.clean(problem, 2_000),
                counts,
                clock.instant().atOffset(ZoneOffset.UTC));
        return sql.load(delivery.key());
    }

    /// Deliveries, newest first.
    ///
    /// @param source internal key; empty: of all sources
    public List<Delivery> list(Viewer viewer, Optional<Long> source, int limit) {
        return sql.list(audiences.visible(viewer), source.orElse(null), Math.clamp(limit, 1, 1_000));
    }

    /// Empty when it is absent or hidden.
    public Optional<Delivery> find(Viewer viewer, UUID id) {
        return sql.find(audiences.visible(viewer), id);
    }

    /// The delivery of an internal key, for the hub's own work.
    public Delivery load(long key) {
        return sql.load(key);
    }

    /// The findings of a delivery in the order of the input.
    public List<DeliveryFinding> findings(Viewer viewer, UUID id, int limit) {
        return find(viewer, id)
                .map(delivery -> sql.listFindings(delivery.key(), Math.clamp(limit, 1, 10_000)))
                .orElse(List.of());
    }
}
