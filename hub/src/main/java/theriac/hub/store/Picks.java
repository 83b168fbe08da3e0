package theriac.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ShelfSql.Entry;
import theriac.hub.store.ShelfSql.Shelf;
import theriac.stix.StixId;

/// Shelves that are filled by hand: what is put in is added at that moment, whatever it was before; what is taken out
/// comes once more to who may hold it, as it is, and to nobody who reads afresh (ADR 017). Whoever reads gets of it
/// what he may see. Safe between threads and between hubs on one database.
public final class Picks {

    /// Objects in one shelf.
    public static final int MOST = 10_000;

    private final Database database;
    private final ShelfSql sql;
    private final PickSql picks;
    private final SpanSql spans;
    private final ObjectKeys objects;
    private final Audiences audiences;
    private final Ledger ledger;
    private final Clock clock;

    Picks(Database database, ObjectKeys objects, Audiences audiences, Ledger ledger, Clock clock) {
        this.database = database;
        this.sql = new ShelfSql(database);
        this.picks = new PickSql(database);
        this.spans = new SpanSql(database);
        this.objects = objects;
        this.audiences = audiences;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// An object in a shelf.
    ///
    /// @param by who put it there
    public record Pick(StixId id, Instant at, String by) {}

    /// A new, empty shelf to be filled by hand. Joins the caller's transaction.
    ///
    /// @return its internal key
    public long open() {
        return sql.insertPicked();
    }

    /// What is in a shelf now, the newest first.
    public List<Pick> list(long shelf) {
        return picks.list(shelf);
    }

    /// In which of these shelves an object is.
    public Set<Long> holding(Collection<Long> shelves, StixId id) {
        return picks.holding(shelves, id);
    }

    /// Puts objects in; those that are in it already, and ids that name nothing, change nothing. Joins the caller's
    /// transaction, in which nobody may have the head of the ledger yet.
    ///
    /// @return how many were put in
    /// @throws TooMany when the shelf would hold more than [#MOST]
    public int put(long shelf, Collection<StixId> ids, String by) {
        return change(shelf, ids, true, by);
    }

    /// Takes objects out again.
    ///
    /// @return how many were taken out
    public int take(long shelf, Collection<StixId> ids, String by) {
        return change(shelf, ids, false, by);
    }

    /// Waits for whoever writes the shelf and keeps it until the end of the caller's transaction: for writing
    /// claims and what they do to the shelf together, without waiting for each other.
    public void await(long shelf) {
        sql.await(shelf);
    }

    /// Gives places to what happened to objects of this shelf since their last one: its readers need not wait for the
    /// reader of the ledger.
    public void follow(long key, Collection<StixId> ids) {
        var wanted = objects.existing(ids.stream().map(StixId::text).toList()).values();
        database.inTransaction(() -> {
            var shelf = sql.await(key);
            var told = happened(picks.of(key, wanted).keySet());
            sql.entriesOf(key, told.keySet()).forEach((object, entries) -> {
                long last = entries.stream().mapToLong(Entry::seq).max().orElse(0);
                told.computeIfPresent(object, (_, all) -> new TreeSet<>(all.tailSet(last + 1)));
            });
            return append(shelf, told);
        });
    }

    /// Thrown before anything is changed.
    public static final class TooMany extends RuntimeException {
        TooMany() {
            super("A collection that is filled by hand holds at most %d objects.".formatted(MOST));
        }
    }

    private int change(long key, Collection<StixId> ids, boolean there, String by) {
        var wanted = Set.copyOf(
                objects.existing(ids.stream().map(StixId::text).toList()).values());
        return database.inTransaction(() -> {
            var shelf = sql.await(key);
            var known = picks.of(key, wanted);
            var moved = new HashSet<Long>();
            for (long object : wanted) {
                var before = known.get(object);
                if (there ? before == null || !before.there() : before != null && before.there()) {
                    moved.add(object);
                }
            }
            if (there && picks.count(key) + moved.size() > MOST) {
                throw new TooMany();
            }
            picks.save(key, append(shelf, told(moved, known.keySet())), there, clock.instant(), by);
            return moved.size();
        });
    }

    /// What happened to an object before it was first put in has places too, so that its older versions keep an order;
    /// behind it stands the moment itself.
    private Map<Long, SortedSet<Long>> told(Set<Long> moved, Set<Long> known) {
        var fresh = new HashSet<>(moved);
        fresh.removeAll(known);
        var told = happened(fresh);
        long head = ledger.head();
        moved.forEach(
                object -> told.computeIfAbsent(object, _ -> new TreeSet<>()).add(head));
        return told;
    }

    /// @param told positions by object
    /// @return the last place of each object
    private Map<Long, Long> append(Shelf shelf, Map<Long, SortedSet<Long>> told) {
        var types = sql.types(told.keySet());
        long place = Math.max(shelf.place() + 1, Position.of(clock.instant()));
        var places = new HashMap<Long, Long>();
        var entries = new ArrayList<Entry>();
        for (var object : new TreeMap<>(told).entrySet()) {
            for (long seq : object.getValue()) {
                places.put(object.getKey(), place);
                entries.add(new Entry(place++, object.getKey(), types.getOrDefault(object.getKey(), 0), seq));
            }
        }
        sql.append(shelf.key(), entries);
        sql.move(shelf.key(), shelf.position(), entries.isEmpty() ? shelf.place() : place - 1);
        return places;
    }

    private Map<Long, SortedSet<Long>> happened(Set<Long> keys) {
        var everybody = audiences.visible(Viewer.system("fill a collection; every page is judged for who asks"));
        var happened = new HashMap<Long, SortedSet<Long>>();
        spans.spans(keys, everybody).forEach((object, said) -> {
            var positions = happened.computeIfAbsent(object, _ -> new TreeSet<>());
            said.forEach(span -> {
                positions.add(span.from());
                if (!span.stands()) {
                    positions.add(span.to());
                }
            });
        });
        return happened;
    }
}
