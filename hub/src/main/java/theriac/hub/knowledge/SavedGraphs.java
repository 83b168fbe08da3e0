package theriac.hub.knowledge;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ErasurePlace;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;

/// Graphs that people keep, for themselves or for their organisation, by the rules of [Saving]. What is kept is how a
/// graph is built, where things were put and what was remarked: whoever opens it is shown of the objects what it may
/// see itself. Safe between threads.
public final class SavedGraphs {

    /// Where remarks of people stand, for erasure.
    public static final List<ErasurePlace> PERSONAL = List.of(new ErasurePlace("saved_graph", "id", "picture", false));

    private static final int MAX_CHARS = 500_000;

    private final Saving saving;

    public SavedGraphs(Database database, Clock clock) {
        this.saving = new Saving(database, clock, "saved_graph", "picture", "graph");
    }

    /// Without the pictures themselves.
    List<SavedSql.Saved> list(Viewer viewer) {
        return saving.list(viewer, 0);
    }

    /// @throws Problem not found when it is absent or somebody else's alone
    SavedSql.Saved load(Viewer viewer, UUID id) {
        return saving.load(viewer, id);
    }

    /// @param picture a JSON object, as the workbench writes and reads it
    /// @throws Problem bad request when it is no such object; too large; conflict when there is one of that name
    SavedSql.Saved create(Viewer viewer, String name, String picture, boolean shared) {
        check(picture);
        return saving.create(viewer, name, picture, shared);
    }

    /// @throws Problem as [#create], and not allowed when it is somebody else's
    SavedSql.Saved change(Viewer viewer, UUID id, String name, String picture, boolean shared) {
        check(picture);
        return saving.change(viewer, id, name, picture, shared);
    }

    void delete(Viewer viewer, UUID id) {
        saving.delete(viewer, id);
    }

    private static void check(String picture) {
        if (picture.length() > MAX_CHARS) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "A graph is kept in at most %,d characters; this one has %,d: fold or remove something."
                            .formatted(MAX_CHARS, picture.length()));
        }
        if (Json.parse(picture, JsonLimits.standard()).object().isEmpty()) {
            throw Problem.badRequest("What was sent is no graph: reload the page and save again.");
        }
    }
}
