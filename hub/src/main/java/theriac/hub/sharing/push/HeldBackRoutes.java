package theriac.hub.sharing.push;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.SharedCollection;
import theriac.hub.sharing.SharedCollections;
import theriac.hub.store.HeldBack;
import theriac.hub.store.Lane;

/// What warning lists hold back from machines, and to whom everything is given all the same, as people of
/// the CERT see and decide it.
@RestController
public final class HeldBackRoutes {

    /// Rows of a page.
    private static final int SHOWN = 500;

    private static final String ORGANIZATION = "organization";
    private static final String COLLECTION = "collection";
    private static final String DESTINATION = "destination";

    private final HeldBack held;
    private final SharedCollections collections;
    private final Destinations destinations;
    private final Parties parties;

    public HeldBackRoutes(HeldBack held, SharedCollections collections, Destinations destinations, Parties parties) {
        this.held = held;
        this.collections = collections;
        this.destinations = destinations;
        this.parties = parties;
    }

    /// See [HeldBack.Held].
    public record HeldRow(String id, String version, String name, List<String> lists, Instant since) {}

    /// @param kind `organization`, `collection` or `destination`
    /// @param name as people know it; absent: it is gone
    public record ExceptionRow(String kind, String id, Optional<String> name, String reason, Instant at, String by) {}

    /// @param versions how many are held back
    /// @param held the newest of them
    public record HeldBackList(long versions, List<HeldRow> held, List<ExceptionRow> exceptions) {}

    /// @param kind `organization`, `collection` or `destination`
    /// @param reason why everything is meant to pass
    public record ExceptionToMake(String kind, UUID id, String reason) {}

    @GetMapping("/api/held-back")
    @Requires(Permission.CONFIGURE_SHARING)
    HeldBackList heldBack(Viewer viewer) {
        collections.mustMake(viewer);
        return new HeldBackList(
                held.count(),
                held.list(SHOWN).stream()
                        .map(one -> new HeldRow(one.id().text(), one.version(), one.name(), one.lists(), one.since()))
                        .toList(),
                held.exceptions().stream().map(one -> row(viewer, one)).toList());
    }

    /// Gives everything to one recipient from now on, and what was held back before.
    @PostMapping("/api/held-back/exceptions")
    @Requires(Permission.CONFIGURE_SHARING)
    void letPass(Viewer viewer, @RequestBody ExceptionToMake wanted) {
        collections.mustMake(viewer);
        if (wanted.reason().isBlank()) {
            throw Problem.badRequest("Say why warning lists do not count here: whoever looks at it later must know.");
        }
        held.letPass(scope(viewer, wanted.kind(), wanted.id()), wanted.reason(), name(viewer));
    }

    @DeleteMapping("/api/held-back/exceptions/{kind}/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    void brakeAgain(Viewer viewer, @PathVariable String kind, @PathVariable UUID id) {
        collections.mustMake(viewer);
        if (!held.brake(scope(viewer, kind, id))) {
            throw absent();
        }
    }

    private String scope(Viewer viewer, String kind, UUID id) {
        var scope = switch (kind) {
            case ORGANIZATION -> parties.find(id).map(party -> Lane.organization(party.key()));
            case COLLECTION -> collections.find(id).map(found -> Lane.collection(found.id()));
            case DESTINATION ->
                destinations.list(viewer).stream()
                        .map(Destination::id)
                        .filter(id::equals)
                        .findFirst()
                        .map(Lane::destination);
            default -> throw Problem.badRequest("Everything passes to an organization, a collection or a destination.");
        };
        return scope.orElseThrow(HeldBackRoutes::absent);
    }

    private ExceptionRow row(Viewer viewer, HeldBack.Exempt exempt) {
        int colon = exempt.scope().indexOf(':');
        var kind = exempt.scope().substring(0, colon);
        var key = exempt.scope().substring(colon + 1);
        var id = key;
        Optional<String> name;
        if (kind.equals(ORGANIZATION)) {
            var party = parties.load(Long.parseLong(key));
            id = party.id().toString();
            name = Optional.of(party.name());
        } else if (kind.equals(COLLECTION)) {
            name = collections.find(UUID.fromString(key)).map(SharedCollection::title);
        } else {
            name = destinations.list(viewer).stream()
                    .filter(each -> each.id().toString().equals(key))
                    .map(Destination::title)
                    .findFirst();
        }
        return new ExceptionRow(kind, id, name, exempt.reason(), exempt.at(), exempt.by());
    }

    private static String name(Viewer viewer) {
        return viewer instanceof Viewer.Party party ? party.name() : "the hub";
    }

    private static Problem absent() {
        return Problem.notFound("There is no such organisation, collection or destination, or it is braked already.");
    }
}
