package theriac.hub.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import theriac.hub.db.Database;
import theriac.hub.store.Timeline.Presence;
import theriac.stix.StixId;

/// Objects as points of the graph: what stands for the viewer, by key, in three statements for any number. An
/// object that is absent, hidden or gone is not among them, whoever names it.
final class Nodes {

    private final SpanSql spans;
    private final ObjectSql sql;

    Nodes(Database database) {
        this.spans = new SpanSql(database);
        this.sql = new ObjectSql(database);
    }

    /// @param name for relationships their `relationship_type`
    record Node(long key, long version, StixId id, String name, boolean revoked) {

        boolean is(String type) {
            return id.type().equals(type);
        }
    }

    Map<Long, Node> standing(Collection<Long> keys, long[] visible) {
        var effective = new HashMap<Long, Long>();
        spans.spans(keys, visible)
                .forEach((key, ofObject) -> Timeline.presences(ofObject).stream()
                        .filter(Presence::stands)
                        .reduce((one, other) -> other)
                        .ifPresent(last -> effective.put(key, last.version())));
        var heads = sql.heads(effective.values());
        var nodes = new HashMap<Long, Node>(effective.size() * 2);
        effective.forEach((key, version) -> {
            var head = heads.get(version);
            if (head != null) {
                nodes.put(key, new Node(key, version, StixId.of(head.id()), head.name(), head.revoked()));
            }
        });
        return nodes;
    }
}
