package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.store.ChangeSql.Content;
import theriac.hub.store.Outlook.Arrival;
import theriac.hub.store.PickSql.State;
import theriac.hub.store.ShelfSql.Entry;
import theriac.hub.store.ShelfSql.Shelf;
import theriac.hub.store.Timeline.Emission;
import theriac.hub.store.Timeline.Span;
import theriac.stix.StixId;

/// One reading of a shelf, for one viewer, inside one snapshot. What the viewer sees of an object is made
/// of its own claims ([Timeline]); the shelf says only at which place it comes: the first one that was
/// given for something that happened no earlier. Used once.
final class ShelfReading {

    /// Entries that one page looks at, and how many at a time.
    private static final int LOOKED_AT = 50_000;

    private static final int CHUNK = 1_000;
    private static final long NOTHING_MORE = Long.MAX_VALUE;

    private final ShelfSql sql;
    private final PickSql picks;
    private final SpanSql spans;
    private final ChangeSql contents;
    private final Subjects subjects;
    private final Viewer viewer;
    private final Shelf shelf;
    private final ChangeQuery wanted;
    private final Query query;
    private final boolean ofContent;
    private final boolean asksNothing;
    private final Outlook outlook;
    private final Integer @Nullable [] types;
    private final @Nullable Collection<Long> ids;
    private final java.time.Instant now;
    private final HeldBack.Reading brake;

    /// By version: what was read of objects that are given.
    private final Map<Long, Content> loaded = new HashMap<>();

    ShelfReading(
            Shelves shelves,
            ShelfSql sql,
            PickSql picks,
            SpanSql spans,
            ChangeSql contents,
            Subjects subjects,
            Viewer viewer,
            Shelf shelf,
            ChangeQuery wanted) {
        this.sql = sql;
        this.picks = picks;
        this.spans = spans;
        this.contents = contents;
        this.subjects = subjects;
        this.viewer = viewer;
        this.shelf = shelf;
        this.wanted = wanted;
        this.query = Shelves.understood(shelf.query());
        this.ofContent = Following.isOfContent(query);
        this.asksNothing = query instanceof Query.All;
        this.outlook = shelves.outlook(viewer, wanted.turn());
        this.types = wanted.types().isEmpty() ? null : shelves.types(wanted.types());
        this.ids = wanted.ids().isEmpty() ? null : shelves.keys(ids(wanted));
        this.now = shelves.clock().instant();
        this.brake = shelves.brake(wanted.lane());
    }

    private static Set<StixId> ids(ChangeQuery wanted) {
        return wanted.ids().stream()
                .filter(id -> wanted.types().isEmpty() || wanted.types().contains(id.type()))
                .collect(Collectors.toSet());
    }

    /// A change at its place.
    private record Given(long place, Emission emission) {}

    ShelfPage page(Optional<ShelfCursor> cursor) {
        long since = wanted.afterSeq();
        var from = cursor.orElseGet(() -> new ShelfCursor(since, 0, since, shelf.place()));
        var found = new ArrayList<Given>();
        long next = Math.max(from.place() + 1, shelf.begun());
        int looked = 0;
        boolean all = false;
        while (!all && found.size() <= wanted.limit() + from.skip() && looked < LOOKED_AT) {
            var chunk = chunk(next);
            all = chunk.next() == NOTHING_MORE;
            found.addAll(given(chunk.entries(), from));
            next = all ? next : chunk.next();
            looked += chunk.entries().size();
        }
        return cut(found, from, all, next - 1);
    }

    /// Entries in order.
    ///
    /// @param next where to go on; [#NOTHING_MORE] at the end
    private record Chunk(List<Entry> entries, long next) {}

    /// What came into sight for this reader stands at the places that were kept free for it on every shelf.
    private Chunk chunk(long next) {
        var arrival = outlook.arrival(next);
        if (arrival.filter(one -> one.holds(next)).isPresent()) {
            return arrived(arrival.get(), next);
        }
        var entries = sql.entries(shelf.key(), next, CHUNK, types, ids);
        boolean whole = entries.size() < CHUNK;
        long before = arrival.map(Arrival::place).orElse(outlook.end());
        if (before < NOTHING_MORE && (whole || entries.getLast().place() >= before)) {
            return new Chunk(
                    entries.stream().filter(entry -> entry.place() < before).toList(),
                    arrival.isPresent() ? before : NOTHING_MORE);
        }
        return new Chunk(entries, whole ? NOTHING_MORE : entries.getLast().place() + 1);
    }

    /// Objects that are not on the shelf are dropped later, with what the question does not choose.
    private Chunk arrived(Arrival arrival, long next) {
        long after = arrival.seqOf(next - 1);
        var told = ids == null
                ? contents.begun(arrival.audiences(), after, arrival.place(), CHUNK, types, OptionalLong.empty())
                : told(arrival, after, ids);
        var entries = told.stream()
                .map(one -> new Entry(arrival.placeOf(one.seq()), one.object(), 0, one.seq()))
                .toList();
        boolean whole = told.size() < CHUNK || ids != null;
        return new Chunk(entries, whole ? arrival.last() + 1 : entries.getLast().place() + 1);
    }

    /// The same for a few objects.
    private List<ChangeSql.Candidate> told(Arrival arrival, long after, Collection<Long> objects) {
        var told = new ArrayList<ChangeSql.Candidate>();
        spans.spans(objects, arrival.audiences())
                .forEach((object, all) -> all.stream()
                        .map(Span::from)
                        .filter(seq -> seq > after && seq < arrival.place())
                        .distinct()
                        .forEach(seq -> told.add(new ChangeSql.Candidate(seq, object))));
        told.sort(Comparator.comparingLong(ChangeSql.Candidate::seq));
        return told;
    }

    private ShelfPage cut(List<Given> found, ShelfCursor from, boolean all, long lookedTo) {
        var rest = found.subList(Math.min(from.skip(), found.size()), found.size());
        boolean more = rest.size() > wanted.limit();
        var page = more ? rest.subList(0, wanted.limit()) : rest;
        Optional<ShelfCursor> next = Optional.empty();
        if (more) {
            next = Optional.of(after(found, from.skip() + page.size(), from));
        } else if (!all) {
            next = Optional.of(new ShelfCursor(lookedTo, 0, from.start(), from.end()));
        }
        return new ShelfPage(changes(page), next);
    }

    /// Behind so many changes: within a place when there are more of it.
    private static ShelfCursor after(List<Given> found, int count, ShelfCursor from) {
        long place = found.get(count - 1).place();
        if (found.get(count).place() > place) {
            return new ShelfCursor(place, 0, from.start(), from.end());
        }
        int skip = 0;
        for (int i = count - 1; i >= 0 && found.get(i).place() == place; i--) {
            skip++;
        }
        return new ShelfCursor(place - 1, skip, from.start(), from.end());
    }

    private List<Given> given(List<Entry> entries, ShelfCursor from) {
        var keys = entries.stream().map(Entry::object).collect(Collectors.toSet());
        var said = outlook.seen(spans.spans(keys, outlook.known()));
        var siblings = sql.entriesOf(shelf.key(), said.keySet());
        var chosen = shelf.picked() ? picks.of(shelf.key(), said.keySet()) : Map.<Long, State>of();
        var told = brake.told(
                said.values().stream().flatMap(List::stream).map(Span::version).toList());
        var due = new ArrayList<Due>();
        for (var entry : entries) {
            due.addAll(due(entry, said.getOrDefault(entry.object(), List.of()), told, siblings, chosen));
        }
        var matching = matching(due);
        if (shelf.picked()) {
            matching.removeIf(
                    object -> !chosen.containsKey(object) || !chosen.get(object).there());
        }
        return due.stream()
                .filter(one ->
                        matching.contains(one.entry().object()) || one.counts() && mayHold(from, one.entry(), siblings))
                .map(one -> new Given(one.entry().place(), one.emission()))
                .toList();
    }

    /// An emission whose place this is, if the object belongs here.
    ///
    /// @param effective what counts of the object now
    private record Due(Entry entry, Emission emission, Emission effective) {

        boolean counts() {
            return emission.equals(effective);
        }
    }

    private List<Due> due(
            Entry entry,
            List<Span> said,
            HeldBack.Told told,
            Map<Long, List<Entry>> siblings,
            Map<Long, State> chosen) {
        long handled =
                chosen.containsKey(entry.object()) ? chosen.get(entry.object()).place() : 0;
        var due = new ArrayList<Due>(1);
        for (var effective : Timeline.emissions(said, VersionFilter.LAST)) {
            for (var emission : Timeline.emissions(said, wanted.versions())) {
                var mine = told.of(emission);
                if (mine.isPresent()) {
                    boolean counts = emission.equals(effective);
                    long moved = moved(emission, mine.get(), !ofContent && counts, said);
                    long happened = place(siblings.getOrDefault(entry.object(), List.of()), moved);
                    if ((counts ? Math.max(happened, handled) : happened) == entry.place()) {
                        due.add(new Due(entry, emission, effective));
                    }
                }
            }
        }
        return due;
    }

    /// @param mine the emission as this reader is told it
    private static long moved(Emission emission, Emission mine, boolean asksWho, List<Span> said) {
        if (!asksWho) {
            return mine.seq();
        }
        return mine.seq() > emission.seq() ? Math.max(lastMove(said), mine.seq()) : lastMove(said);
    }

    /// Where something comes that moved at a position: the first place that was given for something no
    /// earlier, or where it came into sight when that was later.
    private long place(List<Entry> siblings, long moved) {
        var arrival = outlook.arrival(moved).filter(one -> one.holds(moved));
        long happened = arrival.map(one -> one.seqOf(moved)).orElse(moved);
        var given = siblings.stream()
                .filter(other -> other.place() >= shelf.begun() && other.seq() >= happened)
                .mapToLong(Entry::place)
                .findFirst()
                .orElse(NOTHING_MORE);
        return arrival.isPresent() && given < arrival.get().place() ? moved : given;
    }

    /// Where a question that asks who says something was last answered anew.
    private static long lastMove(List<Span> said) {
        return said.stream()
                .filter(span -> !span.past())
                .mapToLong(span -> span.stands() ? span.from() : span.to())
                .max()
                .orElseThrow();
    }

    /// Which of these objects the question chooses, as this viewer sees them. What is gone is not asked
    /// about.
    private Set<Long> matching(List<Due> due) {
        var standing = due.stream().filter(one -> !one.effective().gone()).toList();
        var read = contents.contents(standing.stream()
                .map(one -> one.effective().version())
                .distinct()
                .toList());
        var byId = new HashMap<String, Long>();
        var matching = new HashSet<Long>();
        for (var one : standing) {
            var content = read.get(one.effective().version());
            if (content != null) {
                byId.put(content.id(), one.entry().object());
                if (ofContent && (asksNothing || Matcher.matches(query, Subjects.ofContent(content.json()), now))) {
                    matching.add(one.entry().object());
                    loaded.put(one.effective().version(), content);
                }
            }
        }
        if (!ofContent && !byId.isEmpty()) {
            var ids = byId.keySet().stream().map(StixId::of).toList();
            for (var subject : subjects.followed(viewer, ids)) {
                var key = byId.get(subject.id().text());
                if (key != null && Matcher.matches(query, subject, now)) {
                    matching.add(key);
                }
            }
        }
        return matching;
    }

    /// Whether this reader may hold the object: it was here before the reading began, or was read before
    /// it moved.
    private static boolean mayHold(ShelfCursor from, Entry entry, Map<Long, List<Entry>> siblings) {
        long read = entry.place() > from.end() ? from.place() : from.start();
        return siblings.getOrDefault(entry.object(), List.of()).getFirst().place() <= read;
    }

    private List<Change> changes(List<Given> page) {
        loaded.putAll(contents.contents(page.stream()
                .map(one -> one.emission().version())
                .filter(version -> !loaded.containsKey(version))
                .distinct()
                .toList()));
        var changes = new ArrayList<Change>(page.size());
        for (var one : page) {
            Content content = loaded.get(one.emission().version());
            changes.add(Changes.change(one.emission(), one.place(), content));
        }
        return changes;
    }
}
