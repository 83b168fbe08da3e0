package theriac.hub.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.LandscapeSql.Arrived;
import theriac.hub.store.LandscapeSql.Named;
import theriac.hub.store.LandscapeSql.Tie;
import theriac.stix.StixId;

/// Who is said to aim at what and to come from where, what is named more than before, and how much arrived: the wide
/// view, for one viewer. What is one thing to that viewer ([Clusters]) is one here too. Everything is counted by when
/// the hub was told, and looks at no more than a fixed number of the newest rows, so that it costs the same in a store
/// of any size. Safe between threads.
public final class Landscape {

    /// The newest relationships of one place or sector that are looked at.
    static final int PER_END = 2_000;

    /// The newest objects of one type that are counted.
    static final int PER_TYPE = 100_000;

    private static final int REPORTS = 20_000;

    /// So many times what is asked for is looked at, since some of it may be one thing.
    private static final int TOGETHER = 3;

    /// Who and what can be active.
    private static final Set<String> THINGS =
            Set.of("intrusion-set", "threat-actor", "campaign", "malware", "tool", "incident");

    /// What reports name and a trend is seen in.
    private static final Set<String> NAMEABLE =
            Set.of("intrusion-set", "threat-actor", "campaign", "malware", "tool", "attack-pattern", "vulnerability");

    private static final Set<String> REPORT = Set.of("report");

    /// Aiming at an end (STIX 2.1 §4.2 and others), and coming from it.
    private static final List<String> RELATIONS = List.of("targets", "originates-from", "located-at");

    private final Database database;
    private final LandscapeSql sql;
    private final ObjectTypes types;
    private final Audiences audiences;
    private final Summaries summaries;
    private final Clusters clusters;

    Landscape(Database database, ObjectTypes types, Audiences audiences, Clusters clusters) {
        this.database = database;
        this.sql = new LandscapeSql(database);
        this.types = types;
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
        this.clusters = clusters;
    }

    /// By which object each of these is shown that is one thing with others: the first that is named as such and still
    /// stands. What is alone is absent.
    private Map<Long, Long> shown(Collection<Long> objects, long[] visible) {
        var groups = clusters.groups(objects, visible);
        var standing = standing(groups.keySet(), visible).keySet();
        var shown = new HashMap<Long, Long>();
        groups.forEach((member, together) ->
                together.stream().filter(standing::contains).findFirst().ifPresent(first -> shown.put(member, first)));
        return shown;
    }

    private Map<Long, ObjectSummary> standing(Collection<Long> objects, long[] visible) {
        var standing = new HashMap<Long, ObjectSummary>();
        summaries.standing(objects, visible).forEach((key, seen) -> {
            if (!seen.summary().revoked()) {
                standing.put(key, seen.summary());
            }
        });
        return standing;
    }

    /// A relationship of something active with a place or a sector.
    ///
    /// @param relation its type: `targets`, `originates-from`, `located-at`
    /// @param told when the hub heard it last
    public record Said(ObjectSummary who, String relation, StixId end, Instant told) {}

    /// What relationships that arrived since a moment say about these places and sectors, the newest first.
    /// Of each end the newest [#PER_END] relationships are looked at.
    public List<Said> said(Viewer viewer, Collection<StixId> ends, Instant since) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var ties = sql.ties(
                    ends.stream().map(StixId::text).toList(),
                    RELATIONS,
                    types.existing(THINGS),
                    Position.of(since),
                    visible,
                    PER_END);
            var things = ties.stream().map(Tie::thing).collect(Collectors.toSet());
            var shown = shown(things, visible);
            things.addAll(shown.values());
            var who = standing(things, visible);
            var said = new ArrayList<Said>();
            for (var tie : ties) {
                var one = who.get(shown.getOrDefault(tie.thing(), tie.thing()));
                if (one != null && who.containsKey(tie.thing())) {
                    said.add(new Said(one, tie.relation(), StixId.of(tie.end()), Position.at(tie.seq())));
                }
            }
            return List.copyOf(said);
        });
    }

    /// How many objects of a type arrived, span by span.
    ///
    /// @param counts oldest first; an object that several sources tell counts once in each span
    /// @param since from when on the counts are whole: more than [#PER_TYPE] are not looked at
    public record Arrivals(String type, List<Long> counts, Instant since) {}

    /// What arrived of these types in as many spans before a moment; types of which nothing did are absent.
    public List<Arrivals> arrivals(Viewer viewer, Set<String> wanted, Instant to, Duration span, int spans) {
        return database.inSnapshot(() -> {
            var numbers = types.numbersOf(wanted);
            long end = Position.of(to);
            long length = span.toNanos() / 1_000;
            long from = end - length * spans;
            var counted = sql.arrived(
                    numbers.values().toArray(Integer[]::new), from, end, length, audiences.visible(viewer), PER_TYPE);
            var all = new ArrayList<Arrivals>();
            new TreeMap<>(numbers)
                    .forEach((name, number) ->
                            arrivals(name, number, counted, spans, from).ifPresent(all::add));
            return List.copyOf(all);
        });
    }

    private static Optional<Arrivals> arrivals(String name, int number, List<Arrived> counted, int spans, long from) {
        var counts = new Long[spans];
        Arrays.fill(counts, 0L);
        long since = from;
        long all = 0;
        for (var row : counted) {
            if (row.type() == number) {
                counts[spans - 1 - row.span()] = row.objects();
                all += row.objects();
                since = row.looked() >= PER_TYPE ? row.last() : since;
            }
        }
        return all == 0 ? Optional.empty() : Optional.of(new Arrivals(name, List.of(counts), Position.at(since)));
    }

    /// Something that reports name.
    ///
    /// @param now in how many reports that arrived since the middle
    /// @param before in how many that arrived in as long a time before it
    public record Trend(ObjectSummary what, int now, int before) {}

    /// What is named by most reports that arrived in a span before a moment, and by how many in the span before that.
    public List<Trend> trends(Viewer viewer, Instant to, Duration span, int limit) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var named = named(to, span, visible, limit * TOGETHER, Map.of());
            var shown = shown(named.stream().map(Named::object).toList(), visible);
            var counted = shown.isEmpty() ? named : named(to, span, visible, limit, shown);
            var seen = summaries.standing(counted.stream().map(Named::object).toList(), visible);
            var trends = new ArrayList<Trend>();
            for (var one : counted.stream().limit(limit).toList()) {
                var what = seen.get(one.object());
                if (what != null) {
                    trends.add(new Trend(what.summary(), one.now(), one.before()));
                }
            }
            return List.copyOf(trends);
        });
    }

    private List<Named> named(Instant to, Duration span, long[] visible, int limit, Map<Long, Long> shown) {
        return sql.named(
                types.existing(REPORT),
                types.existing(NAMEABLE),
                Position.of(to.minus(span.multipliedBy(2))),
                Position.of(to.minus(span)),
                visible,
                REPORTS,
                limit,
                shown);
    }
}
