package theriac.hub.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.knowledge.ObjectRoutes.ObjectRelation;
import theriac.hub.knowledge.ObjectRoutes.ObjectRow;
import theriac.hub.knowledge.ObjectRoutes.ObjectValue;
import theriac.hub.knowledge.ObjectRoutes.RelationCount;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NeighbourQuery;
import theriac.hub.store.PathAnswer;

/// Who is next to whom, over HTTP.
@RestController
public final class GraphRoutes {

    private final Connections connections;

    public GraphRoutes(Connections connections) {
        this.connections = connections;
    }

    /// @param next hand in as `after`; null on the last page. A page may be short, or empty, although more
    ///     follow
    public record Neighbours(List<ObjectRelation> neighbours, Optional<String> next) {}

    public record Counts(List<RelationCount> counts) {}

    /// @param relationshipType of the relationship, `sighting`, `same-as`, or the property that refers
    /// @param viaId the relationship or sighting between them; "" when they refer to each other directly
    public record PathStep(ObjectRow from, ObjectRow to, String direction, String relationshipType, String viaId) {}

    /// @param complete false: objects with very many references were not gone through, or the search grew
    ///     too large; a shorter way may exist
    /// @param passedOver those objects
    public record PathList(List<List<PathStep>> paths, boolean complete, List<ObjectRow> passedOver) {}

    public record SharedObject(ObjectRow object, List<ObjectValue> values) {}

    public record SharedList(List<SharedObject> objects, Optional<String> next) {}

    @GetMapping("/api/objects/{id}/neighbours")
    @Requires(Permission.READ_OBJECTS)
    Neighbours neighbours(
            Viewer viewer,
            @PathVariable String id,
            @RequestParam(defaultValue = "") Set<String> relationshipType,
            @RequestParam(defaultValue = "") Set<String> type,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> after) {
        var page = connections.neighbours(
                viewer, ObjectRoutes.parse(id), new NeighbourQuery(relationshipType, type, limit, after));
        return new Neighbours(page.items().stream().map(ObjectRelation::of).toList(), page.next());
    }

    @GetMapping("/api/objects/{id}/neighbours/counts")
    @Requires(Permission.READ_OBJECTS)
    Counts counts(Viewer viewer, @PathVariable String id) {
        return new Counts(connections.counts(viewer, ObjectRoutes.parse(id)).stream()
                .map(RelationCount::of)
                .toList());
    }

    @GetMapping("/api/paths")
    @Requires(Permission.READ_OBJECTS)
    PathList paths(
            Viewer viewer,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam(defaultValue = "4") int hops) {
        var answer = connections.paths(viewer, ObjectRoutes.parse(from), ObjectRoutes.parse(to), hops);
        return new PathList(
                answer.paths().stream()
                        .map(path -> path.stream().map(GraphRoutes::step).toList())
                        .toList(),
                answer.complete(),
                answer.passedOver().stream().map(ObjectRow::of).toList());
    }

    private static PathStep step(PathAnswer.Step step) {
        return new PathStep(
                ObjectRow.of(step.from()),
                ObjectRow.of(step.to()),
                step.direction().name().toLowerCase(Locale.ROOT),
                step.type(),
                step.via().map(v -> v.id().text()).orElse(""));
    }

    /// @param ids of objects, and of the relationships between them
    public record ObjectsToWrite(List<String> ids) {}

    /// Objects as one STIX bundle, as a file to save. It only reads: it is a POST because of the many ids.
    @PostMapping(value = "/api/bundle", produces = "application/json")
    @Requires(Permission.READ_OBJECTS)
    ResponseEntity<String> bundle(Viewer viewer, @RequestBody ObjectsToWrite objects) {
        var ids = objects.ids().stream().map(ObjectRoutes::parse).toList();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(connections.bundle(viewer, ids));
    }

    /// Objects that share a value with this one.
    @GetMapping("/api/objects/{id}/also-seen")
    @Requires(Permission.READ_OBJECTS)
    SharedList alsoSeen(
            Viewer viewer,
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> after) {
        var page = connections.alsoSeen(viewer, ObjectRoutes.parse(id), limit, after);
        return new SharedList(
                page.items().stream()
                        .map(s -> new SharedObject(
                                ObjectRow.of(s.object()),
                                s.values().stream()
                                        .map(v -> new ObjectValue(v.kind().code(), v.text()))
                                        .toList()))
                        .toList(),
                page.next());
    }
}
