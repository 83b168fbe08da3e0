package theriac.hub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The page of limits says what the code does.
class LimitsPageTest {

    /// what | number | what happens | class and constant
    private static final Pattern ROW = Pattern.compile(
            "^\\| ([^|]+) \\| ([0-9,]+) \\| [^|]+ \\| `([a-zA-Z.]+)\\.([A-Z_]+)` \\|$", Pattern.MULTILINE);

    private static final long MEGABYTE = 1 << 20;

    @ParameterizedTest
    @MethodSource("rows")
    void aRowSaysWhatTheCodeHolds(String what, long said, Class<?> where, String constant)
            throws ReflectiveOperationException {
        var field = where.getDeclaredField(constant);
        field.setAccessible(true);
        long held = ((Number) field.get(null)).longValue();
        assertThat(said).as(what).isEqualTo(what.endsWith(", in MB") ? held / MEGABYTE : held);
    }

    static Stream<Object[]> rows() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("theriac.root"), "docs", "operate", "limits.md"));
        var rows = ROW.matcher(page).results().toList();
        assertThat(rows).as("every row of every table").hasSameSizeAs(tableRows(page));
        return rows.stream().map(LimitsPageTest::row);
    }

    private static List<String> tableRows(String page) {
        return page.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what "))
                .toList();
    }

    private static Object[] row(MatchResult row) {
        try {
            return new Object[] {
                row.group(1),
                Long.parseLong(row.group(2).replace(",", "")),
                Class.forName("theriac.hub." + row.group(3)),
                row.group(4)
            };
        } catch (ClassNotFoundException unknown) {
            throw new AssertionError("The page of limits names a class that is not there.", unknown);
        }
    }
}
