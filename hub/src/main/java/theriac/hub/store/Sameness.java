package theriac.hub.store;

import java.util.List;
import java.util.function.Function;
import theriac.hub.query.Query;

/// A question about one object is a question about everything that is said to be the same. Pure.
final class Sameness {

    private Sameness() {}

    /// @param same the ids of an object's cluster, its own included
    static Query widened(Query query, Function<String, List<String>> same) {
        return switch (query) {
            case Query.Id(var id) -> ids(query, same.apply(id));
            case Query.And(var parts) ->
                new Query.And(parts.stream().map(part -> widened(part, same)).toList());
            case Query.Or(var parts) ->
                new Query.Or(parts.stream().map(part -> widened(part, same)).toList());
            case Query.Not(var part) -> new Query.Not(widened(part, same));
            case Query.Anything anything -> anything(anything, same);
            default -> query;
        };
    }

    private static Query anything(Query.Anything anything, Function<String, List<String>> same) {
        var text = anything.text().text();
        return theriac.stix.StixId.parse(text).isEmpty() ? anything : ids(anything, same.apply(text));
    }

    private static Query ids(Query own, List<String> ids) {
        return ids.size() < 2
                ? own
                : new Query.Or(ids.stream().<Query>map(Query.Id::new).toList());
    }
}
