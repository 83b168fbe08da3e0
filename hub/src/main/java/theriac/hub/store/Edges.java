package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import theriac.hub.db.Database;
import theriac.hub.store.GraphSql.Row;
import theriac.hub.store.Nodes.Node;

/// Turns rows of references into what they mean for one viewer: a relationship or a sighting is a connection
/// between the objects that it names; any other reference connects the two objects themselves. What the viewer
/// cannot see connects nothing, and neither do a superseded version or a revoked relationship.
final class Edges {

    /// How many organisations of one sighting are shown.
    private static final int ENDS = 20;

    private final GraphSql sql;
    private final Nodes nodes;

    Edges(Database database) {
        this.sql = new GraphSql(database);
        this.nodes = new Nodes(database);
    }

    /// A connection as seen from an object.
    ///
    /// @param type of the relationship (`indicates`), `sighting`, or the property that refers (`object_refs`)
    /// @param via key of the relationship or sighting; 0: the objects refer to each other directly
    record Edge(long from, long to, Direction direction, String type, long via) {}

    /// The edges of rows, in the order of the rows; a row may give none, one, or (a sighting) several.
    Map<Row, List<Edge>> of(List<Row> rows, boolean outgoing, long[] visible) {
        var keys = new HashSet<Long>();
        rows.forEach(row -> keys.add(outgoing ? row.target() : row.object()));
        var known = new HashMap<>(nodes.standing(keys, visible));
        var ends = outgoing ? Map.<Long, List<Row>>of() : ends(rows, known);
        var others = new HashSet<Long>();
        ends.values().forEach(ofVersion -> ofVersion.forEach(end -> others.add(end.target())));
        others.removeAll(keys);
        known.putAll(nodes.standing(others, visible));
        var edges = new LinkedHashMap<Row, List<Edge>>();
        for (var row : rows) {
            edges.put(row, outgoing ? direct(row, known) : incoming(row, known, ends));
        }
        return edges;
    }

    /// The other ends of relationships and sightings among the referrers.
    private Map<Long, List<Row>> ends(List<Row> rows, Map<Long, Node> known) {
        var connecting = new HashSet<Long>();
        for (var row : rows) {
            var node = known.get(row.object());
            if (node != null && connects(node, row.property())) {
                connecting.add(row.version());
            }
        }
        var ends = new HashMap<Long, List<Row>>();
        sql.outgoing(connecting, ENDS)
                .forEach(end -> ends.computeIfAbsent(end.version(), k -> new ArrayList<>())
                        .add(end));
        return ends;
    }

    private static boolean connects(Node node, String property) {
        return node.is("relationship") && (property.equals("source_ref") || property.equals("target_ref"))
                || node.is("sighting") && (property.equals("sighting_of_ref") || property.equals("where_sighted_refs"));
    }

    private static List<Edge> direct(Row row, Map<Long, Node> known) {
        return known.containsKey(row.target())
                ? List.of(new Edge(row.object(), row.target(), Direction.TO, row.property(), 0))
                : List.of();
    }

    private static List<Edge> incoming(Row row, Map<Long, Node> known, Map<Long, List<Row>> ends) {
        var referrer = known.get(row.object());
        if (referrer == null || referrer.version() != row.version()) {
            return List.of();
        }
        if (!connects(referrer, row.property())) {
            return List.of(new Edge(row.target(), row.object(), Direction.FROM, row.property(), 0));
        }
        if (referrer.revoked()) {
            return List.of();
        }
        var edges = new ArrayList<Edge>();
        for (var end : ends.getOrDefault(row.version(), List.of())) {
            if (opposite(row.property()).equals(end.property()) && known.containsKey(end.target())) {
                edges.add(new Edge(
                        row.target(),
                        end.target(),
                        row.property().equals("source_ref") || row.property().equals("where_sighted_refs")
                                ? Direction.TO
                                : Direction.FROM,
                        referrer.is("sighting") ? "sighting" : referrer.name(),
                        row.object()));
            }
        }
        return edges;
    }

    private static String opposite(String property) {
        return switch (property) {
            case "source_ref" -> "target_ref";
            case "target_ref" -> "source_ref";
            case "sighting_of_ref" -> "where_sighted_refs";
            default -> "sighting_of_ref";
        };
    }

    Map<Long, Node> nodes(Collection<Long> keys, long[] visible) {
        return nodes.standing(keys, visible);
    }
}
