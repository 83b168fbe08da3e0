package theriac.hub.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import theriac.hub.store.ObjectSql.Hit;

/// One row for what is one thing for the viewer. Nothing is stored: a statement that is taken back, or that another
/// viewer does not see, leaves every object its own row.
final class MergedRows {

    private final SearchSql sql;
    private final Clusters clusters;
    private final Summaries summaries;

    MergedRows(SearchSql sql, Clusters clusters, Summaries summaries) {
        this.sql = sql;
        this.clusters = clusters;
        this.summaries = summaries;
    }

    /// Of answers that are one thing only the newest, also when that one is not among these: so each page decides for
    /// itself, and no cluster comes twice.
    List<Hit> newestOfEach(List<Hit> answers, QuerySql.Condition condition, long[] visible) {
        var clustered = clusters.groups(keys(answers), visible);
        if (clustered.isEmpty()) {
            return answers;
        }
        var members = new HashSet<Long>();
        clustered.values().forEach(members::addAll);
        var places = new HashMap<Long, Long>();
        sql.judge(sql.places(members, visible), condition, visible).forEach(hit -> places.put(hit.object(), hit.seq()));
        return answers.stream()
                .filter(hit -> clustered.getOrDefault(hit.object(), List.of()).stream()
                        .noneMatch(other -> places.getOrDefault(other, Long.MIN_VALUE) > hit.seq()))
                .toList();
    }

    /// The clusters of the objects that are in one, by object.
    Map<Long, MergedRow> of(List<Hit> answers, long[] visible) {
        var clustered = clusters.groups(keys(answers), visible);
        if (clustered.isEmpty()) {
            return Map.of();
        }
        var members = new HashSet<Long>();
        clustered.values().forEach(members::addAll);
        var seen = summaries.standing(members, visible);
        var weights = summaries.weights(seen.values(), visible);
        var rows = new HashMap<Long, MergedRow>();
        for (var hit : answers) {
            var together = clustered.getOrDefault(hit.object(), List.of()).stream()
                    .filter(seen::containsKey)
                    .map(seen::get)
                    .toList();
            if (together.size() > 1) {
                rows.put(
                        hit.object(),
                        new MergedRow(
                                together.stream().map(Summaries.Seen::summary).toList(),
                                Summaries.merged(together, weights)));
            }
        }
        return rows;
    }

    private static Collection<Long> keys(List<Hit> answers) {
        return answers.stream().map(Hit::object).toList();
    }
}
