package theriac.hub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every law of `ARCHITECTURE.md` and every obeyed row of `docs/conformance/asvs.csv` names a test, and the tests
/// exist.
class LawsTest {

    private static final Path ROOT = Path.of(System.getProperty("theriac.root"));
    private static final Pattern LAW = Pattern.compile("(?ms)^(\\d+)\\. (.*?)(?=^\\d+\\. |\\z)");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)`");

    @Test
    void everyLawHasItsTest() throws IOException {
        var page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        var section = page.substring(page.indexOf("## Laws"), page.indexOf("## The tour"));
        var named = new LinkedHashMap<String, Set<String>>();
        var laws = LAW.matcher(section);
        while (laws.find()) {
            named.put(
                    laws.group(1),
                    TEST.matcher(laws.group(2)).results().map(r -> r.group(1)).collect(Collectors.toSet()));
        }
        assertThat(named).hasSize(10);
        var existing = tests();
        for (Map.Entry<String, Set<String>> law : named.entrySet()) {
            assertThat(law.getValue()).as("law " + law.getKey()).isNotEmpty().isSubsetOf(existing);
        }
    }

    @Test
    void everyRequirementOfTheSecurityStandardThatIsObeyedHasItsTest() throws IOException {
        var lines = Files.readAllLines(ROOT.resolve("docs/conformance/asvs.csv"));
        assertThat(lines.getFirst()).isEqualTo("requirement,status,test,what");
        var existing = tests();
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",", 4);
            assertThat(cells).as(line).hasSize(4);
            assertThat(cells[1]).as(line).isIn("obeyed", "partly", "gap");
            if (cells[1].equals("gap")) {
                assertThat(cells[2]).as(line).isEmpty();
            } else {
                assertThat(existing).as(line).contains(cells[2]);
            }
        }
    }

    private static Set<String> tests() throws IOException {
        var names = new TreeSet<String>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (var module : modules.toList()) {
                var folder = module.resolve("src/test/java");
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> name.endsWith("Test.java"))
                                .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
                    }
                }
            }
        }
        return names;
    }
}
