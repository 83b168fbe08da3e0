package theriac.taxii;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import theriac.testkit.Golden;

/// Keeps `docs/conformance/taxii.csv` true: each row names a test that exists, each trap has a row, and each test that
/// names a trap is in it.
class ConformanceLedgerTest {

    private static final int COLUMNS = 6;
    private static final Set<String> STATUSES = Set.of("obeyed", "chosen", "lenient", "client", "gap", "run");

    private record Row(String status, String test, String trap, String what) {}

    private static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(Golden.projectRoot().resolve("docs/conformance/taxii.csv"));
        assertThat(lines.getFirst()).isEqualTo("clause,level,status,test,trap,what");
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", COLUMNS);
            assertThat(cells).as(line).hasSize(COLUMNS);
            rows.add(new Row(cells[2], cells[3], cells[4], cells[5]));
        }
        return rows;
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String folder : List.of(
                "taxii/src/test/java",
                "hub/src/test/java/theriac/hub/sharing",
                "hub/src/test/java/theriac/hub/accounts")) {
            try (Stream<Path> files = Files.walk(Golden.projectRoot().resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file ->
                                sources.put(file.getFileName().toString().replace(".java", ""), read(file)));
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void everyRowNamesATestThatExistsOrIsAGapThatSaysWhy() throws IOException {
        Map<String, String> sources = sources();
        for (Row row : rows()) {
            assertThat(STATUSES).contains(row.status());
            if (row.status().equals("gap")) {
                assertThat(row.test()).isEmpty();
                assertThat(row.what()).isNotBlank();
                continue;
            }
            if (row.status()
                    .equals("run")) { // with somebody else's program, by hand: a scenario, and when and how it went
                assertThat(Golden.projectRoot().resolve(row.test())).exists();
                assertThat(row.what()).contains("Run on ");
                continue;
            }
            String[] names = row.test().split("#");
            assertThat(names).as(row.test()).hasSize(2);
            assertThat(sources).as(row.test()).containsKey(names[0]);
            assertThat(sources.get(names[0])).as(row.test()).contains(" " + names[1] + "(");
        }
    }

    @Test
    void everyTrapHasARow() throws IOException {
        Set<String> traps = rows().stream().map(Row::trap).collect(Collectors.toCollection(TreeSet::new));
        assertThat(traps)
                .containsAll(IntStream.rangeClosed(1, 34).mapToObj(i -> "T" + i).toList());
    }

    @Test
    void everyTestThatNamesATrapHasARow() throws IOException {
        Set<String> listed = new HashSet<>();
        rows().forEach(row -> listed.add(row.test()));
        sources()
                .forEach((name, source) -> source.lines()
                        .map(String::strip)
                        .filter(line -> line.matches("(default )?void t\\d+b?_.*\\(.*"))
                        .map(line -> name + "#"
                                + line.replaceFirst("^(default )?void ", "").replaceFirst("\\(.*", ""))
                        .forEach(test -> assertThat(listed).contains(test)));
    }
}
