package theriac.hub.knowledge;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Questions that people keep, for themselves or for their organisation. Only people save; only who saved one changes
/// it. Safe between threads.
public final class SavedQueries {

    private static final int MAX_PER_ORGANIZATION = 1_000;
    private static final int MAX_NAME = 100;

    private final SavedQuerySql sql;
    private final Clock clock;

    public SavedQueries(Database database, Clock clock) {
        this.sql = new SavedQuerySql(database);
        this.clock = clock;
    }

    List<SavedQuery> list(Viewer viewer) {
        return sql.list(person(viewer), MAX_PER_ORGANIZATION);
    }

    /// @throws Problem bad request when the question cannot be understood; conflict when there is one of that name
    SavedQuery create(Viewer viewer, String name, String query, boolean shared) {
        var person = person(viewer);
        check(name, query);
        if (sql.count(person) >= MAX_PER_ORGANIZATION) {
            throw Problem.conflict("Your organisation keeps %,d questions already: delete some that nobody uses."
                    .formatted(MAX_PER_ORGANIZATION));
        }
        var id = UUID.randomUUID();
        unlessTaken(name, () -> sql.insert(person, id, name.strip(), query, shared, clock.instant()));
        return load(person, id);
    }

    SavedQuery change(Viewer viewer, UUID id, String name, String query, boolean shared) {
        var person = person(viewer);
        own(person, id);
        check(name, query);
        unlessTaken(name, () -> sql.update(person, id, name.strip(), query, shared, clock.instant()));
        return load(person, id);
    }

    void delete(Viewer viewer, UUID id) {
        var person = person(viewer);
        own(person, id);
        sql.delete(person, id);
    }

    private static void unlessTaken(String name, Runnable write) {
        try {
            write.run();
        } catch (DuplicateKeyException taken) {
            throw Problem.conflict("You keep a question called \"%s\" already: choose another name.".formatted(name));
        }
    }

    private void own(Viewer.Party person, UUID id) {
        var saved = load(person, id);
        if (!saved.own()) {
            throw Problem.notAllowed("Only %s, who saved this question, can change it.".formatted(saved.owner()));
        }
    }

    private SavedQuery load(Viewer.Party person, UUID id) {
        return sql.find(person, id)
                .orElseThrow(() -> Problem.notFound("There is no such saved question, or it is not for you."));
    }

    private static void check(String name, String query) {
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("A question is kept under a name of 1 to %d characters.".formatted(MAX_NAME));
        }
        Questions.of(query);
    }

    private static Viewer.Party person(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && party.account() != 0) {
            return party;
        }
        throw Problem.notAllowed("Only people keep questions.");
    }
}
