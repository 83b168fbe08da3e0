package theriac.hub.query;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Query.ValueTest;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// The meaning of questions, in Java: for live rules, and as the yardstick of the SQL. Pure and thread-safe.
public final class Matcher {

    private Matcher() {}

    /// @param now the moment of the question; scores in the subject must be of the same moment
    public static boolean matches(Query query, Subject subject, Instant now) {
        return switch (query) {
            case Query.All a -> true;
            case Query.And(var parts) -> parts.stream().allMatch(part -> matches(part, subject, now));
            case Query.Or(var parts) -> parts.stream().anyMatch(part -> matches(part, subject, now));
            case Query.Not(var part) -> !matches(part, subject, now);
            case Query.Anything anything -> anything(anything, subject);
            case Query.Name(var text) -> named(text, subject);
            case Query.Label(var text) -> subject.labels().stream().anyMatch(label -> equal(text, label));
            case Query.Source(var text) -> subject.sources().stream().anyMatch(source -> equal(text, source));
            case Query.Linked linked -> linked(linked, subject);
            case Query.Type(var type) -> subject.id().type().equals(type);
            case Query.Id(var id) -> subject.id().text().equals(id);
            case Query.Value(var test) -> holds(test, subject.values());
            case Query.Concerns(var whom, var footprint) ->
                footprint
                        .orElseThrow(() -> new IllegalStateException("Nobody said what there is."))
                        .isTouchedBy(subject);
            case Query.Revoked(var revoked) -> subject.revoked() == revoked;
            case Query.Labelled(var from, var to) ->
                subject.tlp().compareTo(from) >= 0 && subject.tlp().compareTo(to) <= 0;
            case Query.Reliable(var from, var to) ->
                subject.reliabilities().stream().anyMatch(letter -> letter >= from && letter <= to);
            case Query.Figure figure -> figure(figure, subject);
            case Query.During during -> during(during, subject, now);
        };
    }

    private static boolean anything(Query.Anything anything, Subject subject) {
        var text = anything.text();
        return subject.words().holds(text.words(), text.prefix(), false)
                || anything.value()
                        .filter(test -> holds(test, subject.values()))
                        .isPresent()
                || !text.prefix() && subject.id().text().equals(text.text());
    }

    private static boolean named(Text text, Subject subject) {
        if (subject.narrative()) {
            return subject.words().holds(text.words(), text.prefix(), true);
        }
        return Folding.fold(subject.name()).contains(sought(text));
    }

    /// As it is looked for in a folded text.
    public static String sought(Text text) {
        var folded = Folding.fold(text.text());
        return text.prefix() ? folded.substring(0, folded.length() - 1) : folded;
    }

    private static boolean equal(Text text, String whole) {
        var folded = Folding.fold(whole);
        return text.prefix() ? folded.startsWith(sought(text)) : folded.equals(sought(text));
    }

    private static boolean holds(ValueTest test, List<NormalValue> values) {
        return switch (test) {
            case ValueTest.Exact(var text, var value) ->
                value.kind() == ValueKind.OTHER
                        ? values.stream().anyMatch(v -> v.text().equals(value.text()))
                        : values.contains(value);
            case ValueTest.Prefix prefix ->
                values.stream().anyMatch(v -> prefix.forms().stream().anyMatch(v.text()::startsWith));
            case ValueTest.Suffix(var text) ->
                values.stream()
                        .anyMatch(v -> (v.kind() == ValueKind.DOMAIN || v.kind() == ValueKind.EMAIL)
                                && v.text().endsWith(text));
        };
    }

    private static boolean linked(Query.Linked linked, Subject subject) {
        return means(linked, subject) || subject.links().stream().anyMatch(link -> meant(linked, link));
    }

    /// Whether a link of a question leads to an object.
    public static boolean means(Query.Linked linked, Subject end) {
        return meant(linked, new Subject.Neighbour(end.id().type(), end.words(), end.values()));
    }

    private static boolean meant(Query.Linked linked, Subject.Neighbour end) {
        if (!linked.link().types().contains(end.type())) {
            return false;
        }
        var text = linked.text();
        if (linked.link() != Query.Link.TECHNIQUE) {
            return end.words().holds(text.words(), text.prefix(), true);
        }
        return end.values().stream()
                .filter(v -> v.kind() == ValueKind.TECHNIQUE)
                .anyMatch(v -> v.text().equals(text.text()) || v.text().startsWith(text.text() + "."));
    }

    private static boolean figure(Query.Figure figure, Subject subject) {
        OptionalInt value = switch (figure.measure()) {
            case CONFIDENCE -> subject.confidence();
            case SCORE -> OptionalInt.of(subject.score());
            case SOURCES -> OptionalInt.of(subject.sources().size());
        };
        return value.isPresent() && value.getAsInt() >= figure.from() && value.getAsInt() <= figure.to();
    }

    private static boolean during(Query.During during, Subject subject, Instant now) {
        var first = during.from().first(now);
        var last = during.to().last(now);
        return switch (during.moment()) {
            case CREATED -> inside(subject.created(), first, last);
            case MODIFIED -> inside(subject.modified(), first, last);
            case ADDED -> inside(OptionalLong.of(subject.added()), first, last);
            case SEEN -> subject.seen().stream().anyMatch(at -> inside(OptionalLong.of(at), first, last));
        };
    }

    private static boolean inside(OptionalLong at, OptionalLong first, OptionalLong last) {
        return at.isPresent()
                && (first.isEmpty() || at.getAsLong() >= first.getAsLong())
                && (last.isEmpty() || at.getAsLong() <= last.getAsLong());
    }
}
