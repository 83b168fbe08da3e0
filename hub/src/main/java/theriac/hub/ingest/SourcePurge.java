package theriac.hub.ingest;

import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import theriac.hub.core.Problem;
import theriac.hub.policy.Ownership;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.Wish;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.json.JsonObject;

/// Taking back everything that a source says, which takes two.
public final class SourcePurge implements Deed {

    private final Store store;
    private final LongPredicate isCert;

    /// @param isCert whether an organisation (internal key) runs the hub
    public SourcePurge(Store store, LongPredicate isCert) {
        this.store = store;
        this.isCert = isCert;
    }

    @Override
    public String kind() {
        return "source-purge";
    }

    @Override
    public Permission permission() {
        return Permission.WITHDRAW_OBJECTS;
    }

    @Override
    public void carryOut(Viewer.Party decider, Wish wish) {
        store.withdrawals().withdraw(decider, load(decider, UUID.fromString(wish.subject())), wish.reason());
    }

    Wish wish(Viewer viewer, UUID id, String reason) {
        return new Wish(kind(), id.toString(), load(viewer, id).name(), List.of(), JsonObject.empty(), reason);
    }

    /// A source that this viewer may take back.
    ///
    /// @throws Problem when it is absent, hidden or another's
    Source load(Viewer viewer, UUID id) {
        return own(
                viewer,
                store.sources().find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source.")));
    }

    Source own(Viewer viewer, Source source) {
        boolean cert = viewer instanceof Viewer.Party party && isCert.test(party.organization());
        if (!Ownership.mayTakeBack(viewer, source.organization(), cert)) {
            throw Problem.notAllowed(
                    "What \"%s\" says belongs to another organisation: only that one or the hub's own can take it back."
                            .formatted(source.name()));
        }
        return source;
    }
}
