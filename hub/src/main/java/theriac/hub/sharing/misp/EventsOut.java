package theriac.hub.sharing.misp;

import java.util.Optional;
import java.util.UUID;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Lane;
import theriac.stix.json.JsonObject;

/// Events as they leave for another MISP server. Thread-safe.
public final class EventsOut {

    private final MispEvents events;

    public EventsOut(MispEvents events) {
        this.events = events;
    }

    /// A published event as this recipient may have it, without the numbers that mean something here only.
    ///
    /// @param lane what of it is held back
    /// @return empty when there is none, none for this recipient, or one that is not published
    /// @throws theriac.hub.core.Problem when it has more parts than fit into one file
    public Optional<JsonObject> find(Viewer.Party recipient, Lane lane, UUID uuid) {
        return events.in(lane)
                .find(recipient, uuid)
                .map(MispEvents.Whole::json)
                .filter(EventSearch::isPublished)
                .map(OwnEvents::withoutNumbers);
    }
}
