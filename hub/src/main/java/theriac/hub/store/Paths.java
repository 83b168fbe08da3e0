package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import theriac.hub.store.Edges.Edge;
import theriac.hub.store.GraphSql.Row;

/// Breadth-first search from both ends, a few statements per step whatever its width.
final class Paths {

    /// Objects of one step, at most.
    private static final int WIDTH = 2_000;

    /// Ways in which an object may be reached, remembered for the answer.
    private static final int PARENTS = 10;

    private final GraphSql sql;
    private final Edges edges;
    private final Clusters clusters;

    Paths(GraphSql sql, Edges edges, Clusters clusters) {
        this.sql = sql;
        this.edges = edges;
        this.clusters = clusters;
    }

    record Found(List<List<Edge>> paths, boolean complete, Set<Long> passedOver) {}

    Found search(long from, long to, int hops, long[] visible) {
        if (from == to || edges.nodes(List.of(from, to), visible).size() < 2) {
            return new Found(List.of(), true, Set.of());
        }
        var search = new Search(visible);
        var one = new Side(from);
        var other = new Side(to);
        for (int step = 0; step < hops; step++) {
            var side = search.next(one, other);
            if (side == null) {
                break;
            }
            search.expand(side);
            var meeting = meeting(side, side == one ? other : one);
            if (!meeting.isEmpty()) {
                return new Found(join(one, other, meeting), search.complete, search.passedOver);
            }
        }
        return new Found(List.of(), search.complete, search.passedOver);
    }

    /// What was reached from one end.
    private static final class Side {
        private final Map<Long, Integer> depth = new HashMap<>();
        private final Map<Long, List<Edge>> parents = new HashMap<>();
        private List<Long> frontier;
        private int steps;

        Side(long start) {
            depth.put(start, 0);
            frontier = List.of(start);
        }
    }

    private final class Search {
        private final long[] visible;
        private final Set<Long> passedOver = new TreeSet<>();
        private boolean complete = true;

        Search(long[] visible) {
            this.visible = visible;
        }

        /// The side with less work; null when both are at their ends.
        private @org.jspecify.annotations.Nullable Side next(Side one, Side other) {
            if (one.frontier.isEmpty() || other.frontier.isEmpty()) {
                return one.frontier.isEmpty() ? other.frontier.isEmpty() ? null : other : one;
            }
            return one.frontier.size() <= other.frontier.size() ? one : other;
        }

        private void expand(Side side) {
            side.steps++;
            var reached = new LinkedHashMap<Long, List<Edge>>();
            for (var edge : around(side.frontier)) {
                if (!side.depth.containsKey(edge.to())) {
                    var ways = reached.computeIfAbsent(edge.to(), k -> new ArrayList<>());
                    if (ways.size() < PARENTS) {
                        ways.add(edge);
                    }
                }
            }
            reached.keySet().forEach(key -> side.depth.put(key, side.steps));
            side.parents.putAll(reached);
            complete &= reached.size() <= WIDTH;
            side.frontier = reached.keySet().stream().limit(WIDTH).toList();
        }

        private List<Edge> around(List<Long> frontier) {
            var nodes = edges.nodes(frontier, visible);
            var out = sql.outgoing(
                    nodes.values().stream().map(Nodes.Node::version).toList(), PathAnswer.HUB + 1);
            var in = sql.incoming(nodes.keySet(), PathAnswer.HUB + 1, visible);
            var hubs = hubs(out, in);
            var found = new ArrayList<Edge>();
            edges.of(telling(out, hubs, true), true, visible).values().forEach(found::addAll);
            edges.of(telling(in, hubs, false), false, visible).values().forEach(found::addAll);
            found.addAll(clusters.edges(frontier, visible));
            return found;
        }

        private Set<Long> hubs(List<Row> out, List<Row> in) {
            var counts = new HashMap<Long, Integer>();
            out.forEach(row -> counts.merge(row.object(), 1, Integer::sum));
            var into = new HashMap<Long, Integer>();
            in.forEach(row -> into.merge(row.target(), 1, Integer::sum));
            var hubs = new HashSet<Long>();
            for (var some : List.of(counts, into)) {
                some.forEach((key, count) -> {
                    if (count > PathAnswer.HUB) {
                        hubs.add(key);
                    }
                });
            }
            hubs.stream().limit(PathAnswer.MAX_HUBS).forEach(passedOver::add);
            complete &= hubs.isEmpty();
            return hubs;
        }

        private List<Row> telling(Collection<Row> rows, Set<Long> hubs, boolean outgoing) {
            return rows.stream()
                    .filter(row -> !row.property().equals("created_by_ref"))
                    .filter(row -> !hubs.contains(outgoing ? row.object() : row.target()))
                    .toList();
        }
    }

    /// Where the new step of one side touches the other, as near to the other end as possible.
    private static List<Long> meeting(Side side, Side other) {
        int nearest = Integer.MAX_VALUE;
        var meeting = new ArrayList<Long>();
        for (var key : side.depth.keySet()) {
            int depth = side.depth.getOrDefault(key, 0) == side.steps ? other.depth.getOrDefault(key, -1) : -1;
            if (depth >= 0 && depth < nearest) {
                nearest = depth;
                meeting.clear();
            }
            if (depth >= 0 && depth == nearest) {
                meeting.add(key);
            }
        }
        meeting.sort(null);
        return meeting;
    }

    private static List<List<Edge>> join(Side one, Side other, List<Long> meeting) {
        var paths = new ArrayList<List<Edge>>();
        for (var key : meeting) {
            for (var head : ways(one, key)) {
                for (var tail : ways(other, key)) {
                    if (paths.size() < PathAnswer.MAX_PATHS) {
                        var path = new ArrayList<>(head);
                        tail.reversed().forEach(edge -> path.add(turned(edge)));
                        paths.add(path);
                    }
                }
            }
        }
        return paths;
    }

    /// The ways from a side's end to an object, first connection first.
    private static List<List<Edge>> ways(Side side, long key) {
        var edges = side.parents.get(key);
        if (edges == null) {
            return List.of(List.of());
        }
        var ways = new ArrayList<List<Edge>>();
        for (var edge : edges) {
            for (var before : ways(side, edge.from())) {
                if (ways.size() < PathAnswer.MAX_PATHS) {
                    var way = new ArrayList<>(before);
                    way.add(edge);
                    ways.add(way);
                }
            }
        }
        return ways;
    }

    private static Edge turned(Edge edge) {
        return new Edge(
                edge.to(),
                edge.from(),
                edge.direction() == Direction.TO ? Direction.FROM : Direction.TO,
                edge.type(),
                edge.via());
    }
}
