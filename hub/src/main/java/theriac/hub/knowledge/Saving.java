package theriac.hub.knowledge;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// The rules of keeping something under a name, for oneself or for one's organisation: only people keep, and only
/// who kept something changes it. What is kept is for the caller to judge before. Safe between threads.
final class Saving {

    private static final int MAX_PER_ORGANIZATION = 1_000;
    private static final int MAX_NAME = 100;

    private final SavedSql sql;
    private final Clock clock;
    private final String one;
    private final String many;

    /// @param one what is kept, as sentences call it: `question`
    Saving(Database database, Clock clock, String table, String column, String one) {
        this.sql = new SavedSql(database, table, column);
        this.clock = clock;
        this.one = one;
        this.many = one + "s";
    }

    /// @param chars of each text, from its beginning
    List<SavedSql.Saved> list(Viewer viewer, int chars) {
        return sql.list(person(viewer), MAX_PER_ORGANIZATION, chars);
    }

    /// @throws Problem not found when it is absent or somebody else's alone
    SavedSql.Saved load(Viewer viewer, UUID id) {
        return sql.find(person(viewer), id)
                .orElseThrow(() -> Problem.notFound("There is no such saved %s, or it is not for you.".formatted(one)));
    }

    /// @throws Problem conflict when the person keeps one of that name, or the organisation too many
    SavedSql.Saved create(Viewer viewer, String name, String text, boolean shared) {
        var person = person(viewer);
        check(name);
        if (sql.count(person) >= MAX_PER_ORGANIZATION) {
            throw Problem.conflict("Your organisation keeps %,d %s already: delete some that nobody uses."
                    .formatted(MAX_PER_ORGANIZATION, many));
        }
        var id = UUID.randomUUID();
        unlessTaken(name, () -> sql.insert(person, id, name.strip(), text, shared, clock.instant()));
        return load(person, id);
    }

    SavedSql.Saved change(Viewer viewer, UUID id, String name, String text, boolean shared) {
        var person = person(viewer);
        own(person, id);
        check(name);
        unlessTaken(name, () -> sql.update(person, id, name.strip(), text, shared, clock.instant()));
        return load(person, id);
    }

    void delete(Viewer viewer, UUID id) {
        var person = person(viewer);
        own(person, id);
        sql.delete(person, id);
    }

    private void unlessTaken(String name, Runnable write) {
        try {
            write.run();
        } catch (DuplicateKeyException taken) {
            throw Problem.conflict("You keep a %s called \"%s\" already: choose another name.".formatted(one, name));
        }
    }

    private void own(Viewer.Party person, UUID id) {
        var saved = load(person, id);
        if (!saved.own()) {
            throw Problem.notAllowed("Only %s, who saved this %s, can change it.".formatted(saved.owner(), one));
        }
    }

    private void check(String name) {
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("A %s is kept under a name of 1 to %d characters.".formatted(one, MAX_NAME));
        }
    }

    private Viewer.Party person(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && party.account() != 0) {
            return party;
        }
        throw Problem.notAllowed("Only people keep %s.".formatted(many));
    }
}
