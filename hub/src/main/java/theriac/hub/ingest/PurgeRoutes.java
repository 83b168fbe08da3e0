package theriac.hub.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Ownership;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.store.Withdrawals.Outcome;

/// Takes a whole delivery or a whole source back, lets it stand again, and takes a kept delivery in once more.
@RestController
public final class PurgeRoutes {

    private static final int LONGEST_REASON = 2_000;

    private final Store store;
    private final Ingest ingest;
    private final LongPredicate isCert;

    /// @param isCert whether an organisation (internal key) runs the hub
    public PurgeRoutes(Store store, Ingest ingest, LongPredicate isCert) {
        this.store = store;
        this.ingest = ingest;
        this.isCert = isCert;
    }

    /// @param reason everyone who fetched what is taken back reads it
    public record PurgeRequest(String reason) {}

    /// @param id the decision; empty when nothing was there to do
    /// @param claims how many claims were touched
    public record PurgeReceipt(Optional<UUID> id, Instant at, long claims) {}

    @PostMapping("/api/runs/{id}/withdrawal")
    @Requires(Permission.WITHDRAW_OBJECTS)
    PurgeReceipt withdrawRun(Viewer viewer, @PathVariable UUID id, @RequestBody PurgeRequest request) {
        var delivery = delivery(viewer, id);
        own(viewer, store.sources().load(delivery.source()));
        return receipt(store.withdrawals().withdraw(viewer, delivery, reason(request)));
    }

    @PostMapping("/api/runs/{id}/restoration")
    @Requires(Permission.WITHDRAW_OBJECTS)
    PurgeReceipt restoreRun(Viewer viewer, @PathVariable UUID id, @RequestBody PurgeRequest request) {
        var delivery = delivery(viewer, id);
        own(viewer, store.sources().load(delivery.source()));
        return restored(store.withdrawals().restore(viewer, delivery, reason(request)));
    }

    /// Reads the kept bytes again: for the rest of a delivery that was interrupted, or after a reader was mended.
    @PostMapping("/api/runs/{id}/replay")
    @Requires(Permission.RUN_SOURCES)
    SourceRoutes.RunRow replay(Viewer viewer, @PathVariable UUID id) {
        var delivery = delivery(viewer, id);
        return SourceRoutes.run(ingest.replay(store.sources().load(delivery.source()), delivery));
    }

    @PostMapping("/api/sources/{id}/withdrawal")
    @Requires(Permission.WITHDRAW_OBJECTS)
    PurgeReceipt withdrawSource(Viewer viewer, @PathVariable UUID id, @RequestBody PurgeRequest request) {
        return receipt(store.withdrawals().withdraw(viewer, own(viewer, source(viewer, id)), reason(request)));
    }

    @PostMapping("/api/sources/{id}/restoration")
    @Requires(Permission.WITHDRAW_OBJECTS)
    PurgeReceipt restoreSource(Viewer viewer, @PathVariable UUID id, @RequestBody PurgeRequest request) {
        return restored(store.withdrawals().restore(viewer, own(viewer, source(viewer, id)), reason(request)));
    }

    private Delivery delivery(Viewer viewer, UUID id) {
        return store.deliveries().find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such delivery."));
    }

    private Source source(Viewer viewer, UUID id) {
        return store.sources().find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source."));
    }

    private Source own(Viewer viewer, Source source) {
        boolean cert = viewer instanceof Viewer.Party party && isCert.test(party.organization());
        if (!Ownership.mayTakeBack(viewer, source.organization(), cert)) {
            throw Problem.notAllowed(
                    "What \"%s\" says belongs to another organisation: only that one or the hub's own can take it back."
                            .formatted(source.name()));
        }
        return source;
    }

    private static String reason(PurgeRequest request) {
        if (request.reason() == null || request.reason().isBlank()) {
            throw Problem.badRequest("Say why: those who fetched it will read the reason.");
        }
        if (request.reason().length() > LONGEST_REASON) {
            throw Problem.badRequest("The reason is longer than %d characters.".formatted(LONGEST_REASON));
        }
        return request.reason().strip();
    }

    private static PurgeReceipt receipt(Outcome outcome) {
        return new PurgeReceipt(outcome.id(), outcome.at(), outcome.claims());
    }

    private static PurgeReceipt restored(Optional<Outcome> outcome) {
        return receipt(outcome.orElseThrow(() -> Problem.conflict(
                "There is nothing to let stand again: nothing was taken back as a whole, or too long ago.")));
    }
}
