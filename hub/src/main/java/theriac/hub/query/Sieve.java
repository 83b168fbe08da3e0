package theriac.hub.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Query.ValueTest;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Many questions, of which those are found that may choose an object, without asking all of them: each is filed under
/// something that an object must have (a value, a word, a label, an id, a type), and only what says nothing of the kind
/// is asked of everything. Immutable, safe between threads.
///
/// @param <T> what names a question
public final class Sieve<T> {

    private final Map<T, Query> widened = new LinkedHashMap<>();
    private final Map<String, List<T>> filed = new HashMap<>();
    private final List<T> unfiled = new ArrayList<>();

    public Sieve(Map<T, Query> questions) {
        questions.forEach((name, question) -> {
            var query = Following.widened(question);
            widened.put(name, query);
            marks(query)
                    .ifPresentOrElse(
                            marks -> marks.texts()
                                    .forEach(mark -> filed.computeIfAbsent(mark, _ -> new ArrayList<>(1))
                                            .add(name)),
                            () -> unfiled.add(name));
        });
    }

    /// The questions that could choose an object with this content, whoever says it and whoever looks.
    ///
    /// @param content a subject of which only the content is asked
    public Set<T> through(Subject content, java.time.Instant now) {
        var through = new HashSet<T>();
        for (var name : unfiled) {
            ask(name, content, now, through);
        }
        if (!filed.isEmpty()) {
            for (var mark : marks(content)) {
                for (var name : filed.getOrDefault(mark, List.of())) {
                    ask(name, content, now, through);
                }
            }
        }
        return through;
    }

    private void ask(T name, Subject content, java.time.Instant now, Set<T> through) {
        var query = widened.get(name);
        if (query != null && !through.contains(name) && Matcher.matches(query, content, now)) {
            through.add(name);
        }
    }

    /// What an object has, as questions are filed.
    private static Set<String> marks(Subject content) {
        var marks = new HashSet<String>();
        marks.add("type " + content.id().type());
        marks.add("id " + content.id().text());
        content.values().forEach(value -> {
            marks.add("value " + value.text());
            marks.add(of(value));
        });
        content.labels().forEach(label -> marks.add("label" + Folding.fold(label)));
        content.words().all().forEach(word -> marks.add("word " + word));
        Words.split(content.name()).forEach(word -> marks.add("word " + word));
        return marks;
    }

    private static String of(NormalValue value) {
        return "value " + value.kind().code() + " " + value.text();
    }

    /// An object that a question chooses has one of these.
    ///
    /// @param rank the lower, the fewer objects have one
    private record Marks(int rank, Set<String> texts) {

        Marks or(Marks other) {
            var all = new HashSet<>(texts);
            all.addAll(other.texts);
            return new Marks(Math.max(rank, other.rank), all);
        }
    }

    private static Optional<Marks> marks(Query query) {
        return switch (query) {
            case Query.And(var parts) ->
                parts.stream()
                        .flatMap(part -> marks(part).stream())
                        .min(java.util.Comparator.comparingInt(Marks::rank));
            case Query.Or(var parts) ->
                parts.stream()
                        .map(Sieve::marks)
                        .reduce((a, b) -> a.flatMap(one -> b.map(one::or)))
                        .orElseThrow();
            case Query.Anything anything -> marks(anything);
            case Query.Name(var text) -> word(text);
            case Query.Label(var text)
            when !text.prefix() -> Optional.of(new Marks(3, Set.of("label" + Folding.fold(text.text()))));
            case Query.Type(var type) -> Optional.of(new Marks(4, Set.of("type " + type)));
            case Query.Id(var id) -> Optional.of(new Marks(0, Set.of("id " + id)));
            case Query.Value(var test) -> value(test);
            default -> Optional.empty();
        };
    }

    /// As a word, as a value or as an id.
    private static Optional<Marks> marks(Query.Anything anything) {
        var words = word(anything.text())
                .map(marks ->
                        marks.or(new Marks(0, Set.of("id " + anything.text().text()))));
        return anything.value().isEmpty()
                ? words
                : words.flatMap(marks -> value(anything.value().orElseThrow()).map(marks::or));
    }

    private static Optional<Marks> value(ValueTest test) {
        return test instanceof ValueTest.Exact(var text, var value)
                ? Optional.of(
                        new Marks(1, Set.of(value.kind() == ValueKind.OTHER ? "value " + value.text() : of(value))))
                : Optional.empty();
    }

    /// The longest of the words that must stand there as a whole.
    private static Optional<Marks> word(Text text) {
        var words = text.words();
        return words.subList(0, text.prefix() ? words.size() - 1 : words.size()).stream()
                .max(java.util.Comparator.comparingInt(String::length))
                .map(word -> new Marks(2, Set.of("word " + word)));
    }
}
