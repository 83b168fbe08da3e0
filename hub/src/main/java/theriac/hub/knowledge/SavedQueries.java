package theriac.hub.knowledge;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Questions that people keep, for themselves or for their organisation, by the rules of [Saving]. Safe between
/// threads.
public final class SavedQueries {

    private final Database database;
    private final Saving saving;
    private final Alerts alerts;

    public SavedQueries(Database database, Alerts alerts, Clock clock) {
        this.database = database;
        this.saving = saving(database, clock);
        this.alerts = alerts;
    }

    static Saving saving(Database database, Clock clock) {
        return new Saving(database, clock, "saved_query", "query", "question");
    }

    List<SavedQuery> list(Viewer viewer) {
        return saving.list(viewer, Integer.MAX_VALUE).stream()
                .map(SavedQueries::query)
                .toList();
    }

    /// @throws Problem bad request when the question cannot be understood; conflict when there is one of that name
    SavedQuery create(Viewer viewer, String name, String query, boolean shared) {
        Questions.of(query);
        return query(saving.create(viewer, name, query, shared));
    }

    /// @throws Problem not found when it is absent or hidden; not allowed when it is somebody else's
    SavedQuery change(Viewer viewer, UUID id, String name, String query, boolean shared) {
        Questions.of(query);
        return database.inTransaction(() -> {
            boolean another = !saving.load(viewer, id).text().equals(query);
            var changed = saving.change(viewer, id, name, query, shared);
            if (another) {
                alerts.askedAnew(id);
            }
            return query(changed);
        });
    }

    void delete(Viewer viewer, UUID id) {
        saving.delete(viewer, id);
    }

    private static SavedQuery query(SavedSql.Saved saved) {
        return new SavedQuery(
                saved.id(), saved.name(), saved.text(), saved.shared(), saved.owner(), saved.own(), saved.at());
    }
}
