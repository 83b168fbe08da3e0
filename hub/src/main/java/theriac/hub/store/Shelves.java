package theriac.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.query.Subject;
import theriac.hub.store.ShelfSql.Entry;
import theriac.hub.store.ShelfSql.Shelf;

/// Shelves: what questions chose from the ledger, each in an order of its own, for collections that are
/// polled. A shelf is filled by reading the ledger ([#advance]) and read by [ShelfReading], which judges
/// every object again for who asks (ADR 017). Safe between threads and between hubs on one database.
public final class Shelves {

    /// Positions of the ledger that are read at a time: a shelf is locked for milliseconds.
    static final int BATCH = 2_000;

    /// Entries over which objects are counted.
    public static final int COUNTED = 20_000;

    private final Database database;
    private final ShelfSql sql;
    private final PickSql picks;
    private final ChangeSql changes;
    private final SpanSql spans;
    private final ObjectTypes types;
    private final ObjectKeys objects;
    private final Audiences audiences;
    private final Outlooks outlooks;
    private final Subjects subjects;
    private final HeldBack held;
    private final Clock clock;

    Shelves(
            Database database,
            ObjectTypes types,
            ObjectKeys objects,
            Audiences audiences,
            Outlooks outlooks,
            Subjects subjects,
            HeldBack held,
            Clock clock) {
        this.database = database;
        this.sql = new ShelfSql(database);
        this.picks = new PickSql(database);
        this.changes = new ChangeSql(database);
        this.spans = new SpanSql(database);
        this.types = types;
        this.objects = objects;
        this.audiences = audiences;
        this.outlooks = outlooks;
        this.subjects = subjects;
        this.held = held;
        this.clock = clock;
    }

    /// A new, empty shelf. Joins the caller's transaction.
    ///
    /// @param query one that [Following#objection] has nothing against
    /// @return its internal key
    public long open(String query) {
        understood(query);
        return sql.insert(query);
    }

    /// Asks another question: what it chooses comes with new places, what the old one chose and the new
    /// one does not is told to nobody unless something happens to it. Joins the caller's transaction.
    public void ask(long shelf, String query) {
        understood(query);
        sql.ask(shelf, query);
    }

    /// How a shelf stands.
    ///
    /// @param objects chosen so far, whoever may see them; counted over the newest [#COUNTED] entries
    /// @param position how far the ledger was read
    public record State(long objects, long position) {}

    public State state(long shelf) {
        return new State(sql.count(shelf, COUNTED), load(shelf).position());
    }

    /// A page of what the question chose, as this viewer may see it.
    ///
    /// @param query its `cursor` is not used
    public ShelfPage page(Viewer viewer, long shelf, ChangeQuery query, Optional<ShelfCursor> cursor) {
        return database.inSnapshot(() -> {
            var found = load(shelf);
            var reading = new ShelfReading(this, sql, picks, spans, changes, subjects, viewer, found, query);
            return reading.page(cursor);
        });
    }

    /// Reads on, a batch for every shelf that is behind.
    ///
    /// @return whether there was something to read; repeat until there is not
    public boolean advance() {
        var behind = new TreeMap<Long, List<Shelf>>(Comparator.reverseOrder());
        sql.all()
                .forEach(shelf -> behind.computeIfAbsent(shelf.position(), _ -> new ArrayList<>())
                        .add(shelf));
        boolean worked = false;
        for (var group : behind.entrySet()) {
            var step = database.inSnapshot(() -> step(group.getKey()));
            if (!step.happened().isEmpty()) {
                for (var shelf : group.getValue()) {
                    append(shelf, step);
                }
                worked = true;
            }
        }
        return worked;
    }

    /// Forgets what is older than a moment and tells nobody anything any more: what an earlier question
    /// chose, and what no longer stands of objects that came again before the moment. In batches, each a
    /// transaction of its own.
    void forget(Instant before) {
        for (var shelf : sql.all()) {
            var last = OptionalLong.of(0);
            while (last.isPresent()) {
                last = sql.forget(shelf.key(), last.getAsLong(), Position.of(before), BATCH);
            }
        }
    }

    /// What happened next.
    ///
    /// @param contents what any source ever said of these objects, by object
    private record Step(
            List<ChangeSql.Candidate> happened, Map<Long, Integer> types, Map<Long, List<Subject>> contents) {

        long position() {
            return happened.getLast().seq();
        }
    }

    private Step step(long position) {
        var everybody = audiences.visible(Viewer.system("fill collections; every page is judged for who asks"));
        var happened = happened(everybody, position);
        if (happened.isEmpty()) {
            return new Step(List.of(), Map.of(), Map.of());
        }
        var keys = new HashSet<Long>();
        happened.forEach(one -> keys.add(one.object()));
        var said = spans.spans(keys, everybody);
        var versions = new HashSet<Long>();
        said.values().forEach(all -> all.forEach(span -> versions.add(span.version())));
        var loaded = changes.contents(versions);
        var contents = new HashMap<Long, List<Subject>>();
        said.forEach((key, all) -> contents.put(
                key,
                all.stream()
                        .map(Timeline.Span::version)
                        .distinct()
                        .map(loaded::get)
                        .filter(java.util.Objects::nonNull)
                        .map(content -> Subjects.ofContent(content.json()))
                        .toList()));
        return new Step(happened, sql.types(keys), contents);
    }

    /// What was said, and what warning lists let go for anybody.
    private List<ChangeSql.Candidate> happened(long[] everybody, long position) {
        var happened = new ArrayList<>(changes.candidates(everybody, position, BATCH, null, OptionalLong.empty()));
        happened.addAll(held.everyPlace(position, BATCH));
        happened.sort(Comparator.comparingLong(ChangeSql.Candidate::seq));
        return happened.subList(0, Math.min(BATCH, happened.size()));
    }

    /// Nothing happens when another hub was quicker or the question changed meanwhile: the next round
    /// sees it.
    private void append(Shelf shelf, Step step) {
        database.inTransaction(() -> {
            if (sql.lock(shelf.key()).filter(shelf::equals).isPresent()) {
                long place = Math.max(shelf.place() + 1, Position.of(clock.instant()));
                var entries = new ArrayList<Entry>();
                for (var one : chosen(shelf, step)) {
                    entries.add(
                            new Entry(place++, one.object(), step.types().getOrDefault(one.object(), 0), one.seq()));
                }
                sql.append(shelf.key(), entries);
                sql.move(shelf.key(), step.position(), entries.isEmpty() ? shelf.place() : place - 1);
            }
            return shelf;
        });
    }

    private List<ChangeSql.Candidate> chosen(Shelf shelf, Step step) {
        var query = Following.widened(understood(shelf.query()));
        var now = clock.instant();
        var keys = step.contents().keySet();
        Set<Long> chosen = sql.holding(shelf.key(), keys, shelf.begun(), Long.MAX_VALUE);
        var once = sql.holding(shelf.key(), keys, 0, shelf.begun());
        step.contents().forEach((key, said) -> {
            if (!shelf.picked() && said.stream().anyMatch(content -> Matcher.matches(query, content, now))) {
                chosen.add(key);
            }
        });
        return step.happened().stream()
                .filter(one ->
                        chosen.contains(one.object()) || one.seq() > shelf.asked() && once.contains(one.object()))
                .distinct()
                .toList();
    }

    HeldBack.Reading brake(Lane lane) {
        return held.reading(lane);
    }

    Outlook outlook(Viewer viewer, OptionalLong turn) {
        return outlooks.of(viewer, turn);
    }

    Integer[] types(Set<String> names) {
        return types.existing(names);
    }

    List<Long> keys(Set<theriac.stix.StixId> ids) {
        return List.copyOf(
                objects.existing(ids.stream().map(theriac.stix.StixId::text).toList())
                        .values());
    }

    Clock clock() {
        return clock;
    }

    private Shelf load(long key) {
        return sql.find(key).orElseThrow(() -> new IllegalStateException("There is no shelf " + key + "."));
    }

    /// @throws IllegalArgumentException when it is no question: callers check what people type
    static Query understood(String query) {
        return switch (QueryParser.parse(query)) {
            case QueryParsed.Understood(var understood) -> understood;
            case QueryParsed.Fault(var at, var sentence) -> throw new IllegalArgumentException(sentence);
        };
    }
}
