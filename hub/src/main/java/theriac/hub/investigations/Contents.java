package theriac.hub.investigations;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ObjectContent;
import theriac.hub.store.Store;
import theriac.stix.StixId;

/// Objects, notes and tasks of investigations. Of its objects everybody sees what she may see herself, through the
/// same gate as on the objects' own pages. Thread-safe.
public final class Contents {

    /// More objects than anybody looks through by hand; a graph stays usable with them.
    static final int MOST_OBJECTS = 2_000;

    private static final int MOST_NOTES = 500;
    private static final int MOST_TASKS = 500;
    private static final int MOST_VERSIONS = 200;
    private static final Set<String> STATES = Set.of("open", "doing", "done");

    private final Investigations investigations;
    private final ContentSql sql;
    private final Store store;
    private final EgressGate gate;

    public Contents(Investigations investigations, Database database, Store store, EgressGate gate) {
        this.investigations = investigations;
        this.sql = new ContentSql(database);
        this.store = store;
        this.gate = gate;
    }

    /// An object of an investigation as this person may see it.
    record Shown(ContentSql.Listed listed, ObjectContent content) {}

    /// In the order in which they were brought; what is hidden from her is left out.
    List<Shown> objects(Inside inside) {
        var listed = new LinkedHashMap<StixId, ContentSql.Listed>();
        sql.objects(inside.key(), MOST_OBJECTS).forEach(each -> listed.put(each.object(), each));
        var seen = seen(inside.person(), listed.keySet());
        return listed.values().stream()
                .filter(each -> seen.containsKey(each.object()))
                .map(each -> new Shown(each, content(seen, each.object())))
                .toList();
    }

    private static ObjectContent content(Map<StixId, ObjectContent> seen, StixId id) {
        return java.util.Objects.requireNonNull(seen.get(id));
    }

    /// What this viewer may see of these objects, through the gate.
    Map<StixId, ObjectContent> seen(Viewer viewer, Set<StixId> ids) {
        var found = gate.pass(
                "api",
                viewer,
                store.objects().contents(viewer, ids),
                each -> each.summary().id().text(),
                each -> List.of(store.audiences().load(each.summary().audience())));
        var byId = new LinkedHashMap<StixId, ObjectContent>();
        found.forEach(each -> byId.put(each.summary().id(), each));
        return byId;
    }

    /// Adds objects that this person can see; those that are in it already stay.
    Inside addObjects(Viewer viewer, UUID id, List<StixId> objects) {
        if (objects.isEmpty() || objects.size() > MOST_OBJECTS) {
            throw Problem.badRequest("Give 1 to %,d objects.".formatted(MOST_OBJECTS));
        }
        return investigations.change(viewer, id, inside -> {
            var known = store.objects().known(viewer, objects);
            var wanted = objects.stream().filter(known::contains).distinct().toList();
            if (wanted.isEmpty()) {
                throw Problem.notFound("There are no such objects, or they are not for you.");
            }
            int there = sql.objects(inside.key(), MOST_OBJECTS).size();
            if (there + wanted.size() > MOST_OBJECTS) {
                throw Problem.conflict("An investigation is about at most %,d objects; this one has %,d."
                        .formatted(MOST_OBJECTS, there));
            }
            sql.addObjects(
                    inside.key(),
                    wanted.stream().map(StixId::text).toList(),
                    investigations.now(),
                    inside.person().name());
        });
    }

    Inside removeObject(Viewer viewer, UUID id, StixId object) {
        return investigations.change(viewer, id, inside -> {
            if (!sql.removeObject(inside.key(), object.text())) {
                throw Investigations.gone("object");
            }
        });
    }

    /// The viewer's own investigations that are about an object.
    List<UUID> about(Viewer viewer, StixId object) {
        return viewer instanceof Viewer.Party party ? sql.about(party.account(), object.text(), 100) : List.of();
    }

    /// The newest first.
    List<ContentSql.Note> notes(Inside inside) {
        return sql.notes(inside.key(), MOST_NOTES);
    }

    Inside addNote(Viewer viewer, UUID id, String text) {
        var clean = Investigations.text(text, Investigations.LONGEST_TEXT, "note");
        return investigations.change(viewer, id, inside -> {
            if (sql.notes(inside.key(), MOST_NOTES).size() >= MOST_NOTES) {
                throw Problem.conflict(
                        "An investigation keeps at most %d notes: put some together.".formatted(MOST_NOTES));
            }
            long note = sql.insertNote(inside.key(), UUID.randomUUID(), investigations.now(), by(inside));
            sql.writeNote(note, 1, clean, investigations.now(), by(inside));
        });
    }

    /// @param revision the one that was read
    /// @throws Problem conflict when somebody wrote on it since: the editor chooses
    Inside writeNote(Viewer viewer, UUID id, UUID note, int revision, String text) {
        var clean = Investigations.text(text, Investigations.LONGEST_TEXT, "note");
        return investigations.change(viewer, id, inside -> {
            var was = sql.note(inside.key(), note).orElseThrow(() -> Investigations.gone("note"));
            Investigations.unchanged(was.revision(), revision);
            sql.writeNote(was.key(), revision + 1, clean, investigations.now(), by(inside));
        });
    }

    Inside removeNote(Viewer viewer, UUID id, UUID note) {
        return investigations.change(viewer, id, inside -> {
            var was = sql.note(inside.key(), note).orElseThrow(() -> Investigations.gone("note"));
            sql.removeNote(was.key(), investigations.now(), by(inside));
        });
    }

    /// Every text that stood on it, the newest first.
    List<ContentSql.NoteVersion> versions(Inside inside, UUID note) {
        var found = sql.note(inside.key(), note).orElseThrow(() -> Investigations.gone("note"));
        return sql.versions(found.key(), MOST_VERSIONS);
    }

    List<ContentSql.Task> tasks(Inside inside) {
        return sql.tasks(inside.key(), MOST_TASKS);
    }

    /// What the viewer herself is to do, in all investigations that she is in.
    List<ContentSql.OwnTask> tasksOf(Viewer viewer) {
        return viewer instanceof Viewer.Party party
                ? sql.tasksOf(party.organization(), party.account(), MOST_TASKS)
                : List.of();
    }

    /// @param assignee one of its people; empty: nobody yet
    record TaskWish(String title, Optional<UUID> assignee, Optional<LocalDate> due, String state) {}

    Inside addTask(Viewer viewer, UUID id, TaskWish wish) {
        var title = Investigations.text(wish.title(), Investigations.LONGEST_TITLE, "task");
        return investigations.change(viewer, id, inside -> {
            if (tasks(inside).size() >= MOST_TASKS) {
                throw Problem.conflict("An investigation keeps at most %d tasks.".formatted(MOST_TASKS));
            }
            sql.insertTask(
                    inside.key(),
                    UUID.randomUUID(),
                    title,
                    assignee(inside, wish),
                    wish.due(),
                    investigations.now(),
                    by(inside));
        });
    }

    /// @param revision the one that was read
    Inside changeTask(Viewer viewer, UUID id, UUID task, int revision, TaskWish wish) {
        var title = Investigations.text(wish.title(), Investigations.LONGEST_TITLE, "task");
        if (!STATES.contains(wish.state())) {
            throw Problem.badRequest("The state of a task is open, doing or done.");
        }
        return investigations.change(viewer, id, inside -> {
            var was = task(inside, task);
            Investigations.unchanged(was.revision(), revision);
            sql.changeTask(
                    was, title, assignee(inside, wish), wish.due(), wish.state(), investigations.now(), by(inside));
        });
    }

    Inside removeTask(Viewer viewer, UUID id, UUID task) {
        return investigations.change(
                viewer, id, inside -> sql.removeTask(task(inside, task).key()));
    }

    private ContentSql.Task task(Inside inside, UUID id) {
        return tasks(inside).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Investigations.gone("task"));
    }

    private static @Nullable Long assignee(Inside inside, TaskWish wish) {
        if (wish.assignee().isEmpty()) {
            return null;
        }
        return inside.people().stream()
                .filter(each -> each.id().equals(wish.assignee().get()))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("A task is for one of the people of the investigation."))
                .account();
    }

    private static String by(Inside inside) {
        return inside.person().name();
    }
}
