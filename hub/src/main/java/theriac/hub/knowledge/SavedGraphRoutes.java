package theriac.hub.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Saved graphs over HTTP.
@RestController
public final class SavedGraphRoutes {

    private final SavedGraphs graphs;

    public SavedGraphRoutes(SavedGraphs graphs) {
        this.graphs = graphs;
    }

    /// @param picture JSON text, as the workbench writes it
    /// @param shared with everybody of the organisation
    public record GraphToSave(String name, String picture, boolean shared) {}

    /// @param owner login of who saved it
    /// @param own the asker is that person, and may change it
    public record SavedGraphRow(UUID id, String name, boolean shared, String owner, boolean own, Instant at) {

        static SavedGraphRow of(SavedSql.Saved saved) {
            return new SavedGraphRow(saved.id(), saved.name(), saved.shared(), saved.owner(), saved.own(), saved.at());
        }
    }

    public record SavedGraphList(List<SavedGraphRow> graphs) {}

    public record SavedGraph(SavedGraphRow saved, String picture) {

        static SavedGraph of(SavedSql.Saved saved) {
            return new SavedGraph(SavedGraphRow.of(saved), saved.text());
        }
    }

    @GetMapping("/api/graphs")
    @Requires(Permission.READ_OBJECTS)
    SavedGraphList savedGraphs(Viewer viewer) {
        return new SavedGraphList(
                graphs.list(viewer).stream().map(SavedGraphRow::of).toList());
    }

    @GetMapping("/api/graphs/{id}")
    @Requires(Permission.READ_OBJECTS)
    SavedGraph savedGraph(Viewer viewer, @PathVariable UUID id) {
        return SavedGraph.of(graphs.load(viewer, id));
    }

    @PostMapping("/api/graphs")
    @Requires(Permission.READ_OBJECTS)
    SavedGraph saveGraph(Viewer viewer, @RequestBody GraphToSave graph) {
        return SavedGraph.of(graphs.create(viewer, graph.name(), graph.picture(), graph.shared()));
    }

    @PutMapping("/api/graphs/{id}")
    @Requires(Permission.READ_OBJECTS)
    SavedGraph changeGraph(Viewer viewer, @PathVariable UUID id, @RequestBody GraphToSave graph) {
        return SavedGraph.of(graphs.change(viewer, id, graph.name(), graph.picture(), graph.shared()));
    }

    @DeleteMapping("/api/graphs/{id}")
    @Requires(Permission.READ_OBJECTS)
    void deleteGraph(Viewer viewer, @PathVariable UUID id) {
        graphs.delete(viewer, id);
    }
}
