package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// Is this known, and by whom? Correlation is this look-up, made when somebody asks; pairs are never stored. Safe
/// between threads.
public final class ValueLookup {

    /// How many objects one value may name: enough for people, flat for a value that is in a million of them.
    static final int OBJECTS_PER_VALUE = 200;

    private final Database database;
    private final ValueSql sql;
    private final Audiences audiences;
    private final Summaries summaries;

    ValueLookup(Database database, Audiences audiences) {
        this.database = database;
        this.sql = new ValueSql(database);
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
    }

    /// What is known about each value; values that nobody told this viewer about have no hit. Ten thousand in one
    /// call are fine.
    public List<ValueHit> find(Viewer viewer, List<NormalValue> values) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var found = sql.find(values, visible, OBJECTS_PER_VALUE);
            var seen = summaries.standing(
                    found.stream().map(ValueSql.Found::object).distinct().toList(), visible);
            var hits = new ArrayList<ValueHit>();
            for (var one : found) {
                var object = seen.get(one.object());
                if (object != null && object.effective().version() == one.version()) {
                    var summary = object.summary();
                    hits.add(new ValueHit(
                            values.get(one.place()),
                            summary.id(),
                            summary.name(),
                            summary.sources(),
                            summary.revoked(),
                            Position.at(object.effective().added())));
                }
            }
            return hits;
        });
    }

    /// Keys of the objects that hold one of these values in a version that the viewer may see.
    Set<Long> objects(Collection<NormalValue> values, long[] visible) {
        var keys = new HashSet<Long>();
        sql.find(List.copyOf(values), visible, OBJECTS_PER_VALUE).forEach(found -> keys.add(found.object()));
        return keys;
    }
}
