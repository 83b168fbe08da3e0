package theriac.hub.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import theriac.hub.db.Database;
import theriac.hub.store.DecaySql.Base;
import theriac.hub.store.Summaries.Seen;

/// Confidence after decay, computed when somebody asks, from what this viewer may see. A fixed number of statements
/// for any number of objects.
final class Scores {

    private final DecaySql sql;

    Scores(Database database) {
        this.sql = new DecaySql(database);
    }

    /// The scores at a moment, by key.
    Map<Long, Decayed> of(Collection<Seen> objects, long[] visible, DecayTable table, Instant now) {
        var keys = objects.stream().map(Seen::key).toList();
        var versions = objects.stream().map(seen -> seen.effective().version()).toList();
        var bases = sql.bases(keys, versions, visible);
        var kinds = sql.kinds(keys, versions);
        var lastSeen = sql.lastSeen(keys, visible);
        var scores = new HashMap<Long, Decayed>();
        for (var seen : objects) {
            scores.put(
                    seen.key(),
                    best(
                            seen,
                            bases.getOrDefault(seen.key(), List.of()),
                            kinds.getOrDefault(seen.key(), Set.of()),
                            lastSeen.getOrDefault(seen.key(), Long.MIN_VALUE),
                            table,
                            now));
        }
        return scores;
    }

    /// The claim from which most is left counts; an object that is revoked, gone or past its validity has nothing
    /// left.
    private static Decayed best(
            Seen seen, List<Base> bases, Set<String> kinds, long sighted, DecayTable table, Instant now) {
        long at = Position.of(now);
        Decayed best = null;
        for (var base : bases) {
            var rule = table.rule(seen.summary().type(), kinds, base.source());
            int from = base.confidence() < 0 ? rule.model().base() : base.confidence();
            long since = Math.max(base.modified(), sighted);
            boolean over = seen.summary().revoked() || base.validUntil() <= at;
            int score = over ? 0 : rule.model().score(from, at - since);
            if (best == null || score > best.score()) {
                best = new Decayed(score, from, Position.at(since), rule.name(), rule.model());
            }
        }
        return best == null ? Decayed.nothing(table.rule(seen.summary().type(), kinds, 0)) : best;
    }
}
