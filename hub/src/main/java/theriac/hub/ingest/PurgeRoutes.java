package theriac.hub.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.ProposalRoutes;
import theriac.hub.proposals.ProposalRoutes.ProposalRow;
import theriac.hub.proposals.Proposals;
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
    private final SourcePurge purge;
    private final Proposals waiting;
    private final ProposalRoutes proposals;

    public PurgeRoutes(Store store, Ingest ingest, SourcePurge purge, Proposals waiting) {
        this.store = store;
        this.ingest = ingest;
        this.purge = purge;
        this.waiting = waiting;
        this.proposals = new ProposalRoutes(waiting);
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

    /// Takes two: nothing is taken back before another person decided. One delivery is taken back at once.
    @PostMapping("/api/sources/{id}/withdrawal")
    @Requires(Permission.WITHDRAW_OBJECTS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ProposalRow withdrawSource(Viewer viewer, @PathVariable UUID id, @RequestBody PurgeRequest request) {
        return proposals.row(viewer, waiting.propose(viewer, purge.wish(viewer, id, reason(request))));
    }

    @PostMapping("/api/sources/{id}/restoration")
    @Requires(Permission.WITHDRAW_OBJECTS)
    PurgeReceipt restoreSource(Viewer viewer, @PathVariable UUID id, @RequestBody PurgeRequest request) {
        return restored(store.withdrawals().restore(viewer, purge.load(viewer, id), reason(request)));
    }

    private Delivery delivery(Viewer viewer, UUID id) {
        return store.deliveries().find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such delivery."));
    }

    private Source own(Viewer viewer, Source source) {
        return purge.own(viewer, source);
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
