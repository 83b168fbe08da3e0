package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ClusterSql.Member;
import theriac.hub.store.ClusterView.Statement;
import theriac.hub.store.Edges.Edge;
import theriac.stix.StixId;
import theriac.stix.json.JsonObject;

/// "Same as", reversibly. Merging writes a statement that objects are one thing; it changes none of them. A
/// cluster is what follows from the statements that a viewer may see, over the members that it may see: a
/// hidden object neither shows nor connects. Un-merging ends the statement and so restores exactly what was
/// before. Safe between threads.
public final class Clusters {

    /// Objects of one statement, and of one cluster, at most.
    public static final int MAX_MEMBERS = 500;

    /// Objects that are looked at beside those that were asked for.
    private static final int MAX_TOGETHER = 10_000;

    /// The type of the connection in the graph.
    static final String SAME_AS = "same-as";

    private final Database database;
    private final ClusterSql sql;
    private final ObjectKeys keys;
    private final Audiences audiences;
    private final Ledger ledger;
    private final Summaries summaries;

    Clusters(Database database, ObjectKeys keys, Audiences audiences, Ledger ledger) {
        this.database = database;
        this.sql = new ClusterSql(database);
        this.keys = keys;
        this.audiences = audiences;
        this.ledger = ledger;
        this.summaries = new Summaries(database, audiences);
    }

    /// Says that objects are one thing.
    ///
    /// @param ids the first is the one by which the cluster is shown; all must be visible to the actor and
    ///     of one type
    /// @param audience who may see that somebody says so; the ledger's row names no member, so it tells nobody
    ///     of an object that is not for it
    /// @return the statement; empty when an object is absent or hidden, when types differ, or when fewer
    ///     than two are left
    public Optional<Statement> merge(Viewer actor, List<StixId> ids, Audience audience, String reason) {
        var distinct = new LinkedHashSet<>(ids);
        if (distinct.size() < 2
                || distinct.size() > MAX_MEMBERS
                || distinct.stream().map(StixId::type).distinct().count() > 1) {
            return Optional.empty();
        }
        ledger.preparePartitions();
        return database.inTransaction(() -> {
            var byId = keys.existing(distinct.stream().map(StixId::text).toList());
            var seen = summaries.standing(byId.values(), audiences.visible(actor));
            if (seen.size() < distinct.size()) {
                return Optional.<Statement>empty();
            }
            var id = UUID.randomUUID();
            var why = Derived.clean(reason, 2_000);
            long seq = note(LedgerEntry.Kind.MERGED, actor, id, audience);
            var members = distinct.stream().map(one -> byId.get(one.text())).toList();
            sql.insert(id, audiences.intern(audience), organization(actor), why, seq, members);
            return Optional.of(new Statement(id, Optional.ofNullable(organization(actor)), Position.at(seq), why));
        });
    }

    /// Takes a statement back; the objects are again what they were.
    ///
    /// @return false when there is none that stands, or when it is hidden from the actor
    public boolean split(Viewer actor, UUID statement, String reason) {
        ledger.preparePartitions();
        return database.inTransaction(() -> {
            var standing = sql.standing(statement, audiences.visible(actor));
            standing.ifPresent(audience -> {
                long seq = note(LedgerEntry.Kind.SPLIT, actor, statement, audiences.load(audience));
                sql.end(statement, seq, Derived.clean(reason, 2_000));
            });
            return standing.isPresent();
        });
    }

    /// Whose word a statement is; empty when it is absent, ended, hidden, or the hub's own.
    public Optional<Long> owner(Viewer viewer, UUID statement) {
        return sql.owner(statement, audiences.visible(viewer));
    }

    /// Without the reason: the row is for everyone in the audience, also for those who do not see all members, and
    /// people name members when they give reasons. It stands with the statement.
    private long note(LedgerEntry.Kind kind, Viewer actor, UUID statement, Audience audience) {
        var detail = JsonObject.builder().put("statement", statement.toString()).build();
        return ledger.append(List.of(new LedgerEntry.New(kind, null, null, audience, organization(actor), detail)));
    }

    private static @Nullable Long organization(Viewer actor) {
        return actor instanceof Viewer.Party party ? party.organization() : null;
    }

    /// The cluster of an object; empty when it is in none that this viewer sees.
    public Optional<ClusterView> find(Viewer viewer, StixId id) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var key = keys.existing(List.of(id.text())).get(id.text());
            return key == null ? Optional.<ClusterView>empty() : find(key, visible);
        });
    }

    private Optional<ClusterView> find(long key, long[] visible) {
        var rows = component(Set.of(key), visible);
        var order = new LinkedHashSet<Long>();
        rows.forEach(row -> order.add(row.object()));
        if (!order.contains(key)) {
            return Optional.empty();
        }
        var seen = summaries.standing(order, visible);
        var members = order.stream().filter(seen::containsKey).map(seen::get).toList();
        var statements = new LinkedHashSet<Statement>();
        rows.forEach(row -> statements.add(row.statement()));
        return Optional.of(new ClusterView(
                members.stream().map(Summaries.Seen::summary).toList(),
                List.copyOf(statements),
                Summaries.merged(members, summaries.weights(members, visible))));
    }

    /// Of the objects that are in a cluster: all its members, in the order of the statements. Two statements for any
    /// number of objects, and one more for each step in which statements hang together.
    Map<Long, List<Long>> groups(Collection<Long> objects, long[] visible) {
        var rows = component(Set.copyOf(objects), visible);
        var groups = new HashMap<Long, Set<Long>>();
        var byStatement = rows.stream().collect(Collectors.groupingBy(Member::id));
        for (var ofStatement : byStatement.values()) {
            var group = new HashSet<Long>();
            for (var row : ofStatement) {
                group.addAll(groups.getOrDefault(row.object(), Set.of(row.object())));
            }
            group.forEach(member -> groups.put(member, group));
        }
        var order = rows.stream().map(Member::object).distinct().toList();
        var members = new IdentityHashMap<Set<Long>, List<Long>>();
        order.forEach(member -> members.computeIfAbsent(groups.getOrDefault(member, Set.of()), g -> new ArrayList<>())
                .add(member));
        var answer = new HashMap<Long, List<Long>>();
        groups.forEach((member, group) -> answer.put(member, members.getOrDefault(group, List.of())));
        return answer;
    }

    /// The objects themselves and all that are the same for the viewer.
    Set<Long> withSame(Collection<Long> objects, long[] visible) {
        var all = new LinkedHashSet<>(objects);
        component(all, visible).forEach(row -> all.add(row.object()));
        return all;
    }

    /// "Same as" as connections of the graph.
    List<Edge> edges(Collection<Long> from, long[] visible) {
        var byStatement = visibleRows(from, visible).stream().collect(Collectors.groupingBy(Member::id));
        var start = Set.copyOf(from);
        var edges = new LinkedHashSet<Edge>();
        for (var rows : byStatement.values()) {
            for (var row : rows.stream().filter(r -> start.contains(r.object())).toList()) {
                for (var other : rows) {
                    if (row.object() != other.object()) {
                        edges.add(new Edge(row.object(), other.object(), Direction.TO, SAME_AS, 0));
                    }
                }
            }
        }
        return List.copyOf(edges);
    }

    /// Members of all statements that hang together, oldest statement first, without statements of fewer
    /// than two.
    private List<Member> component(Set<Long> start, long[] visible) {
        var known = new HashSet<>(start);
        Collection<Long> frontier = start;
        var rows = new LinkedHashSet<Member>();
        while (!frontier.isEmpty() && known.size() <= start.size() + MAX_TOGETHER) {
            var more = visibleRows(frontier, visible);
            rows.addAll(more);
            var next = new HashSet<Long>();
            more.forEach(row -> {
                if (known.add(row.object())) {
                    next.add(row.object());
                }
            });
            frontier = next;
        }
        var ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparingLong(Member::id).thenComparingInt(Member::number));
        return ordered;
    }

    private List<Member> visibleRows(Collection<Long> objects, long[] visible) {
        var rows = sql.around(objects, visible);
        if (rows.isEmpty()) {
            return rows;
        }
        var seen = summaries
                .standing(rows.stream().map(Member::object).distinct().toList(), visible)
                .keySet();
        var shown = rows.stream().filter(row -> seen.contains(row.object())).toList();
        var counts = shown.stream().collect(Collectors.groupingBy(Member::id, Collectors.counting()));
        var whole = rows.stream().collect(Collectors.groupingBy(Member::id, Collectors.counting()));
        return shown.stream()
                .filter(row -> counts.getOrDefault(row.id(), 0L) > 1)
                .map(row ->
                        java.util.Objects.equals(counts.get(row.id()), whole.get(row.id())) ? row : row.withoutReason())
                .toList();
    }
}
