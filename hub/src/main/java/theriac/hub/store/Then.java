package theriac.hub.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import theriac.hub.db.Database;
import theriac.hub.query.Query;
import theriac.hub.query.Query.Linked;
import theriac.stix.StixId;

/// Questions asked, in their own SQL, of what stood at a place of the ledger: what [Search] would have found there,
/// among objects that are named. Settings, the reliability of sources and the moment are those of today. One moment;
/// used by one thread.
final class Then {

    /// Objects that one statement asks about.
    private static final int BATCH = 2_000;

    private final TurnSql sql;
    private final SearchSql search;
    private final ObjectTypes types;
    private final DecayTable decay;
    private final Instant now;
    private final Map<Linked, Set<Long>> meant = new HashMap<>();

    Then(Database database, ObjectTypes types, DecayTable decay, Instant now) {
        this.sql = new TurnSql(database);
        this.search = new SearchSql(database);
        this.types = types;
        this.decay = decay;
        this.now = now;
    }

    /// Who asks, and of which place.
    @SuppressWarnings("ArrayRecordComponent")
    record At(long[] visible, long place) {}

    /// Those of some objects (internal keys) that answered, with their ids.
    ///
    /// @throws SearchRefused when a name in the question leads to too many objects
    Map<Long, StixId> answering(Query query, Collection<Long> objects, At at) {
        var condition = new QuerySql(Standing.THEN, linked -> ends(linked, at), decay, now).compile(query);
        return answering(condition, List.copyOf(objects), at);
    }

    private Map<Long, StixId> answering(QuerySql.Condition condition, List<Long> objects, At at) {
        var answering = new HashMap<Long, StixId>();
        for (int i = 0; i < objects.size(); i += BATCH) {
            var batch = objects.subList(i, Math.min(objects.size(), i + BATCH));
            answering.putAll(sql.answering(batch, condition, at.visible(), at.place()));
        }
        return answering;
    }

    /// What else may answer since a link leads to other objects than before.
    Set<Long> linkedWith(Collection<Long> ends, int cap) {
        return Set.copyOf(search.linkedWith(ends.toArray(Long[]::new), cap));
    }

    private Long[] ends(Linked linked, At at) {
        var named = List.copyOf(meant.computeIfAbsent(linked, this::meant));
        var condition = linked.link() == Query.Link.TECHNIQUE
                ? TurnSql.numbered(linked.text().text())
                : new QuerySql(Standing.THEN, _ -> new Long[0], decay, now).compile(called(linked));
        var ends = answering(condition, named, at);
        if (ends.size() > Search.MAX_ENDS) {
            throw Search.tooMany(linked);
        }
        return ends.keySet().toArray(Long[]::new);
    }

    private Set<Long> meant(Linked linked) {
        var found = linked.link() == Query.Link.TECHNIQUE
                ? sql.numbered(linked.text().text(), Candidates.NAMED)
                : sql.called(
                        linked.text(), types.existing(Set.copyOf(linked.link().types())), Candidates.NAMED);
        if (found.size() == Candidates.NAMED) {
            throw Search.tooMany(linked);
        }
        return found;
    }

    private static Query called(Linked linked) {
        var parts = new ArrayList<Query>();
        linked.link().types().forEach(type -> parts.add(new Query.Type(type)));
        return new Query.And(
                List.of(parts.size() == 1 ? parts.getFirst() : new Query.Or(parts), new Query.Name(linked.text())));
    }
}
