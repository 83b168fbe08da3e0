package theriac.hub.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.ErasurePlace;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.Objects;
import theriac.stix.StixId;
import theriac.stix.json.JsonObject;

/// What the desk works on for longer than one look, of every kind: who works on it, by when
/// something is wanted, what it is about, what was done and how it ended. Cases are the CERT's own
/// (TLP:AMBER+STRICT); absent and hidden look alike. Every change stands in the case's record, in
/// the transaction that makes it. Thread-safe.
public final class Cases {

    /// Where cases keep what people wrote.
    public static final List<ErasurePlace> PERSONAL = List.of(
            new ErasurePlace("desk_case", "id", "title", false),
            new ErasurePlace("desk_case", "id", "text", false),
            new ErasurePlace("desk_case", "id", "outcome", false),
            new ErasurePlace("letter", "id", "recipient", false),
            new ErasurePlace("letter", "id", "subject", false),
            new ErasurePlace("letter", "id", "body", false),
            new ErasurePlace("letter", "id", "file_text", false),
            new ErasurePlace("takedown", "case_id", "value", false),
            new ErasurePlace("request_question", "case_id", "text", false),
            new ErasurePlace("request_answer", "case_id", "text", false),
            new ErasurePlace("case_entry", "case_id", "subject", false),
            new ErasurePlace("case_entry", "case_id", "text", false));

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TEXT = 20_000;
    static final int LONGEST_SUBJECT = 320;
    private static final int MOST = 500;
    private static final int MOST_ENTRIES = 2_000;
    private static final int ALL = 1_000_000; // far more than people can have on their hands

    private final Database database;
    private final CaseSql sql;
    private final Audiences audiences;
    private final Objects objects;
    private final Ledger ledger;
    private final Organizations organizations;
    private final Reported reported;
    private final ZoneId zone;
    private final Clock clock;

    /// @param zone whose days and months count
    public Cases(
            Database database,
            Audiences audiences,
            Objects objects,
            Ledger ledger,
            Organizations organizations,
            Reported reported,
            ZoneId zone,
            Clock clock) {
        this.database = database;
        this.sql = new CaseSql(database);
        this.audiences = audiences;
        this.objects = objects;
        this.ledger = ledger;
        this.organizations = organizations;
        this.reported = reported;
        this.zone = zone;
        this.clock = clock;
    }

    /// A case with all that belongs to every kind.
    ///
    /// @param links those whose thing the viewer may see
    record Whole(DeskCase facts, List<CaseSql.Reminder> reminders, List<Linked> links, List<CaseSql.Entry> entries) {}

    /// @param name of the object, or what the report imitates; "" when it has none
    record Linked(CaseSql.Link link, String name) {}

    /// What every kind begins with.
    ///
    /// @param organization where it happened; empty: at nobody who takes part
    /// @param report the report from which it comes
    record Beginning(String title, String text, Optional<UUID> organization, Optional<UUID> report) {}

    /// How many cases of the viewer go on, and in how many of them something is due.
    public record Waiting(int open, int due) {}

    public Waiting waiting(Viewer viewer) {
        var waiting = sql.waiting(audiences.visible(viewer), clock.instant());
        return new Waiting(waiting.open(), waiting.due());
    }

    List<DeskCase> list(Viewer viewer, Optional<CaseKind> kind, boolean open) {
        return sql.list(audiences.visible(viewer), kind.map(CaseKind::text).orElse(""), open, MOST);
    }

    /// All that go on, what is due first.
    List<DeskCase> open(Viewer viewer) {
        return sql.list(audiences.visible(viewer), "", true, ALL);
    }

    /// All that was done in cases since then, in its order.
    List<CaseSql.Done> done(Viewer viewer, Instant since) {
        return sql.done(audiences.visible(viewer), since, ALL);
    }

    /// Cases about a report or an object.
    List<DeskCase> about(Viewer viewer, String kind, String subject) {
        return sql.about(audiences.visible(viewer), new CaseSql.Link(kind, subject), MOST);
    }

    /// @throws Problem when it is absent or hidden
    Whole load(Viewer viewer, UUID id) {
        return whole(viewer, find(viewer, id));
    }

    DeskCase find(Viewer viewer, UUID id) {
        return sql.find(audiences.visible(viewer), id)
                .orElseThrow(() -> Problem.notFound("There is no such case, or it is not for you."));
    }

    private Whole whole(Viewer viewer, DeskCase found) {
        return new Whole(
                found,
                sql.reminders(found.key()),
                linked(viewer, sql.links(found.key(), MOST)),
                sql.entries(found.key(), MOST_ENTRIES));
    }

    private List<Linked> linked(Viewer viewer, List<CaseSql.Link> links) {
        var ids = links.stream()
                .filter(link -> link.kind().equals("object"))
                .flatMap(link -> StixId.parse(link.subject()).stream())
                .toList();
        var known = new HashSet<>(objects.known(viewer, ids));
        var names = objects.names(viewer, known);
        var shown = new ArrayList<Linked>();
        for (var link : links) {
            if (link.kind().equals("report")) {
                reported.find(viewer, UUID.fromString(link.subject()))
                        .ifPresent(message -> shown.add(new Linked(link, message.brand())));
            } else {
                StixId.parse(link.subject())
                        .filter(known::contains)
                        .ifPresent(id -> shown.add(new Linked(link, names.getOrDefault(id, ""))));
            }
        }
        return List.copyOf(shown);
    }

    /// Opens a case; when this returns it is durable.
    ///
    /// @param more what belongs to the kind, in the same transaction: gets the case's key
    /// @throws Problem when the person is not an analyst of the CERT or something is missing
    Whole open(Viewer viewer, CaseKind kind, Beginning beginning, Consumer<DeskCase> more) {
        var person = analyst(viewer);
        checkWords(beginning.title(), beginning.text());
        var organization = beginning.organization().map(this::organization);
        beginning.report().ifPresent(report -> checkReport(person, report));
        var id = UUID.randomUUID();
        database.inTransaction(() -> {
            long key = sql.insert(new CaseSql.NewCase(
                    id,
                    kind,
                    beginning.title().strip(),
                    beginning.text(),
                    audiences.intern(Audience.undecided(person.organization())),
                    organization.map(Organization::key).orElse(0L),
                    clock.instant(),
                    person.account()));
            beginning
                    .report()
                    .ifPresent(report -> sql.link(key, new CaseSql.Link("report", report.toString()), clock.instant()));
            enter(person, key, "opened", kind.text(), "");
            more.accept(find(person, id));
        });
        return load(person, id);
    }

    /// Changes a case: one after the other, under its lock.
    ///
    /// @param work gets the case as it is under the lock
    /// @throws Problem when the case is absent or hidden, or the person no analyst of the CERT
    Whole change(Viewer viewer, UUID id, Consumer<DeskCase> work) {
        var person = analyst(viewer);
        database.inTransaction(() -> {
            find(person, id);
            sql.lock(id);
            work.accept(find(person, id));
        });
        return load(person, id);
    }

    /// The same for a case that goes on.
    Whole changeOpen(Viewer viewer, UUID id, Consumer<DeskCase> work) {
        return change(viewer, id, found -> {
            if (found.endedAt().isPresent()) {
                throw Problem.conflict("This case has ended: set it back to an open state before you change something.")
                        .because("case.ended");
            }
            work.accept(found);
        });
    }

    /// New words; joins the caller's transaction.
    ///
    /// @param revision the one that was read
    void describe(DeskCase found, int revision, String title, String text, Optional<UUID> organization) {
        checkWords(title, text);
        long whose = organization.map(this::organization).map(Organization::key).orElse(0L);
        if (!sql.describe(found.key(), revision, title.strip(), text, whose)) {
            throw Problem.conflict(
                            "Somebody changed this case since you loaded it; load it again and repeat your change.")
                    .because("case.changed");
        }
    }

    /// This person works on it from now on.
    Whole take(Viewer viewer, UUID id) {
        var person = analyst(viewer);
        return changeOpen(person, id, found -> {
            sql.keep(found.key(), person.account());
            enter(person, found.key(), "keeper", person.name(), "");
        });
    }

    /// Another state, also from an end back into work.
    ///
    /// @param outcome how it ended, at least 3 characters; not read for states in which it goes on
    Whole move(Viewer viewer, UUID id, String state, String outcome) {
        var person = analyst(viewer);
        return change(person, id, found -> {
            var kind = found.kind();
            if (!kind.has(state)) {
                throw Problem.badRequest(
                        "A case of this kind is %s, not \"%s\".".formatted(String.join(", ", kind.states()), state));
            }
            if (kind == CaseKind.REQUEST && !state.equals("closed")) {
                throw Problem.conflict("Questions are asked once: what was asked is not a draft again, and what is"
                                + " closed stays closed.")
                        .because("case.request-moves");
            }
            boolean goesOn = kind.isOpen(state);
            if (!goesOn && (outcome.strip().length() < 3 || outcome.length() > LONGEST_TEXT)) {
                throw Problem.badRequest("Write down how it ended: at least 3 and at most %,d characters."
                                .formatted(LONGEST_TEXT))
                        .because("case.outcome");
            }
            sql.move(found.key(), state, goesOn ? null : clock.instant(), goesOn ? "" : outcome.strip());
            enter(person, found.key(), "state", state, goesOn ? "" : outcome.strip());
        });
    }

    /// Joins the caller's transaction: the case goes on in another state.
    void moveOn(Viewer.Party person, DeskCase found, String state) {
        sql.move(found.key(), state, null, "");
        enter(person, found.key(), "state", state, "");
    }

    /// @param told who was told, for example an authority; "" for a note to ourselves
    Whole note(Viewer viewer, UUID id, String told, String text) {
        var person = analyst(viewer);
        var whom = told.strip();
        if (whom.length() > LONGEST_SUBJECT || text.length() > LONGEST_TEXT) {
            throw Problem.badRequest(
                    "Who was told has at most %d characters, and a note %,d.".formatted(LONGEST_SUBJECT, LONGEST_TEXT));
        }
        if (whom.isEmpty() && text.isBlank()) {
            throw Problem.badRequest("The note is empty: write what was found or done.");
        }
        return change(
                person, id, found -> enter(person, found.key(), whom.isEmpty() ? "note" : "told", whom, text.strip()));
    }

    /// What was wanted is done. After the notification of an incident the final report is due a month
    /// later.
    Whole done(Viewer viewer, UUID id, String code) {
        var person = analyst(viewer);
        return changeOpen(person, id, found -> {
            var now = clock.instant();
            if (!sql.done(found.key(), code, person.account(), now)) {
                throw Problem.conflict("This reminder is not there, or somebody has done it already.")
                        .because("case.reminder-done");
            }
            if (code.equals(Reminders.NOTIFICATION)) {
                remind(
                        found.key(),
                        List.of(new Reminders.Due(Reminders.FINAL_REPORT, Reminders.monthAfter(now, zone))));
            }
            enter(person, found.key(), "reminder", code, "");
        });
    }

    /// @param kind `report` or `object`
    Whole link(Viewer viewer, UUID id, String kind, String subject) {
        var person = analyst(viewer);
        var link = checked(person, kind, subject);
        return changeOpen(person, id, found -> {
            if (sql.links(found.key(), MOST).size() >= MOST) {
                throw Problem.conflict("A case is about at most %d things.".formatted(MOST));
            }
            sql.link(found.key(), link, clock.instant());
            enter(person, found.key(), "link", link.subject(), "");
        });
    }

    Whole unlink(Viewer viewer, UUID id, String kind, String subject) {
        var person = analyst(viewer);
        return changeOpen(person, id, found -> {
            sql.unlink(found.key(), new CaseSql.Link(kind, subject));
            enter(person, found.key(), "unlink", subject, "");
        });
    }

    /// Joins the caller's transaction.
    void remind(long key, List<Reminders.Due> dues) {
        sql.remind(key, dues);
    }

    /// The same for what may have been done before and is wanted once more.
    void remindAgain(long key, Reminders.Due due) {
        sql.remindAgain(key, due);
    }

    /// Joins the caller's transaction.
    void forget(long key, List<String> codes) {
        sql.forget(key, codes);
    }

    /// Joins the caller's transaction. Colleagues who look at cases see it at once.
    void enter(Viewer.Party person, long key, String kind, String subject, String text) {
        sql.enter(key, person.account(), kind, subject, text, clock.instant());
        tell(Audience.undecided(person.organization()), sql.id(key));
    }

    /// Says that a case is another than it was, and nothing of what is in it. Joins the caller's
    /// transaction.
    ///
    /// @param readers who are told
    void tell(Audience readers, UUID id) {
        var detail = JsonObject.builder().put("case", id.toString()).build();
        ledger.append(List.of(new LedgerEntry.New(LedgerEntry.Kind.HANDLED, null, null, readers, null, detail)));
    }

    /// Says to colleagues that something which waited is decided. Joins the caller's transaction.
    void told(Viewer.Party person) {
        ledger.append(List.of(new LedgerEntry.New(
                LedgerEntry.Kind.HANDLED,
                null,
                null,
                Audience.undecided(person.organization()),
                null,
                JsonObject.empty())));
    }

    Instant now() {
        return clock.instant();
    }

    ZoneId zone() {
        return zone;
    }

    /// The report, when the viewer may see it.
    Optional<Reported.Message> message(Viewer viewer, UUID report) {
        return reported.find(viewer, report);
    }

    /// Reports that a case is about and that the viewer may see, in the order in which they were linked.
    Stream<Reported.Message> messages(Viewer viewer, DeskCase found) {
        return sql.links(found.key(), MOST).stream()
                .filter(link -> link.kind().equals("report"))
                .flatMap(link -> reported.find(viewer, UUID.fromString(link.subject())).stream());
    }

    /// A person of the CERT who may triage.
    ///
    /// @throws Problem for everybody else
    Viewer.Party analyst(Viewer viewer) {
        if (viewer instanceof Viewer.Party person
                && person.account() > 0
                && person.may(Permission.TRIAGE_REPORTS)
                && organizations
                        .cert()
                        .filter(cert -> cert.key() == person.organization())
                        .isPresent()) {
            return person;
        }
        throw Problem.notAllowed("Only analysts of the CERT work on cases.");
    }

    Optional<Organization> organization(long key) {
        return organizations.find(key);
    }

    Organization organization(UUID id) {
        return organizations
                .find(id)
                .orElseThrow(() -> Problem.badRequest("There is no organisation %s here.".formatted(id)));
    }

    private CaseSql.Link checked(Viewer viewer, String kind, String subject) {
        switch (kind) {
            case "report" -> checkReport(viewer, uuid(subject));
            case "object" -> {
                var id = StixId.parse(subject);
                if (id.isEmpty() || objects.known(viewer, List.of(id.get())).isEmpty()) {
                    throw Problem.notFound("There is no object %s, or it is not for you.".formatted(subject));
                }
            }
            default ->
                throw Problem.badRequest(
                        "A case is linked to a report or to an object, not to \"%s\".".formatted(kind));
        }
        return new CaseSql.Link(kind, subject.strip());
    }

    private void checkReport(Viewer viewer, UUID report) {
        if (reported.find(viewer, report).isEmpty()) {
            throw Problem.notFound("There is no such report.");
        }
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException wrong) {
            throw Problem.badRequest("A report is named by its id, and this is none.");
        }
    }

    private static void checkWords(String title, String text) {
        if (title.isBlank() || title.strip().length() > LONGEST_TITLE || text.length() > LONGEST_TEXT) {
            throw Problem.badRequest("A case has a title of at most %d characters, and at most %,d characters of text."
                            .formatted(LONGEST_TITLE, LONGEST_TEXT))
                    .because("case.words");
        }
    }
}
