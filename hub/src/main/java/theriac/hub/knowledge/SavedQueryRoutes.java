package theriac.hub.knowledge;

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

/// Saved questions over HTTP.
@RestController
public final class SavedQueryRoutes {

    private final SavedQueries queries;

    public SavedQueryRoutes(SavedQueries queries) {
        this.queries = queries;
    }

    /// @param shared with everybody of the organisation
    public record QueryToSave(String name, String query, boolean shared) {}

    public record SavedQueryList(List<SavedQuery> queries) {}

    @GetMapping("/api/queries")
    @Requires(Permission.READ_OBJECTS)
    SavedQueryList savedQueries(Viewer viewer) {
        return new SavedQueryList(queries.list(viewer));
    }

    @PostMapping("/api/queries")
    @Requires(Permission.READ_OBJECTS)
    SavedQuery saveQuery(Viewer viewer, @RequestBody QueryToSave query) {
        return queries.create(viewer, query.name(), query.query(), query.shared());
    }

    @PutMapping("/api/queries/{id}")
    @Requires(Permission.READ_OBJECTS)
    SavedQuery changeQuery(Viewer viewer, @PathVariable UUID id, @RequestBody QueryToSave query) {
        return queries.change(viewer, id, query.name(), query.query(), query.shared());
    }

    @DeleteMapping("/api/queries/{id}")
    @Requires(Permission.READ_OBJECTS)
    void deleteQuery(Viewer viewer, @PathVariable UUID id) {
        queries.delete(viewer, id);
    }
}
