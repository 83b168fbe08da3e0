package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternLedgerTest {

    private static final Path ROOT = Path.of(System.getProperty("theriac.root", ".."));

    @Test
    void everyTestThatTheLedgerNamesExists() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/conformance/stix-patterns.csv"));
        assertThat(lines).hasSizeGreaterThan(30);
        for (String line : lines.subList(1, lines.size())) {
            String test = line.substring(line.lastIndexOf(',') + 1);
            if (test.isEmpty()) {
                assertThat(line).as("only a gap has no test").contains(",gap,");
                continue;
            }
            String type = test.substring(0, test.indexOf('#'));
            String source = Files.readString(ROOT.resolve("stix/src/test/java/" + type.replace('.', '/') + ".java"));
            assertThat(source).as(line).contains("void " + test.substring(test.indexOf('#') + 1) + "(");
        }
    }
}
