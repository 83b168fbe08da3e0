package theriac.hub.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.knowledge.ObjectRoutes.ObjectRow;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ClusterView;
import theriac.hub.store.MergedFigures;
import theriac.stix.Tlp;

/// Which objects are one thing, over HTTP: suggestions, merging, un-merging.
@RestController
public final class ClusterRoutes {

    private final Connections connections;
    private final Knowledge knowledge;

    public ClusterRoutes(Connections connections, Knowledge knowledge) {
        this.connections = connections;
        this.knowledge = knowledge;
    }

    /// Somebody says so.
    ///
    /// @param organization "" for the hub itself
    /// @param reason "" also for those who do not see all that is said to be the same
    public record ClusterStatement(UUID id, String organization, Instant at, String reason) {}

    /// What is said of all members together, as far as the asker may see it.
    ///
    /// @param confidence 0 to 100; absent when nobody says
    /// @param since when the oldest claim on any of them arrived
    /// @param addedAt when the newest one arrived
    public record ClusterFigures(int sources, OptionalInt confidence, Instant since, Instant addedAt) {

        static ClusterFigures of(MergedFigures figures) {
            return new ClusterFigures(figures.sources(), figures.confidence(), figures.since(), figures.addedAt());
        }
    }

    /// @param members two or more; the first is the one by which the cluster is shown
    public record Cluster(List<ObjectRow> members, List<ClusterStatement> statements, ClusterFigures figures) {

        static Cluster of(ClusterView view, Knowledge knowledge) {
            return new Cluster(
                    view.members().stream().map(ObjectRow::of).toList(),
                    view.statements().stream()
                            .map(s -> new ClusterStatement(
                                    s.id(),
                                    knowledge.organizationName(s.organization().orElse(null)),
                                    s.at(),
                                    s.reason()))
                            .toList(),
                    ClusterFigures.of(view.figures()));
        }
    }

    /// @param cluster null: the object is in none
    public record ClusterAnswer(Optional<Cluster> cluster) {}

    /// @param reason `name`, `catalogue`, `value`, `deterministic-id`
    public record SameSuggestion(ObjectRow object, String reason, String evidence) {}

    public record SameSuggestions(List<SameSuggestion> suggestions) {}

    /// @param ids the first is the one by which the cluster is shown
    /// @param tlp who may see that your organisation says so; absent: `TLP:AMBER+STRICT`, your organisation
    ///     alone
    public record MergeRequest(List<String> ids, Optional<String> tlp, String reason) {}

    public record SplitRequest(String reason) {}

    @GetMapping("/api/objects/{id}/cluster")
    @Requires(Permission.READ_OBJECTS)
    ClusterAnswer cluster(Viewer viewer, @PathVariable String id) {
        return new ClusterAnswer(
                connections.cluster(viewer, ObjectRoutes.parse(id)).map(c -> Cluster.of(c, knowledge)));
    }

    @GetMapping("/api/objects/{id}/suggestions")
    @Requires(Permission.READ_OBJECTS)
    SameSuggestions suggestions(Viewer viewer, @PathVariable String id) {
        return new SameSuggestions(connections.suggestions(viewer, ObjectRoutes.parse(id)).stream()
                .map(s -> new SameSuggestion(
                        ObjectRow.of(s.object()),
                        s.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        s.evidence()))
                .toList());
    }

    @PostMapping("/api/clusters")
    @Requires(Permission.CONNECT_OBJECTS)
    Cluster merge(Viewer viewer, @RequestBody MergeRequest request) {
        var tlp = request.tlp().map(ClusterRoutes::label).orElse(Tlp.AMBER_STRICT);
        var ids = request.ids().stream().map(ObjectRoutes::parse).toList();
        return Cluster.of(connections.merge(viewer, ids, tlp, request.reason()), knowledge);
    }

    @PostMapping("/api/clusters/{statement}/split")
    @Requires(Permission.CONNECT_OBJECTS)
    void split(Viewer viewer, @PathVariable UUID statement, @RequestBody SplitRequest request) {
        connections.split(viewer, statement, request.reason());
    }

    private static Tlp label(String text) {
        for (var tlp : Tlp.values()) {
            if (tlp.label().equals(text)) {
                return tlp;
            }
        }
        throw Problem.badRequest("A label is one of TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT.");
    }
}
