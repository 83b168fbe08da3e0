package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.store.ChangeSql.Content;
import theriac.hub.store.ShelfSql.Entry;
import theriac.hub.store.ShelfSql.Shelf;
import theriac.hub.store.Timeline.Emission;
import theriac.hub.store.Timeline.Span;
import theriac.stix.StixId;

/// One reading of a shelf, for one viewer, inside one snapshot. What the viewer sees of an object is made of its own
/// claims ([Timeline]); the shelf says only at which place it comes: the first one that was given for something that
/// happened no earlier. Used once.
final class ShelfReading {

    /// Entries that one page looks at, and how many at a time.
    private static final int LOOKED_AT = 50_000;

    private static final int CHUNK = 1_000;

    private final ShelfSql sql;
    private final SpanSql spans;
    private final ChangeSql contents;
    private final Subjects subjects;
    private final Viewer viewer;
    private final Shelf shelf;
    private final ChangeQuery wanted;
    private final Query query;
    private final boolean ofContent;
    private final long[] visible;
    private final Integer @Nullable [] types;
    private final @Nullable Collection<Long> ids;
    private final java.time.Instant now;

    ShelfReading(
            Shelves shelves,
            ShelfSql sql,
            SpanSql spans,
            ChangeSql contents,
            Subjects subjects,
            Viewer viewer,
            Shelf shelf,
            ChangeQuery wanted) {
        this.sql = sql;
        this.spans = spans;
        this.contents = contents;
        this.subjects = subjects;
        this.viewer = viewer;
        this.shelf = shelf;
        this.wanted = wanted;
        this.query = Shelves.understood(shelf.query());
        this.ofContent = Following.isOfContent(query);
        this.visible = shelves.visible(viewer);
        this.types = wanted.types().isEmpty() ? null : shelves.types(wanted.types());
        this.ids = wanted.ids().isEmpty() ? null : shelves.keys(wanted.ids());
        this.now = shelves.clock().instant();
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
            var entries = sql.entries(shelf.key(), next, CHUNK, types, ids);
            all = entries.size() < CHUNK;
            if (!entries.isEmpty()) {
                found.addAll(given(entries, from));
                next = entries.getLast().place() + 1;
                looked += entries.size();
            }
        }
        return cut(found, from, all, next - 1);
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
        var said = spans.spans(keys, visible);
        var siblings = sql.entriesOf(shelf.key(), said.keySet());
        var due = new ArrayList<Due>();
        for (var entry : entries) {
            due.addAll(due(entry, said.getOrDefault(entry.object(), List.of()), siblings));
        }
        var matching = matching(due);
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

    private List<Due> due(Entry entry, List<Span> said, Map<Long, List<Entry>> siblings) {
        var due = new ArrayList<Due>(1);
        for (var effective : Timeline.emissions(said, VersionFilter.LAST)) {
            for (var emission : Timeline.emissions(said, wanted.versions())) {
                boolean asksWho = !ofContent && emission.equals(effective);
                long moved = asksWho ? lastMove(said) : emission.seq();
                var place = siblings.getOrDefault(entry.object(), List.of()).stream()
                        .filter(other -> other.place() >= shelf.begun() && other.seq() >= moved)
                        .findFirst();
                if (place.filter(entry::equals).isPresent()) {
                    due.add(new Due(entry, emission, effective));
                }
            }
        }
        return due;
    }

    /// Where a question that asks who says something was last answered anew.
    private static long lastMove(List<Span> said) {
        return said.stream()
                .mapToLong(span -> span.stands() ? span.from() : span.to())
                .max()
                .orElseThrow();
    }

    /// Which of these objects the question chooses, as this viewer sees them. What is gone is not asked about.
    private Set<Long> matching(List<Due> due) {
        var standing = due.stream().filter(one -> !one.effective().gone()).toList();
        var loaded = contents.contents(standing.stream()
                .map(one -> one.effective().version())
                .distinct()
                .toList());
        var byId = new HashMap<String, Long>();
        var matching = new HashSet<Long>();
        for (var one : standing) {
            var content = loaded.get(one.effective().version());
            if (content != null) {
                byId.put(content.id(), one.entry().object());
                if (ofContent && Matcher.matches(query, Subjects.ofContent(content.json()), now)) {
                    matching.add(one.entry().object());
                }
            }
        }
        if (!ofContent && !byId.isEmpty()) {
            var ids = byId.keySet().stream().map(StixId::of).toList();
            for (var subject : subjects.of(viewer, ids)) {
                var key = byId.get(subject.id().text());
                if (key != null && Matcher.matches(query, subject, now)) {
                    matching.add(key);
                }
            }
        }
        return matching;
    }

    /// Whether this reader may hold the object: it was here before the reading began, or was read before it moved.
    private static boolean mayHold(ShelfCursor from, Entry entry, Map<Long, List<Entry>> siblings) {
        long read = entry.place() > from.end() ? from.place() : from.start();
        return siblings.getOrDefault(entry.object(), List.of()).getFirst().place() <= read;
    }

    private List<Change> changes(List<Given> page) {
        var loaded = contents.contents(
                page.stream().map(one -> one.emission().version()).distinct().toList());
        var changes = new ArrayList<Change>(page.size());
        for (var one : page) {
            Content content = loaded.get(one.emission().version());
            changes.add(Changes.change(one.emission(), one.place(), content));
        }
        return changes;
    }
}
