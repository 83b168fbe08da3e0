package theriac.hub.investigations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ErasurePlace;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.Store;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// Who may enter an investigation, and everything that is done in one: by one of its people, under its lock, and told
/// to all of them by a row of the ledger that nobody else reads. Absent and forbidden look alike. Thread-safe.
public final class Investigations {

    /// Where people write, for erasure.
    public static final List<ErasurePlace> PERSONAL = List.of(
            new ErasurePlace("investigation", "id", "title", false),
            new ErasurePlace("investigation", "id", "summary", false),
            new ErasurePlace("investigation", "id", "picture", false),
            new ErasurePlace("investigation_note_version", "note_id", "text", false),
            new ErasurePlace("investigation_task", "id", "title", false),
            new ErasurePlace("investigation_file", "id", "name", false),
            new ErasurePlace("investigation_file", "id", "content", true));

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_PICTURE = 500_000;
    private static final int MOST = 500;

    private final Database database;
    private final InvestigationSql sql;
    private final Store store;
    private final Clock clock;

    public Investigations(Database database, Store store, Clock clock) {
        this.database = database;
        this.sql = new InvestigationSql(database);
        this.store = store;
        this.clock = clock;
    }

    List<InvestigationSql.Row> list(Viewer viewer) {
        return viewer instanceof Viewer.Party party ? sql.list(party.organization(), party.account(), MOST) : List.of();
    }

    /// Begins one, with this person alone.
    Inside create(Viewer viewer, String title, String summary) {
        var person = person(viewer);
        var id = UUID.randomUUID();
        return database.inTransaction(() -> {
            long key = sql.insert(
                    id,
                    person.organization(),
                    text(title, LONGEST_TITLE, "title"),
                    optional(summary),
                    now(),
                    person.name());
            sql.add(key, person.account(), now(), person.name());
            var inside = enter(person, id);
            tell(inside);
            return inside;
        });
    }

    /// @throws Problem when it is absent, or not for this person
    Inside enter(Viewer viewer, UUID id) {
        if (!(viewer instanceof Viewer.Party person)) {
            throw absent();
        }
        var found = sql.find(person.organization(), person.account(), id).orElseThrow(Investigations::absent);
        return new Inside(person, found, sql.people(found.key()));
    }

    /// Whether it is for this person.
    public boolean holds(Viewer.Party person, UUID id) {
        return sql.find(person.organization(), person.account(), id).isPresent();
    }

    /// Does something in one that goes on, and tells its people. One after another, so that a revision that was read
    /// inside is the one that is overwritten.
    ///
    /// @throws Problem when it is absent, not for this person, or closed
    Inside change(Viewer viewer, UUID id, Consumer<Inside> work) {
        return changing(viewer, id, inside -> {
            if (inside.investigation().closedAt().isPresent()) {
                throw Problem.conflict("This investigation is closed: open it again before you change something.")
                        .because("investigation.closed");
            }
            work.accept(inside);
        });
    }

    private Inside changing(Viewer viewer, UUID id, Consumer<Inside> work) {
        var person = person(viewer);
        return database.inTransaction(() -> {
            enter(person, id);
            sql.lock(id);
            var inside = enter(person, id);
            work.accept(inside);
            tell(inside);
            return sql.find(person.organization(), person.account(), id)
                    .map(found -> new Inside(person, found, sql.people(found.key())))
                    .orElse(inside);
        });
    }

    /// @param revision the one that was read
    Inside describe(Viewer viewer, UUID id, int revision, String title, String summary) {
        return change(viewer, id, inside -> {
            unchanged(inside.investigation().revision(), revision);
            sql.change(inside.key(), text(title, LONGEST_TITLE, "title"), optional(summary));
        });
    }

    /// Closes it or opens it again; a closed one is read and not changed.
    Inside close(Viewer viewer, UUID id, boolean closed) {
        return changing(viewer, id, inside -> sql.close(inside.key(), closed ? now() : null));
    }

    /// @param revision of the picture that was read; 0 when there was none
    Inside draw(Viewer viewer, UUID id, int revision, String picture) {
        if (picture.length() > LONGEST_PICTURE) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "A graph is kept in at most %,d characters; this one has %,d: fold or remove something."
                            .formatted(LONGEST_PICTURE, picture.length()));
        }
        if (Json.parse(picture, JsonLimits.standard()).object().isEmpty()) {
            throw Problem.badRequest("What was sent is no graph: reload the page and save again.");
        }
        return change(viewer, id, inside -> {
            unchanged(inside.investigation().pictureRevision(), revision);
            sql.draw(inside.key(), picture);
        });
    }

    /// Who could be brought in: people of the same organisation whose roles work in investigations.
    List<Inside.Member> colleagues(Inside inside) {
        return sql.colleagues(inside.investigation().organization());
    }

    /// Brings somebody in; she sees everything in it, what was written before too.
    ///
    /// @param drafts gives what is written for its people to its people as they are now
    Inside bring(Viewer viewer, UUID id, UUID account, DraftAudience drafts) {
        return change(viewer, id, inside -> {
            var wanted = colleagues(inside).stream()
                    .filter(each -> each.id().equals(account))
                    .findFirst()
                    .orElseThrow(
                            () -> Problem.notFound(
                                    "There is no such colleague whose roles work in investigations: choose one from the list."));
            if (inside.people().size() >= InvestigationSql.MOST_PEOPLE) {
                throw Problem.conflict("An investigation has at most %d people; let somebody leave first."
                        .formatted(InvestigationSql.MOST_PEOPLE));
            }
            sql.add(inside.key(), wanted.account(), now(), inside.person().name());
            drafts.become(inside, new Inside(inside.person(), inside.investigation(), sql.people(inside.key())));
        });
    }

    /// Lets somebody leave; what is written from then on she does not see.
    Inside leave(Viewer viewer, UUID id, UUID account, DraftAudience drafts) {
        return change(viewer, id, inside -> {
            var leaving = inside.people().stream()
                    .filter(each -> each.id().equals(account))
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound("This person is not in the investigation."));
            if (inside.people().size() == 1) {
                throw Problem.conflict(
                        "The last person cannot leave: bring somebody in first, or close the investigation.");
            }
            var left = inside.people().stream().filter(each -> each != leaving).toList();
            drafts.become(inside, new Inside(inside.person(), inside.investigation(), left));
            sql.remove(inside.key(), leaving.account());
        });
    }

    /// Gives drafts to other people than before.
    @FunctionalInterface
    interface DraftAudience {
        void become(Inside before, Inside after);
    }

    Instant now() {
        return clock.instant();
    }

    /// Everybody in it learns that something changed; what it is, the page asks for.
    private void tell(Inside inside) {
        var people = new ArrayList<>(inside.people());
        sql.people(inside.key()).stream()
                .filter(each -> people.stream().noneMatch(other -> other.account() == each.account()))
                .forEach(people::add);
        long owner = inside.investigation().organization();
        var all = Inside.audience(owner, people);
        var detail = JsonObject.builder()
                .put("investigation", inside.investigation().id().toString())
                .build();
        store.ledger()
                .append(List.of(new LedgerEntry.New(LedgerEntry.Kind.INVESTIGATED, null, null, all, owner, detail)));
    }

    /// @param now what stands
    /// @param read what the editor read
    static void unchanged(int now, int read) {
        if (now != read) {
            throw Problem.conflict("Somebody changed this since you loaded it; look at both and choose.")
                    .because("investigation.changed");
        }
    }

    static String text(String given, int longest, String what) {
        var text = given.strip();
        if (text.isEmpty() || text.length() > longest || text.indexOf('\0') >= 0) {
            throw Problem.badRequest("The %s needs 1 to %,d characters.".formatted(what, longest));
        }
        return text;
    }

    private static String optional(String given) {
        if (given.length() > LONGEST_TEXT || given.indexOf('\0') >= 0) {
            throw Problem.badRequest("A text has at most %,d characters.".formatted(LONGEST_TEXT));
        }
        return given.strip();
    }

    private static Viewer.Party person(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && party.account() > 0) {
            return party;
        }
        throw Problem.notAllowed("Only people work in investigations.");
    }

    static Problem absent() {
        return Problem.notFound("There is no such investigation, or it is not for you.");
    }

    static Problem gone(String what) {
        return Problem.notFound("There is no such %s in this investigation.".formatted(what));
    }
}
