package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import theriac.hub.db.Database;
import theriac.hub.store.ObjectSql.Head;
import theriac.hub.store.ObjectSql.Weight;
import theriac.hub.store.Timeline.Presence;
import theriac.hub.store.Timeline.Span;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Figures about objects, computed from what one viewer may see: a hidden source never changes one of them.
/// A fixed number of statements for any number of objects.
final class Summaries {

    private final SpanSql spans;
    private final ObjectSql sql;
    private final Audiences audiences;

    Summaries(Database database, Audiences audiences) {
        this.spans = new SpanSql(database);
        this.sql = new ObjectSql(database);
        this.audiences = audiences;
    }

    /// An object as it is for the viewer.
    ///
    /// @param effective the version that counts
    /// @param present all versions that stand, oldest first; empty when the object is gone
    /// @param sources internal keys of those who say so now, ascending
    /// @param since position of the oldest claim that stands
    record Seen(
            long key,
            ObjectSummary summary,
            Presence effective,
            List<Presence> present,
            SortedSet<Long> sources,
            long since) {}

    /// Objects of which something stands, by key. Others are absent from the map.
    Map<Long, Seen> standing(Collection<Long> keys, long[] visible) {
        return seen(keys, visible, false);
    }

    /// An object of which something stands or stood.
    Optional<Seen> ever(long key, long[] visible) {
        return Optional.ofNullable(seen(List.of(key), visible, true).get(key));
    }

    private Map<Long, Seen> seen(Collection<Long> keys, long[] visible, boolean withGone) {
        var described = spans.describe(keys, visible);
        var byObject = described.spans();
        var effective = new HashMap<Long, Presence>();
        var present = new HashMap<Long, List<Presence>>();
        byObject.forEach((key, ofObject) -> {
            var all = Timeline.presences(ofObject);
            var standing = all.stream().filter(Presence::stands).toList();
            present.put(key, standing);
            if (!standing.isEmpty() || withGone) {
                effective.put(key, standing.isEmpty() ? all.getLast() : standing.getLast());
            }
        });
        var seen = new HashMap<Long, Seen>();
        effective.forEach((key, version) -> {
            var head = described.heads().get(version.version());
            if (head != null) {
                var ofObject = byObject.getOrDefault(key, List.of());
                var counted = ofObject.stream()
                        .filter(s -> !version.stands() || s.stands())
                        .toList();
                var sources = new TreeSet<Long>();
                counted.forEach(s -> sources.add(s.source()));
                long since = counted.stream().mapToLong(Span::from).min().orElse(version.added());
                var summary = summary(head, version, counted, sources.size(), described.weights());
                seen.put(key, new Seen(key, summary, version, present.getOrDefault(key, List.of()), sources, since));
            }
        });
        return seen;
    }

    /// The figures of an object at one moment.
    ///
    /// @param counted the spans that stand, or all when it is gone
    ObjectSummary summary(
            Head head, Presence effective, List<Span> counted, int sources, Map<Long, List<Weight>> weights) {
        var tlp = Tlp.RED;
        long audience = effective.audience();
        for (var span : counted) {
            var label = audiences.load(span.audience()).tlp();
            if (span.version() == effective.version() && label.compareTo(tlp) < 0) {
                tlp = label;
                audience = span.audience();
            }
        }
        long added = counted.stream().mapToLong(Span::from).max().orElse(effective.added());
        return new ObjectSummary(
                StixId.of(head.id()),
                head.name(),
                effective.modified(),
                tlp,
                sources,
                confidence(weights.getOrDefault(effective.version(), List.of())),
                head.revoked() || !effective.stands(),
                Position.at(added),
                audience);
    }

    /// What visible, standing claims say of the confidence of these objects, by effective version.
    Map<Long, List<Weight>> weights(Collection<Seen> objects, long[] visible) {
        var effective = new HashMap<Long, Presence>();
        objects.forEach(seen -> effective.put(seen.key(), seen.effective()));
        return sql.weights(effective, visible);
    }

    /// Several objects taken together.
    ///
    /// @param objects one or more
    static MergedFigures merged(Collection<Seen> objects, Map<Long, List<Weight>> weights) {
        var sources = new TreeSet<Long>();
        var said = new ArrayList<Weight>();
        long since = Long.MAX_VALUE;
        var added = java.time.Instant.MIN;
        for (var seen : objects) {
            sources.addAll(seen.sources());
            said.addAll(weights.getOrDefault(seen.effective().version(), List.of()));
            since = Math.min(since, seen.since());
            added = seen.summary().addedAt().isAfter(added) ? seen.summary().addedAt() : added;
        }
        return new MergedFigures(sources.size(), confidence(said), Position.at(since), added);
    }

    /// The mean of what the visible sources say, weighed by their reliability; empty when none says anything.
    static OptionalInt confidence(List<Weight> weights) {
        long sum = 0;
        long total = 0;
        for (var weight : weights) {
            sum += (long) weight.weight() * weight.confidence();
            total += weight.weight();
        }
        return total == 0 ? OptionalInt.empty() : OptionalInt.of((int) ((2 * sum + total) / (2 * total)));
    }

    /// In the order of the keys; objects of which nothing stands are left out.
    List<ObjectSummary> inOrder(List<Long> keys, long[] visible) {
        var seen = standing(keys, visible);
        var summaries = new ArrayList<ObjectSummary>(keys.size());
        for (var key : keys) {
            var one = seen.get(key);
            if (one != null) {
                summaries.add(one.summary());
            }
        }
        return summaries;
    }
}
