package theriac.hub.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Edges.Edge;
import theriac.hub.store.GraphSql.Row;
import theriac.stix.StixId;

/// Who is next to whom, for one viewer: through relationships, sightings, embedded references and "same as". A
/// neighbour is an object that the viewer sees; what it does not see is neither listed nor counted. Safe
/// between threads.
public final class Graph {

    /// References that one page looks at, at most: a page may be short although more follow, when a filter
    /// fits few.
    static final int SCANNED = 10_000;

    /// References in each direction that counting looks at.
    static final int COUNTED = 5_000;

    private static final int ROUND = 1_000;

    private final Database database;
    private final GraphSql sql;
    private final Edges edges;
    private final Paths paths;
    private final ObjectKeys keys;
    private final Audiences audiences;
    private final Summaries summaries;
    private final Clusters clusters;

    Graph(Database database, ObjectKeys keys, Audiences audiences, Clusters clusters) {
        this.database = database;
        this.sql = new GraphSql(database);
        this.edges = new Edges(database);
        this.keys = keys;
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
        this.clusters = clusters;
        this.paths = new Paths(sql, edges, clusters);
    }

    /// A page of neighbours: "same as" first, then what the object refers to, then who refers to it, newest
    /// first. Empty when the object is absent or hidden.
    public Page<Neighbour> neighbours(Viewer viewer, StixId id, NeighbourQuery query) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var start = query.after().isEmpty()
                    ? Optional.of(GraphPlace.START)
                    : query.after().flatMap(GraphPlace::parse);
            var self = keyOf(id).flatMap(key -> summaries.ever(key, visible));
            if (self.isEmpty() || start.isEmpty()) {
                return new Page<>(List.of(), Optional.empty());
            }
            var walk = new Walk(self.get(), query, visible, start.get());
            if (query.after().isEmpty()) {
                walk.sameAs();
            }
            return walk.run();
        });
    }

    /// One page on its way.
    private final class Walk {
        private final Summaries.Seen self;
        private final NeighbourQuery query;
        private final long[] visible;
        private final List<Edge> found = new ArrayList<>();
        private final Map<Long, String> typeOf = new HashMap<>();
        private GraphPlace place;
        private int scanned;

        Walk(Summaries.Seen self, NeighbourQuery query, long[] visible, GraphPlace start) {
            this.self = self;
            this.query = query;
            this.visible = visible;
            this.place = start;
        }

        void sameAs() {
            add(clusters.edges(List.of(self.key()), visible));
        }

        Page<Neighbour> run() {
            boolean more = true;
            while (more && found.size() < query.limit() && scanned < SCANNED) {
                more = round();
            }
            return new Page<>(named(), more ? Optional.of(place.text()) : Optional.empty());
        }

        /// @return whether something may follow
        private boolean round() {
            boolean outgoing = place.outgoing();
            int want = query.types().isEmpty() && query.otherTypes().isEmpty() ? query.limit() + 50 : ROUND;
            var rows = outgoing
                    ? sql.outgoing(self.effective().version(), place.object(), place.property(), want)
                    : sql.incoming(self.key(), place, want, visible);
            scanned += rows.size();
            for (var one : edges.of(rows, outgoing, visible).entrySet()) {
                if (found.size() >= query.limit()) {
                    return true;
                }
                add(one.getValue());
                var row = one.getKey();
                place = outgoing
                        ? new GraphPlace(true, row.target(), 0, row.property())
                        : new GraphPlace(false, row.object(), row.version(), row.property());
            }
            if (rows.size() == want) {
                return true;
            }
            place = outgoing ? GraphPlace.REFERRERS : place;
            return outgoing;
        }

        private void add(List<Edge> some) {
            var unknown = some.stream()
                    .map(Edge::to)
                    .filter(k -> !typeOf.containsKey(k))
                    .toList();
            if (!query.otherTypes().isEmpty() && !unknown.isEmpty()) {
                edges.nodes(unknown, visible)
                        .forEach((key, node) -> typeOf.put(key, node.id().type()));
            }
            for (var edge : some) {
                if (edge.to() != self.key() && query.wants(edge.type(), typeOf.getOrDefault(edge.to(), ""))) {
                    found.add(edge);
                }
            }
        }

        private List<Neighbour> named() {
            var wanted = new HashSet<Long>();
            found.forEach(edge -> {
                wanted.add(edge.to());
                wanted.add(edge.via());
            });
            var seen = summaries.standing(wanted, visible);
            var neighbours = new ArrayList<Neighbour>();
            for (var edge : found) {
                var other = seen.get(edge.to());
                if (other != null) {
                    var via = Optional.ofNullable(seen.get(edge.via())).map(Summaries.Seen::summary);
                    neighbours.add(new Neighbour(edge.direction(), edge.type(), via, other.summary()));
                }
            }
            return neighbours;
        }
    }

    /// How many neighbours of each sort there are, most first. Counting stops after [#COUNTED] references in
    /// each direction and says so: an object to which a million others refer answers as quickly as another.
    public List<NeighbourCount> counts(Viewer viewer, StixId id) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var self = keyOf(id).flatMap(key -> summaries.ever(key, visible));
            if (self.isEmpty()) {
                return List.of();
            }
            var counts = new ArrayList<NeighbourCount>();
            var out = sql.outgoing(self.get().effective().version(), 0, "", COUNTED);
            count(out, true, self.get().key(), visible, counts);
            var in = sql.incoming(self.get().key(), GraphPlace.REFERRERS, COUNTED, visible);
            count(in, false, self.get().key(), visible, counts);
            counts.sort(Comparator.comparingLong(NeighbourCount::count).reversed());
            return counts;
        });
    }

    private void count(List<Row> rows, boolean outgoing, long self, long[] visible, List<NeighbourCount> counts) {
        record Sort(Direction direction, String type, String otherType) {}
        var all = new ArrayList<Edge>();
        edges.of(rows, outgoing, visible).values().forEach(all::addAll);
        var nodes = edges.nodes(all.stream().map(Edge::to).distinct().toList(), visible);
        var bySort = new HashMap<Sort, Long>();
        for (var edge : all) {
            var node = nodes.get(edge.to());
            if (node != null && edge.to() != self) {
                bySort.merge(new Sort(edge.direction(), edge.type(), node.id().type()), 1L, Long::sum);
            }
        }
        boolean atLeast = rows.size() == COUNTED;
        bySort.forEach((sort, count) ->
                counts.add(new NeighbourCount(sort.direction(), sort.type(), sort.otherType(), count, atLeast)));
    }

    /// The shortest ways from one object to another, at most four connections long; see [PathAnswer] for the
    /// bounds. Empty when one of them is absent or hidden.
    ///
    /// @param hops 1 to 4
    public PathAnswer paths(Viewer viewer, StixId from, StixId to, int hops) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var ends = keys.existing(List.of(from.text(), to.text()));
            var one = ends.get(from.text());
            var other = ends.get(to.text());
            if (one == null || other == null) {
                return PathAnswer.NONE;
            }
            var search = paths.search(one, other, Math.clamp(hops, 1, PathAnswer.MAX_HOPS), visible);
            return named(search, visible);
        });
    }

    private PathAnswer named(Paths.Found search, long[] visible) {
        var wanted = new HashSet<Long>(search.passedOver());
        search.paths()
                .forEach(path -> path.forEach(edge -> wanted.addAll(List.of(edge.from(), edge.to(), edge.via()))));
        var seen = summaries.standing(wanted, visible);
        var named = new ArrayList<List<PathAnswer.Step>>();
        for (var path : search.paths()) {
            var steps = new ArrayList<PathAnswer.Step>();
            for (var edge : path) {
                var from = seen.get(edge.from());
                var to = seen.get(edge.to());
                if (from != null && to != null) {
                    steps.add(new PathAnswer.Step(
                            from.summary(),
                            to.summary(),
                            edge.direction(),
                            edge.type(),
                            Optional.ofNullable(seen.get(edge.via())).map(Summaries.Seen::summary)));
                }
            }
            if (steps.size() == path.size()) {
                named.add(steps);
            }
        }
        var hubs = search.passedOver().stream()
                .flatMap(key -> Optional.ofNullable(seen.get(key)).stream())
                .map(Summaries.Seen::summary)
                .toList();
        return new PathAnswer(named, search.complete() && hubs.isEmpty(), hubs);
    }

    private Optional<Long> keyOf(StixId id) {
        return Optional.ofNullable(keys.existing(List.of(id.text())).get(id.text()));
    }
}
