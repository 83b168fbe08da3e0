package theriac.hub.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The language: what is read, what is printed, and where a fault points.
class QueryLanguageTest {

    /// One line each: the question, ` => `, and its printed form, or `offset: words of the sentence`.
    static List<String> vectors() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "vectors", "query", "language.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void questionsMeanWhatTheVectorsSay(String line) {
        var ends = line.split(" => ", 2);
        var said = switch (QueryParser.parse(ends[0])) {
            case QueryParsed.Understood(var query) -> QueryPrinter.print(query);
            case QueryParsed.Fault(var at, var sentence) -> "!" + at + " " + sentence;
        };
        if (ends[1].startsWith("!")) {
            assertThat(said).startsWith(ends[1]);
        } else {
            assertThat(said).isEqualTo(ends[1]);
        }
    }

    @Test
    void readingWhatWasPrintedGivesAnEqualQuestion() {
        long seed = new Random().nextLong();
        var queries = new RandomQueries(
                new Random(seed),
                new RandomQueries.Vocabulary(
                        List.of("emotet", "Grey Ferret", "coördinatie", "a\\b\"c", "AND", "x(y)", "-dash", "star*dust"),
                        List.of("evil.example", "https://evil.example/a?b=c", "10.0.0.0/8", "a b", "evil[.]example"),
                        List.of("phishing", "tlp:amber", "TO"),
                        List.of("Feed one", "[bracket]"),
                        List.of("indicator", "malware", "x-custom", "indicater"),
                        List.of("indicator--11111111-1111-4111-8111-111111111111"),
                        List.of(0L, 1_764_000_000_123_456L, -62_135_596_800_000_000L, 253_402_300_799_999_999L)));
        for (int i = 0; i < 20_000; i++) {
            var query = queries.next(4);
            var printed = QueryPrinter.print(query);
            assertThat(QueryParser.parse(printed))
                    .as("seed %d: %s", seed, printed)
                    .isEqualTo(new QueryParsed.Understood(query));
        }
    }

    @Test
    void noTextBringsTheParserDown() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var pieces = List.of(
                "(",
                ")",
                "[",
                "]",
                "\"",
                "*",
                "-",
                "NOT ",
                "AND ",
                "OR ",
                " TO ",
                "type",
                ":",
                "<=",
                ">",
                "tlp",
                "7d",
                "now",
                "value",
                "seen",
                "\\",
                "é",
                "\u0000",
                "\ud800",
                " ",
                "evil.example",
                "12");
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            var parsed = QueryParser.parse(text.toString());
            if (parsed instanceof QueryParsed.Fault(var at, var sentence)) {
                assertThat(at).as("seed %d: %s", seed, text).isBetween(0, text.length());
                assertThat(sentence).as("seed %d: %s", seed, text).hasSizeGreaterThan(20);
            }
        }
    }

    @Test
    void aQuestionIsBounded() {
        assertThat(QueryParser.parse("a ".repeat(101))).isInstanceOf(QueryParsed.Fault.class);
        assertThat(QueryParser.parse("(".repeat(1_000))).isInstanceOf(QueryParsed.Fault.class);
        assertThat(QueryParser.parse("NOT ".repeat(900) + "a")).isInstanceOf(QueryParsed.Fault.class);
        assertThat(QueryParser.parse("a".repeat(5_000))).isInstanceOf(QueryParsed.Fault.class);
    }
}
