package theriac.hub.sharing;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.store.Audiences;
import theriac.hub.store.Change;
import theriac.hub.store.ChangeQuery;
import theriac.hub.store.Lane;
import theriac.hub.store.Picks;
import theriac.hub.store.ShelfCursor;
import theriac.hub.store.ShelfPage;
import theriac.hub.store.Shelves;
import theriac.hub.store.VersionFilter;
import theriac.stix.StixId;

/// Collections that the CERT makes for recipients and sharing groups: made, changed and ended by people,
/// read over TAXII. Every page is what the reader may see anyway, narrowed by the question, and passes
/// the egress gate. Thread-safe.
public final class SharedCollections {

    private static final int LONGEST = 5_000;

    private final Database database;
    private final SharedCollectionSql sql;
    private final Shelves shelves;
    private final Picks picks;
    private final Audiences audiences;
    private final EgressGate gate;
    private final Parties parties;
    private final Fetches fetches;
    private final Clock clock;

    public SharedCollections(
            Database database,
            Shelves shelves,
            Picks picks,
            Audiences audiences,
            EgressGate gate,
            Parties parties,
            Fetches fetches,
            Clock clock) {
        this.database = database;
        this.sql = new SharedCollectionSql(database);
        this.shelves = shelves;
        this.picks = picks;
        this.audiences = audiences;
        this.gate = gate;
        this.parties = parties;
        this.fetches = fetches;
        this.clock = clock;
    }

    /// All of them, ended ones too, for who makes them.
    public List<SharedCollection> list(Viewer viewer) {
        maker(viewer);
        return sql.list();
    }

    /// Adds a collection, or changes one. A changed question is asked anew: what it chooses comes again
    /// to readers.
    ///
    /// @param wanted `shelf`, `at`, `by` and `endedAt` are filled in here
    /// @param ended whether nobody is served from it any more
    public SharedCollection save(Viewer viewer, SharedCollection wanted, boolean ended) {
        var maker = maker(viewer);
        check(wanted);
        try {
            database.inTransaction(() -> {
                var before = sql.find(wanted.id());
                if (before.isEmpty() && sql.list().size() >= SharedCollectionSql.MOST) {
                    throw Problem.conflict("There are %d collections already: change one that ended."
                            .formatted(SharedCollectionSql.MOST));
                }
                if (before.filter(old -> old.picked() != wanted.picked()).isPresent()) {
                    throw Problem.badRequest(
                            "A collection that a question fills cannot become one that is filled by hand, nor the other way round: make a new one.");
                }
                long shelf = before.map(SharedCollection::shelf)
                        .orElseGet(() -> wanted.picked() ? picks.open() : shelves.open(wanted.query()));
                if (before.filter(old -> !old.query().equals(wanted.query())).isPresent()) {
                    shelves.ask(shelf, wanted.query());
                }
                sql.save(new SharedCollection(
                        0,
                        wanted.id(),
                        shelf,
                        wanted.picked(),
                        wanted.posting(),
                        wanted.title().strip(),
                        wanted.description().strip(),
                        wanted.query(),
                        wanted.organizations(),
                        wanted.groups(),
                        clock.instant(),
                        maker.name(),
                        ended
                                ? before.flatMap(SharedCollection::endedAt).or(() -> Optional.of(clock.instant()))
                                : Optional.empty()));
                return shelf;
            });
        } catch (DuplicateKeyException taken) {
            throw Problem.conflict("There is a collection called \"%s\" already."
                    .formatted(wanted.title().strip()));
        }
        return sql.find(wanted.id()).orElseThrow(SharedCollections::absent);
    }

    /// The collection of an id, for who makes them.
    public SharedCollection load(Viewer viewer, UUID id) {
        maker(viewer);
        return sql.find(id).orElseThrow(SharedCollections::absent);
    }

    /// How far its question was answered.
    public Shelves.State state(SharedCollection collection) {
        return shelves.state(collection.shelf());
    }

    private static void check(SharedCollection wanted) {
        var title = wanted.title().strip();
        if (title.isEmpty() || title.length() > 100 || title.chars().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("A collection has a title of 1 to 100 characters.");
        }
        if (wanted.description().length() > LONGEST || wanted.query().length() > LONGEST) {
            throw Problem.badRequest("Description and question have at most %d characters each.".formatted(LONGEST));
        }
        if (wanted.picked() && !wanted.query().isEmpty()) {
            throw Problem.badRequest("A collection that is filled by hand has no question.");
        }
        if (!wanted.picked() && wanted.posting() != Posting.NOBODY) {
            throw Problem.badRequest("Readers can post to a collection that is filled by hand only.");
        }
        switch (QueryParser.parse(wanted.query())) {
            case QueryParsed.Understood(var query) ->
                Following.objection(query).ifPresent(why -> {
                    throw Problem.badRequest(why);
                });
            case QueryParsed.Fault(var at, var sentence) ->
                throw Problem.badRequest(
                        "The question cannot be understood at character %d: %s".formatted(at + 1, sentence));
        }
    }

    /// Those that this reader may read now, by title.
    List<SharedCollection> of(Viewer.Party reader) {
        return sql.list().stream().filter(each -> each.isFor(reader)).toList();
    }

    /// One of them, as it is now: who may read can change between two pages.
    Optional<SharedCollection> find(Viewer.Party reader, UUID id) {
        return sql.find(id).filter(each -> each.isFor(reader));
    }

    /// One of them, for the hub's own sending.
    public Optional<SharedCollection> find(UUID id) {
        return sql.find(id);
    }

    /// A page for a reader of whom [#find] has said that it may read. Which collection was read, and how
    /// far, is recorded.
    ///
    /// @param given whether the reader gets the objects; otherwise it only learns what there is
    ShelfPage page(
            Viewer.Party reader,
            SharedCollection collection,
            ChangeQuery query,
            Optional<ShelfCursor> cursor,
            boolean given) {
        var page = read(reader, collection, query, cursor, List.of());
        boolean whole = query.types().isEmpty()
                && query.ids().isEmpty()
                && (query.versions().last() || query.versions().all());
        if (given && whole) {
            gave(reader, collection, collection.title(), from(query, cursor), page.changes());
        } else if (given && !page.changes().isEmpty()) {
            // Who picks out some has not had the others.
            fetches.fetchedCollection(
                    reader, collection.title(), page.changes().getLast().seq());
        }
        return page;
    }

    private static long from(ChangeQuery query, Optional<ShelfCursor> cursor) {
        return Math.max(query.afterSeq(), cursor.map(ShelfCursor::place).orElse(0L));
    }

    /// Records what a reader was given without a gap.
    ///
    /// @param name of the collection, and of the way if it is another than asking for it
    /// @param from it was given what came after this place
    public void gave(Viewer.Party reader, SharedCollection collection, String name, long from, List<Change> changes) {
        if (!changes.isEmpty()) {
            fetches.readCollection(
                    reader, collection.id(), name, from, changes.getLast().seq());
        }
    }

    /// Whether a reader that begins to read now is given this object, whatever warning lists say.
    boolean gives(Viewer.Party reader, SharedCollection collection, StixId id) {
        var query = new ChangeQuery(Optional.empty(), Optional.empty(), 1, Set.of(), Set.of(id), VersionFilter.LAST);
        return !shelves.page(reader, collection.shelf(), query, Optional.empty())
                .changes()
                .isEmpty();
    }

    /// A page that has passed the gate, without what warning lists hold back; who hands it over says so
    /// with [#gave].
    ///
    /// @param way an exception for the way by which it is handed over, beside that for the collection
    ///     ([Lane])
    public ShelfPage read(
            Viewer.Party reader,
            SharedCollection collection,
            ChangeQuery query,
            Optional<ShelfCursor> cursor,
            List<String> way) {
        var lane = lane(reader, collection, way);
        var page = shelves.page(reader, collection.shelf(), query.in(lane), cursor);
        var passed = gate.pass(
                "taxii",
                reader,
                page.changes(),
                change -> change.id().text(),
                change -> List.of(audiences.load(change.audienceId())));
        return new ShelfPage(passed, page.next());
    }

    /// What is held back from a reader of a collection.
    ///
    /// @param way see [#read]
    public Lane lane(Viewer.Party reader, SharedCollection collection, List<String> way) {
        return new Lane(
                Stream.concat(way.stream(), Stream.of(Lane.collection(collection.id())))
                        .toList(),
                audience -> audiences.load(audience).owner() == reader.organization());
    }

    /// @throws Problem for whoever may not make collections
    public void mustMake(Viewer viewer) {
        maker(viewer);
    }

    private Viewer.Party maker(Viewer viewer) {
        if (viewer instanceof Viewer.Party party
                && party.may(Permission.CONFIGURE_SHARING)
                && parties.cert() == party.organization()) {
            return party;
        }
        throw Problem.notAllowed("Collections are made by the body that runs this hub.");
    }

    static Problem absent() {
        return Problem.notFound("There is no such collection.");
    }
}
