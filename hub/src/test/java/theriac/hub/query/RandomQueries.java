package theriac.hub.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import theriac.hub.query.Query.Edge;
import theriac.hub.query.Query.Text;
import theriac.hub.query.Query.ValueTest;
import theriac.stix.Tlp;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Random questions in canonical form, from a small vocabulary so that they fit often enough.
public final class RandomQueries {

    private final Random random;
    private final Vocabulary vocabulary;

    /// What the questions are about.
    ///
    /// @param moments microseconds since 1970
    public record Vocabulary(
            List<String> words,
            List<String> values,
            List<String> labels,
            List<String> sources,
            List<String> types,
            List<String> ids,
            List<Long> moments) {}

    public RandomQueries(Random random, Vocabulary vocabulary) {
        this.random = random;
        this.vocabulary = vocabulary;
    }

    public Query next(int depth) {
        return switch (depth <= 0 ? 9 : random.nextInt(10)) {
            case 0, 1 -> new Query.And(parts(depth, Query.And.class));
            case 2, 3 -> new Query.Or(parts(depth, Query.Or.class));
            case 4 -> not(next(depth - 1));
            default -> term();
        };
    }

    private static Query not(Query part) {
        return part instanceof Query.Not(var inner) ? inner : new Query.Not(part);
    }

    private List<Query> parts(int depth, Class<? extends Query> unlike) {
        var parts = new ArrayList<Query>();
        while (parts.size() < 2 || random.nextInt(3) == 0) {
            var part = next(depth - 1);
            if (!unlike.isInstance(part)) {
                parts.add(part);
            }
        }
        return parts;
    }

    public Query term() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> new Query.Anything(random.nextInt(3) == 0 ? new Text(of(vocabulary.values()), false) : text());
            case 2 -> new Query.Name(text());
            case 3 -> new Query.Label(new Text(of(vocabulary.labels()), false));
            case 4 -> new Query.Source(new Text(of(vocabulary.sources()), false));
            case 5 ->
                random.nextInt(3) == 0
                        ? new Query.Linked(Query.Link.TECHNIQUE, new Text("T1566", false))
                        : new Query.Linked(random.nextBoolean() ? Query.Link.ACTOR : Query.Link.MALWARE, text());
            case 6 -> new Query.Type(of(vocabulary.types()));
            case 7 -> new Query.Id(of(vocabulary.ids()));
            case 8, 9 -> new Query.Value(test());
            case 10 -> new Query.Revoked(random.nextInt(3) == 0);
            case 11 -> labelled();
            case 12 -> reliable();
            case 13 -> figure();
            default -> during();
        };
    }

    private Text text() {
        var first = of(vocabulary.words());
        if (random.nextInt(4) == 0) {
            return new Text(first + " " + of(vocabulary.words()), false);
        }
        if (random.nextInt(4) == 0 && first.length() > 4) {
            var prefix = new Text(first.substring(0, 3 + random.nextInt(first.length() - 3)), true);
            return prefix.words().getLast().length() < 3 ? new Text(first, false) : prefix;
        }
        return new Text(first, false);
    }

    private ValueTest test() {
        var value = of(vocabulary.values());
        return switch (random.nextInt(3)) {
            case 0 -> new ValueTest.Prefix(value.substring(0, Math.max(3, value.length() / 2)));
            case 1 -> new ValueTest.Suffix(random.nextBoolean() ? ".example" : "@mail.example");
            default ->
                new ValueTest.Exact(
                        value, Values.recognize(value).orElseGet(() -> new NormalValue(ValueKind.OTHER, value)));
        };
    }

    private Query labelled() {
        int from = random.nextInt(5);
        return new Query.Labelled(Tlp.values()[from], Tlp.values()[from + random.nextInt(5 - from)]);
    }

    private Query reliable() {
        return switch (random.nextInt(3)) {
            case 0 -> new Query.Reliable('A', (char) ('A' + random.nextInt(5)));
            case 1 -> new Query.Reliable((char) ('A' + random.nextInt(5)), 'E');
            default -> new Query.Reliable('F', 'F');
        };
    }

    private Query figure() {
        var measure = Query.Measure.values()[random.nextInt(3)];
        int from = random.nextInt(measure == Query.Measure.SOURCES ? 4 : 101);
        int most = measure == Query.Measure.SOURCES ? 4 : 100;
        return new Query.Figure(
                measure, from, random.nextBoolean() ? measure.most() : from + random.nextInt(most - from + 1));
    }

    private Query during() {
        var moment = Query.Moment.values()[random.nextInt(4)];
        return new Query.During(moment, edge(), edge());
    }

    private Edge edge() {
        long micros = of(vocabulary.moments());
        var at = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
        return switch (random.nextInt(5)) {
            case 0 -> new Edge.Open();
            case 1 -> new Edge.Now();
            case 2 -> new Edge.Ago(1 + random.nextInt(60), "mhdw".charAt(random.nextInt(4)));
            case 3 -> new Edge.Day(LocalDate.ofInstant(at, java.time.ZoneOffset.UTC));
            default -> new Edge.At(at);
        };
    }

    private <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
