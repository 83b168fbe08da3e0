package theriac.hub.documents;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.core.Sha256;
import theriac.hub.db.Database;
import theriac.hub.documents.Thing.Decision;
import theriac.hub.documents.Thing.What;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ErasurePlace;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// Documents that people read into knowledge: kept as they came, with what they name and what was
/// decided about that. The people of the organisation read them, and nobody else does; what comes
/// of one is a report ([Writing]). Thread-safe.
public final class Documents {

    /// Where documents keep what people wrote.
    public static final List<ErasurePlace> PERSONAL = List.of(
            new ErasurePlace("document", "id", "raw", true),
            new ErasurePlace("document", "id", "text", false),
            new ErasurePlace("document", "id", "title", false),
            new ErasurePlace("document", "id", "note", false),
            new ErasurePlace("document_thing", "document_id", "name", false),
            new ErasurePlace("document_thing", "document_id", "written", false));

    static final int PAGE = 100;

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_NOTE = 100_000;
    private static final int LONGEST_NAME = 300;

    /// Types that a person may say something is.
    private static final Set<String> NAMEABLE =
            Set.of("intrusion-set", "threat-actor", "malware", "tool", "campaign", "infrastructure");

    private final Database database;
    private final DocumentSql sql;
    private final Store store;
    private final FileTexts files;
    private final Pages pages;
    private final Function<Collection<NormalValue>, Map<NormalValue, List<String>>> listing;
    private final Clock clock;

    /// @param listing which warning lists hold which values
    public Documents(
            Database database,
            Store store,
            FileTexts files,
            Pages pages,
            Function<Collection<NormalValue>, Map<NormalValue, List<String>>> listing,
            Clock clock) {
        this.database = database;
        this.sql = new DocumentSql(database.jdbc());
        this.store = store;
        this.files = files;
        this.pages = pages;
        this.listing = listing;
        this.clock = clock;
    }

    /// A document with what it names.
    ///
    /// @param names of the objects that are meant, as far as this viewer sees them
    /// @param known how many sources know a value
    record Read(Document document, List<Thing> things, Map<StixId, String> names, Map<NormalValue, Integer> known) {}

    /// Newest first, at most [#PAGE].
    ///
    /// @param before internal key of the last one of the page before; [Long#MAX_VALUE] for the first page
    List<DocumentSql.Row> list(Viewer viewer, long before) {
        return sql.list(visible(viewer), before, PAGE);
    }

    /// @throws Problem when it is absent or another organisation's
    Read load(Viewer viewer, UUID id) {
        var document = find(viewer, id);
        if (!sql.isCurrent(document.key()) && viewer instanceof Viewer.Party) {
            search(viewer, document);
        }
        var things = sql.things(document.key());
        return new Read(document, things, names(viewer, things), known(viewer, things));
    }

    /// The document that a report was written from, when this viewer may read it.
    Optional<UUID> from(Viewer viewer, StixId report) {
        return sql.from(report, visible(viewer));
    }

    /// What came, byte by byte.
    byte[] raw(Viewer viewer, UUID id) {
        return sql.raw(find(viewer, id).key());
    }

    /// Keeps a text that somebody pasted.
    ///
    /// @throws Problem when it is empty or too long
    UUID paste(Viewer.Party reader, String title, String text) {
        var plain = text.replace("\0", "").replace("\r\n", "\n");
        if (plain.isBlank()) {
            throw Problem.badRequest("There is no text to read: paste some, or drop a file.");
        }
        if (plain.length() > FileTexts.LONGEST) {
            throw Problem.of(
                            Problem.Code.TOO_LARGE,
                            "The text has %,d characters, and at most %,d are read. Paste the part that matters."
                                    .formatted(plain.length(), FileTexts.LONGEST))
                    .because("document.long");
        }
        var said = new FileText("text/plain", "", plain, List.of(), false);
        return keep(reader, title, Document.Origin.TEXT, "", text.getBytes(StandardCharsets.UTF_8), said);
    }

    /// Keeps a file.
    ///
    /// @throws Problem when it cannot be read
    UUID drop(Viewer.Party reader, String name, byte[] file) {
        if (file.length == 0) {
            throw Problem.badRequest("The file is empty.");
        }
        return keep(reader, "", Document.Origin.FILE, clean(name), file, files.read(file, clean(name)));
    }

    /// Fetches a page and keeps it.
    ///
    /// @throws Problem when it cannot be fetched or read
    UUID fetch(Viewer.Party reader, String address) {
        var page = pages.fetch(address);
        var said = files.read(page.bytes(), page.name());
        return keep(reader, "", Document.Origin.ADDRESS, page.address(), page.bytes(), said);
    }

    private UUID keep(
            Viewer.Party reader, String title, Document.Origin origin, String name, byte[] raw, FileText said) {
        if (said.text().isBlank()) {
            throw Problem.badRequest(
                            "No text was found in it: perhaps it is pictures of pages. Have it recognised by a scanner's program first, or type what matters.")
                    .because("document.no-text");
        }
        var id = UUID.randomUUID();
        var audience = Audience.undecided(reader.organization());
        var called = Stream.of(title, said.title(), name, firstLine(said.text()))
                .map(Documents::clean)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("?");
        var things = Things.find(said.text(), book(reader), List.of(), listing);
        database.inTransaction(() -> {
            var now = clock.instant();
            long key = sql.insert(new DocumentSql.New(
                    id,
                    reader.organization(),
                    reader.account(),
                    store.audiences().intern(audience),
                    cut(called, LONGEST_TITLE),
                    origin,
                    name,
                    raw,
                    Sha256.hex(raw),
                    said,
                    now));
            sql.replace(key, things, now);
        });
        return id;
    }

    /// Searches the text anew: the store may know more names by now. Decisions stay.
    void search(Viewer viewer, UUID id) {
        search(viewer, find(viewer, id));
    }

    private void search(Viewer viewer, Document document) {
        var book = book(viewer);
        database.inTransaction(() -> {
            sql.lock(document.key());
            var things = Things.find(document.text(), book, sql.things(document.key()), listing);
            sql.replace(document.key(), things, clock.instant());
        });
    }

    /// Decides about things.
    ///
    /// @param decisions by number
    /// @throws Problem when there is no such thing
    void decide(Viewer.Party reader, UUID id, Map<Integer, Decision> decisions) {
        changing(reader, id, document -> {
            var known = sql.things(document.key()).stream().map(Thing::number).toList();
            if (!known.containsAll(decisions.keySet())) {
                throw Problem.conflict("The text was searched anew meanwhile; load the page again.")
                        .because("document.changed");
            }
            var byDecision = new HashMap<Decision, List<Integer>>();
            decisions.forEach((number, decision) -> byDecision
                    .computeIfAbsent(decision, key -> new ArrayList<>())
                    .add(number));
            byDecision.forEach((decision, numbers) -> sql.decide(document.key(), numbers, decision));
        });
    }

    /// Of those that bear a name, it is this one.
    ///
    /// @throws Problem when it is none of them
    void mean(Viewer.Party reader, UUID id, int number, StixId target) {
        changing(reader, id, document -> {
            var thing = sql.things(document.key()).stream()
                    .filter(each -> each.number() == number)
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound("The document names no such thing."));
            if (!(thing.what() instanceof What.Known(var now, var candidates)) || !candidates.contains(target)) {
                throw Problem.badRequest("That is none of the objects that bear this name.");
            }
            sql.mean(document.key(), number, target);
        });
    }

    /// A person points out what was not found: this stretch of the text is the name of something.
    ///
    /// @param type of [#NAMEABLE]
    /// @throws Problem when the stretch is empty, too long or not in the text, or the type is none of
    ///     those
    void pointOut(Viewer.Party reader, UUID id, int start, int end, String type) {
        if (!NAMEABLE.contains(type)) {
            throw Problem.badRequest(
                    "A name is of one of these types: %s.".formatted(String.join(", ", new TreeSet<>(NAMEABLE))));
        }
        var book = book(reader);
        changing(reader, id, document -> {
            var text = document.text();
            if (start < 0 || end <= start || end > text.length() || end - start > LONGEST_NAME) {
                throw Problem.badRequest("Mark the name in the text, at most %d characters.".formatted(LONGEST_NAME));
            }
            var written = text.substring(start, end).strip();
            if (written.isEmpty()) {
                throw Problem.badRequest("Mark the name in the text: there were only blanks.");
            }
            var before = sql.things(document.key());
            var wish = new Thing(
                    before.size() + 1,
                    new What.New(type, written.replaceAll("\\s+", " ")),
                    written,
                    true,
                    List.of(),
                    Decision.ACCEPTED,
                    List.of(),
                    Optional.empty());
            var all = Stream.concat(before.stream(), Stream.of(wish)).toList();
            sql.replace(document.key(), Things.find(text, book, all, listing), clock.instant());
        });
    }

    /// Title and note.
    ///
    /// @param revision that was changed
    /// @throws Problem conflict when somebody else wrote meanwhile
    void write(Viewer.Party reader, UUID id, String title, String note, int revision) {
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw Problem.badRequest("A title has 1 to %d characters.".formatted(LONGEST_TITLE));
        }
        if (note.length() > LONGEST_NOTE) {
            throw Problem.of(Problem.Code.TOO_LARGE, "A note has at most %,d characters.".formatted(LONGEST_NOTE));
        }
        changing(reader, id, document -> {
            if (!sql.write(document.key(), clean(title), note.replace("\0", ""), revision)) {
                throw Problem.conflict("A colleague wrote in it meanwhile; load it again and choose.")
                        .because("document.written");
            }
        });
    }

    /// Forgets a document of which nothing was published.
    ///
    /// @throws Problem conflict when a report came of it: that is taken back first, and its source stays
    ///     on record
    void forget(Viewer.Party reader, UUID id) {
        changing(reader, id, document -> {
            if (document.report().isPresent()) {
                throw Problem.conflict("A report came of this document, so it stays on record.")
                        .because("document.published");
            }
            sql.delete(document.key());
        });
    }

    /// In one transaction, in which nobody else changes the document.
    void changing(Viewer.Party reader, UUID id, Consumer<Document> change) {
        database.inTransaction(() -> {
            var found = find(reader, id);
            sql.lock(found.key());
            change.accept(find(reader, id));
        });
    }

    /// Whether there is one for this viewer.
    public boolean holds(Viewer viewer, UUID id) {
        return sql.find(id, visible(viewer)).isPresent();
    }

    Document find(Viewer viewer, UUID id) {
        return sql.find(id, visible(viewer)).orElseThrow(() -> Problem.notFound("There is no such document."));
    }

    private long[] visible(Viewer viewer) {
        return store.audiences().visible(viewer);
    }

    private NameBook book(Viewer viewer) {
        return new NameBook(store.objects().ofTypes(viewer, Set.copyOf(NameBook.TYPES)));
    }

    private Map<StixId, String> names(Viewer viewer, List<Thing> things) {
        var ids = things.stream()
                .flatMap(thing -> thing.what() instanceof What.Known(var target, var candidates)
                        ? Stream.concat(Stream.of(target), candidates.stream())
                        : Stream.<StixId>empty())
                .distinct()
                .toList();
        return store.objects().names(viewer, ids);
    }

    private Map<NormalValue, Integer> known(Viewer viewer, List<Thing> things) {
        var values = things.stream()
                .flatMap(thing ->
                        thing.what() instanceof What.Value(var value) ? Stream.of(value) : Stream.<NormalValue>empty())
                .toList();
        var known = new HashMap<NormalValue, Integer>();
        if (!values.isEmpty()) {
            store.values().find(viewer, values).forEach(hit -> known.merge(hit.value(), hit.sources(), Math::max));
        }
        return known;
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    private static String clean(String text) {
        return cut(
                text.replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                        .strip(),
                LONGEST_TITLE);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
