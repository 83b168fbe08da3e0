package theriac.hub.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.knowledge.ObjectRoutes.ObjectVersion;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// How an object became what it is, over HTTP. What it was on a day is `/api/objects/{id}?at=…`.
@RestController
public final class HistoryRoutes {

    private final Connections connections;

    public HistoryRoutes(Connections connections) {
        this.connections = connections;
    }

    public record VersionList(List<ObjectVersion> versions, Optional<String> next) {}

    /// @param pointer JSON pointer of the property; for members of a list, of the list
    /// @param kind `added`, `removed`, `changed`
    /// @param before JSON text; "" when added
    /// @param after JSON text; "" when removed
    public record PropertyDifference(String pointer, String kind, String before, String after) {}

    /// @param more there are more than these
    public record DifferenceList(List<PropertyDifference> differences, boolean more) {}

    @GetMapping("/api/objects/{id}/versions")
    @Requires(Permission.READ_OBJECTS)
    VersionList versions(
            Viewer viewer,
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> after) {
        var page = connections.versions(viewer, ObjectRoutes.parse(id), limit, after);
        return new VersionList(page.items().stream().map(ObjectRoutes::version).toList(), page.next());
    }

    /// @param from digest of the older version
    /// @param to digest of the newer one
    @GetMapping("/api/objects/{id}/differences")
    @Requires(Permission.READ_OBJECTS)
    DifferenceList differences(
            Viewer viewer, @PathVariable String id, @RequestParam String from, @RequestParam String to) {
        var found = connections.differences(viewer, ObjectRoutes.parse(id), from, to);
        return new DifferenceList(
                found.differences().stream()
                        .map(d -> new PropertyDifference(
                                d.pointer(), d.kind().name().toLowerCase(Locale.ROOT), d.before(), d.after()))
                        .toList(),
                found.more());
    }
}
