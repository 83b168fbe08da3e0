package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// `docs/conformance/stix.csv` says of every clause what became of it: `done` and `gap` name a test, and the test of a
/// gap fails when the gap closes; `user` is for those who use the library, with the reason.
class StixLedgerTest {

    private static final Path ROOT = Path.of(System.getProperty("theriac.root", ".."));
    private static final String VECTORS = ClauseVectorsTest.class.getName() + "#";

    private record Row(String clause, String level, String status, String what, String test) {}

    private static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/conformance/stix.csv"));
        assertThat(lines.getFirst()).isEqualTo("clause,level,status,what,test");
        return lines.subList(1, lines.size()).stream().map(StixLedgerTest::row).toList();
    }

    /// Only the fourth column may be quoted.
    private static Row row(String line) {
        String[] head = line.split(",", 4);
        int end = head[3].lastIndexOf(',');
        return new Row(head[0], head[1], head[2], head[3].substring(0, end), head[3].substring(end + 1));
    }

    @Test
    void everyTestThatTheLedgerNamesExists() throws IOException {
        Map<String, String> sources = new HashMap<>();
        Set<String> keys = keys(false);
        List<String> missing = new ArrayList<>();
        for (Row row : rows()) {
            assertThat(row.status()).as(row.toString()).isIn("done", "advice", "user");
            assertThat(row.test().isEmpty())
                    .as(row.toString())
                    .isEqualTo(row.status().equals("user"));
            boolean there = row.test().isEmpty()
                    || (row.test().startsWith(VECTORS)
                            ? keys.contains(row.test().substring(VECTORS.length()))
                            : isMethod(row.test(), sources));
            if (!there) {
                missing.add(row.toString());
            }
        }
        assertThat(missing).isEmpty();
    }

    /// The places where implementations are known to go wrong, S1 to S26 for objects and P1 to P21 for patterns.
    @Test
    void everyKnownTrapHasItsTests() throws IOException {
        List<String> expected = new ArrayList<>();
        IntStream.rangeClosed(1, 26).forEach(i -> expected.add("S" + i));
        IntStream.rangeClosed(1, 21).forEach(i -> expected.add("P" + i));
        Map<String, String> sources = new HashMap<>();
        List<String> traps = new ArrayList<>();
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/conformance/stix-traps.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split(",");
            traps.add(columns[0]);
            assertThat(columns[1].split(" ")).as(line).allMatch(test -> isMethod(test, sources));
        }
        assertThat(traps).isEqualTo(expected);
    }

    private static boolean isMethod(String test, Map<String, String> sources) {
        String type = test.substring(0, test.indexOf('#'));
        String source = sources.computeIfAbsent(type, StixLedgerTest::source);
        return source.contains("void " + test.substring(test.indexOf('#') + 1) + "(");
    }

    private static String source(String type) {
        try {
            return Files.readString(ROOT.resolve("stix/src/test/java/" + type.replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyClauseVectorStandsInTheLedgerAndAdviceIsCalledAdvice() throws IOException {
        Set<String> all = new TreeSet<>();
        Set<String> advice = new TreeSet<>();
        for (Row row : rows()) {
            if (row.test().startsWith(VECTORS)) {
                assertThat(all.add(row.test().substring(VECTORS.length())))
                        .as(row.toString())
                        .isTrue();
                if (row.status().equals("advice")) {
                    advice.add(row.test().substring(VECTORS.length()));
                }
            }
        }
        assertThat(all).isEqualTo(keys(false));
        assertThat(advice).isEqualTo(keys(true));
    }

    private static Set<String> keys(boolean adviceOnly) {
        Set<String> keys = new TreeSet<>();
        ClauseVectorsTest.clauses()
                .filter(clause -> !adviceOnly || clause.isAdvice())
                .forEach(clause -> keys.add(clause.key()));
        return keys;
    }
}
