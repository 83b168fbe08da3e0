package theriac.hub.sharing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Position;

/// TAXII collections as people of the CERT make them.
@RestController
public final class CollectionRoutes {

    private final SharedCollections collections;
    private final Parties parties;

    public CollectionRoutes(SharedCollections collections, Parties parties) {
        this.collections = collections;
        this.parties = parties;
    }

    /// See [SharedCollection].
    ///
    /// @param organizations who may read
    /// @param groups whose members may read
    /// @param posting `nobody`, `cert` or `readers`
    /// @param ended whether nobody is served from it any more
    public record CollectionToSave(
            String title,
            String description,
            boolean picked,
            String posting,
            String query,
            Set<UUID> organizations,
            Set<UUID> groups,
            boolean ended) {}

    /// @param name as people know it
    public record ReaderRow(UUID id, String name) {}

    /// @param address below the hub's own
    /// @param objects chosen so far, whoever may see them; counted up to 20,000
    /// @param filledTo up to when what happened has been read; absent: nothing yet
    public record CollectionRow(
            UUID id,
            String title,
            String description,
            boolean picked,
            String posting,
            String query,
            List<ReaderRow> organizations,
            List<ReaderRow> groups,
            String address,
            long objects,
            Optional<Instant> filledTo,
            Instant at,
            String by,
            Optional<Instant> endedAt) {}

    /// @param groups all that there are, to choose from
    public record CollectionList(List<CollectionRow> collections, List<ReaderRow> groups) {}

    @GetMapping("/api/collections")
    @Requires(Permission.CONFIGURE_SHARING)
    CollectionList collections(Viewer viewer) {
        var groups = groups();
        return new CollectionList(
                collections.list(viewer).stream().map(each -> row(each, groups)).toList(),
                groups.values().stream().map(CollectionRoutes::reader).toList());
    }

    @PostMapping("/api/collections")
    @Requires(Permission.CONFIGURE_SHARING)
    CollectionRow createCollection(Viewer viewer, @RequestBody CollectionToSave collection) {
        return row(collections.save(viewer, wanted(UUID.randomUUID(), collection), collection.ended()), groups());
    }

    @PutMapping("/api/collections/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    CollectionRow changeCollection(Viewer viewer, @PathVariable UUID id, @RequestBody CollectionToSave collection) {
        collections.load(viewer, id);
        return row(collections.save(viewer, wanted(id, collection), collection.ended()), groups());
    }

    private SharedCollection wanted(UUID id, CollectionToSave asked) {
        var byId = groups().values().stream().collect(Collectors.toMap(Parties.Group::id, Parties.Group::key));
        return new SharedCollection(
                0,
                id,
                0,
                asked.picked(),
                Posting.parse(asked.posting())
                        .orElseThrow(() -> Problem.badRequest("Posting is nobody, cert or readers.")),
                asked.title(),
                asked.description(),
                asked.query().strip(),
                keys(asked.organizations(), each -> parties.find(each).map(Parties.Party::key)),
                keys(asked.groups(), each -> Optional.ofNullable(byId.get(each))),
                Instant.EPOCH,
                "",
                Optional.empty());
    }

    private static Set<Long> keys(Set<UUID> ids, Function<UUID, Optional<Long>> find) {
        return ids.stream()
                .map(id -> find.apply(id)
                        .orElseThrow(() -> Problem.notFound("There is no organisation or group %s.".formatted(id))))
                .collect(Collectors.toSet());
    }

    private Map<Long, Parties.Group> groups() {
        return parties.groups().stream().collect(Collectors.toMap(Parties.Group::key, Function.identity()));
    }

    private static ReaderRow reader(Parties.Group group) {
        return new ReaderRow(group.id(), group.name());
    }

    private CollectionRow row(SharedCollection collection, Map<Long, Parties.Group> groups) {
        var state = collections.state(collection);
        return new CollectionRow(
                collection.id(),
                collection.title(),
                collection.description(),
                collection.picked(),
                collection.posting().text(),
                collection.query(),
                collection.organizations().stream()
                        .map(parties::load)
                        .map(party -> new ReaderRow(party.id(), party.name()))
                        .toList(),
                collection.groups().stream()
                        .map(groups::get)
                        .filter(java.util.Objects::nonNull)
                        .map(CollectionRoutes::reader)
                        .toList(),
                HubCollections.ROOT + "collections/" + collection.id() + "/",
                state.objects(),
                state.position() == 0 ? Optional.empty() : Optional.of(Position.at(state.position())),
                collection.at(),
                collection.by(),
                collection.endedAt());
    }
}
