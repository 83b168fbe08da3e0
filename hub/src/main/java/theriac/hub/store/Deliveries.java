package theriac.hub.store;

import java.io.InputStream;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.json.JsonObject;

/// What arrived, when, and what became of it. Whoever may see a source (its default audience) may see its deliveries.
/// Safe between threads; one delivery is written by one thread.
public final class Deliveries {

    private final Database database;
    private final DeliverySql sql;
    private final Sources sources;
    private final Audiences audiences;
    private final Ledger ledger;
    private final Clock clock;

    Deliveries(Database database, Sources sources, Audiences audiences, Ledger ledger, Clock clock) {
        this.database = database;
        this.sql = new DeliverySql(database);
        this.sources = sources;
        this.audiences = audiences;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// Begins a delivery.
    ///
    /// @param name file name or address, for people; never with credentials
    public Delivery open(long source, String name) {
        var key = sql.insert(source, Derived.clean(name, 1_000), now());
        return sql.load(key, silentSince());
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
        sql.updateCounts(delivery.key(), counts, now());
    }

    /// Says that a running delivery lives although it has nothing to tell.
    public void touch(Delivery delivery) {
        sql.touch(delivery.key(), now());
    }

    /// Ends a delivery well.
    public Delivery finish(Delivery delivery, DeliveryCounts counts) {
        return end(delivery, "done", null, null, counts);
    }

    /// Ends a delivery with a sentence; what was stored stays stored.
    public Delivery fail(Delivery delivery, String problem, DeliveryCounts counts) {
        return end(delivery, "failed", Derived.clean(problem, 2_000), null, counts);
    }

    /// Ends a delivery with a sentence; what was stored stays stored.
    ///
    /// @param code what kind of failure it was, such as `fetch.timeout`
    public Delivery fail(Delivery delivery, String code, String problem, DeliveryCounts counts) {
        return end(delivery, "failed", Derived.clean(problem, 2_000), code, counts);
    }

    /// The end and its ledger row are one: whoever watches the ledger learns of every delivery.
    private Delivery end(
            Delivery delivery, String state, @Nullable String problem, @Nullable String code, DeliveryCounts counts) {
        var source = sources.load(delivery.source());
        var detail = JsonObject.builder()
                .put("run", delivery.id().toString())
                .put("state", state)
                .put("read", counts.read())
                .put("created", counts.created())
                .put("revised", counts.revised())
                .put("rejected", counts.rejected())
                .build();
        database.inTransaction(() -> {
            sql.end(delivery.key(), new DeliverySql.End(state, problem, code), counts, now());
            ledger.append(List.of(new LedgerEntry.New(
                    LedgerEntry.Kind.DELIVERED, null, source.key(), source.audience(), source.organization(), detail)));
        });
        return sql.load(delivery.key(), silentSince());
    }

    /// Deliveries, newest first.
    ///
    /// @param source internal key; empty: of all sources
    public List<Delivery> list(Viewer viewer, Optional<Long> source, int limit) {
        return sql.list(audiences.visible(viewer), silentSince(), source.orElse(null), Math.clamp(limit, 1, 1_000));
    }

    /// The newest delivery of each source, by the source's internal key.
    public Map<Long, Delivery> latest(Viewer viewer) {
        return sql.latest(audiences.visible(viewer), silentSince()).stream()
                .collect(Collectors.toMap(Delivery::source, delivery -> delivery));
    }

    /// Empty when it is absent or hidden.
    public Optional<Delivery> find(Viewer viewer, UUID id) {
        return sql.find(audiences.visible(viewer), silentSince(), id);
    }

    /// The delivery of an internal key, for the hub's own work.
    public Delivery load(long key) {
        return sql.load(key, silentSince());
    }

    /// The findings of a delivery in the order of the input.
    public List<DeliveryFinding> findings(Viewer viewer, UUID id, int limit) {
        return find(viewer, id)
                .map(delivery -> sql.listFindings(delivery.key(), Math.clamp(limit, 1, 10_000)))
                .orElse(List.of());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime silentSince() {
        return now().minus(Delivery.SILENCE);
    }
}
