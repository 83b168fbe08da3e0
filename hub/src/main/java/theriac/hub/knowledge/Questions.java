package theriac.hub.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.query.QueryPrinter;

/// Turns what came over HTTP into a question.
final class Questions {

    private Questions() {}

    /// @throws Problem bad request, with the character where it went wrong
    static Query of(String query) {
        return switch (QueryParser.parse(query)) {
            case QueryParsed.Understood(var understood) -> understood;
            case QueryParsed.Fault(var at, var sentence) ->
                throw Problem.badRequest(
                        "The question cannot be understood at character %d: %s".formatted(at + 1, sentence));
        };
    }

    /// The question and the simple parameters beside it: all of them must hold.
    static Query all(String query, Collection<String> types, String words, String value) {
        var text = new StringBuilder();
        join(text, types.stream().map(type -> "type:" + quoted(type)).toList(), " OR ");
        if (!value.isBlank()) {
            text.append(" value:").append(quoted(value.strip()));
        }
        var parts = new ArrayList<Query>();
        add(parts, of(query));
        add(parts, of(text.toString()));
        add(parts, words(words.strip()));
        return parts.isEmpty() ? new Query.All() : parts.size() == 1 ? parts.getFirst() : new Query.And(parts);
    }

    /// A value or an id as a whole; otherwise every word, or its beginning.
    private static Query words(String words) {
        if (words.isBlank()) {
            return new Query.All();
        }
        var whole = of(quoted(words));
        if (whole instanceof Query.Anything anything && (anything.value().isPresent() || words.contains("--"))) {
            return whole;
        }
        var text = new StringBuilder();
        var each = theriac.hub.query.Words.split(words).stream()
                .map(word -> quoted(word) + (word.length() < 3 ? "" : "*"))
                .toList();
        join(text, each, " ");
        return of(text.toString());
    }

    private static void add(ArrayList<Query> parts, Query query) {
        switch (query) {
            case Query.All a -> {}
            case Query.And(var inner) -> parts.addAll(inner);
            default -> parts.add(query);
        }
    }

    private static void join(StringBuilder text, Collection<String> parts, String between) {
        text.append(parts.isEmpty() ? "" : "(" + String.join(between, parts) + ")");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static SearchRoutes.QueryCheck check(String query) {
        return switch (QueryParser.parse(query)) {
            case QueryParsed.Understood(var understood) ->
                new SearchRoutes.QueryCheck(
                        Optional.of(QueryPrinter.print(understood)), Optional.empty(), Optional.empty());
            case QueryParsed.Fault(var at, var sentence) ->
                new SearchRoutes.QueryCheck(Optional.empty(), Optional.of(at), Optional.of(sentence));
        };
    }
}
