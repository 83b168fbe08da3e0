package theriac.hub.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import theriac.hub.query.Query.Edge;
import theriac.hub.query.Query.Moment;

/// What can be said of a question whose answer is kept up to date by reading the ledger, without asking it of
/// everything again and again. Pure.
public final class Following {

    private static final String MARK = "listed";

    private Following() {}

    /// Why the answer cannot be kept up to date: it changes with the clock, or with other objects, of which nothing
    /// in the history of the object itself tells.
    ///
    /// @return a sentence for whoever asks; empty when it can
    public static Optional<String> objection(Query query) {
        return leaves(query)
                .flatMap(leaf -> switch (leaf) {
                    case Query.Linked linked ->
                        Stream.of(
                                "What an object is linked with (technique, actor, malware) changes with other objects.");
                    case Query.Concerns concerns ->
                        Stream.of("What concerns an organisation changes with what it has.");
                    case Query.Figure(var measure, var from, var to)
                    when measure == Query.Measure.SCORE ->
                        Stream.of("The score fades with time: ask for the confidence.");
                    case Query.Label(var text)
                    when isMark(text) ->
                        Stream.of(
                                "What is on a warning list changes with that list, not with the object. A profile for controls"
                                        + " can ask for it, because its files are asked for anew, and a collection can be filled by"
                                        + " hand from a search.");
                    case Query.During(var moment, var from, var to)
                    when moment == Moment.SEEN -> Stream.of("When an object was seen changes with the sightings.");
                    case Query.During(var moment, var from, var to)
                    when moves(from) || moves(to) ->
                        Stream.of("A span that is counted from now moves with the clock: give fixed days.");
                    default -> Stream.empty();
                })
                .findFirst()
                .map(why -> why + " A collection cannot follow that.");
    }

    /// Whether something besides the object and its own claims decides: what it is linked with, who saw it, how its
    /// confidence fades, what warning lists say.
    public static boolean elsewhere(Query query) {
        return leaves(query).anyMatch(Following::isElsewhere);
    }

    private static boolean isElsewhere(Query leaf) {
        return switch (leaf) {
            case Query.Linked linked -> true;
            case Query.Figure(var measure, var from, var to) -> measure == Query.Measure.SCORE;
            case Query.During(var moment, var from, var to) -> moment == Moment.SEEN;
            default -> isMarked(leaf);
        };
    }

    /// The links that a question asks for.
    public static List<Query.Linked> links(Query query) {
        return leaves(query)
                .flatMap(leaf -> leaf instanceof Query.Linked linked ? Stream.of(linked) : Stream.empty())
                .distinct()
                .toList();
    }

    /// Whether it asks for the hub's own mark of what is on a warning list.
    public static boolean isMarked(Query leaf) {
        return leaf instanceof Query.Label(var text) && isMark(text);
    }

    /// Whether the answer depends on what an organisation has, which only a search looks up.
    public static boolean concerns(Query query) {
        return leaves(query).anyMatch(Query.Concerns.class::isInstance);
    }

    /// The question with what organisations have filled in.
    ///
    /// @param footprint of `us` or of a name
    public static Query known(Query query, java.util.function.Function<Query.Text, Footprint> footprint) {
        return switch (query) {
            case Query.And(var parts) ->
                new Query.And(parts.stream().map(part -> known(part, footprint)).toList());
            case Query.Or(var parts) ->
                new Query.Or(parts.stream().map(part -> known(part, footprint)).toList());
            case Query.Not(var part) -> new Query.Not(known(part, footprint));
            case Query.Concerns(var whom, var before) ->
                new Query.Concerns(whom, Optional.of(before.orElseGet(() -> footprint.apply(whom))));
            default -> query;
        };
    }

    /// `listed:…`: the hub's own mark of what is on a warning list.
    private static boolean isMark(Query.Text text) {
        var label = Folding.fold(text.text()).strip();
        return label.startsWith(MARK + " ") || text.prefix() && !label.isEmpty() && MARK.startsWith(label);
    }

    private static boolean moves(Edge edge) {
        return edge instanceof Edge.Ago || edge instanceof Edge.Now;
    }

    private static Stream<Query> leaves(Query query) {
        return switch (query) {
            case Query.And(var parts) -> parts.stream().flatMap(Following::leaves);
            case Query.Or(var parts) -> parts.stream().flatMap(Following::leaves);
            case Query.Not(var part) -> leaves(part);
            default -> Stream.of(query);
        };
    }

    /// Whether the answer lies in the content of a version alone, whoever says so and whoever looks.
    public static boolean isOfContent(Query query) {
        return leaves(query).allMatch(Following::leafIsOfContent);
    }

    private static boolean leafIsOfContent(Query leaf) {
        return switch (leaf) {
            case Query.All all -> true;
            case Query.Anything anything -> true;
            case Query.Name name -> true;
            case Query.Label(var text) -> !isMark(text);
            case Query.Type type -> true;
            case Query.Id id -> true;
            case Query.Value value -> true;
            case Query.During(var moment, var from, var to) -> moment == Moment.CREATED || moment == Moment.MODIFIED;
            default -> false;
        };
    }

    /// A question of content alone that holds wherever this one can hold, for whatever viewer.
    public static Query widened(Query query) {
        if (isOfContent(query)) {
            return query;
        }
        return switch (query) {
            case Query.And(var parts) ->
                all(parts.stream().map(Following::widened).toList());
            case Query.Or(var parts) ->
                any(parts.stream().map(Following::widened).toList());
            default -> new Query.All();
        };
    }

    private static Query all(List<Query> parts) {
        var narrowing = new ArrayList<Query>();
        for (var part : parts) {
            if (!(part instanceof Query.All)) {
                narrowing.add(part);
            }
        }
        return switch (narrowing.size()) {
            case 0 -> new Query.All();
            case 1 -> narrowing.getFirst();
            default -> new Query.And(narrowing);
        };
    }

    private static Query any(List<Query> parts) {
        return parts.stream().anyMatch(part -> part instanceof Query.All) ? new Query.All() : new Query.Or(parts);
    }
}
