package theriac.hub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// `docs/conformance/components.csv` says since when each version of what the project is built on is the
/// one in use, so that the promise of `SECURITY.md`, to look at each of them every quarter, can be broken
/// visibly.
class ComponentsTest {

    private static final int DAYS = 92;
    private static final Pattern PROPERTY = Pattern.compile("<([a-z0-9.-]+)\\.version>(\\d[^<]*)</\\1\\.version>");
    private static final Pattern ARTIFACT =
            Pattern.compile("<artifactId>([^<]*)</artifactId>\\s*<version>(\\d[^<]*)</version>");

    @Test
    void theListNamesEveryVersionInUseAndNoOther() throws IOException {
        var listed = new TreeMap<String, String>();
        for (var cells : rows()) {
            assertThat(LocalDate.parse(cells[2])).as(cells[0]).isAfter(LocalDate.of(2026, 1, 1));
            assertThat(listed.put(cells[0], cells[1])).as("twice: " + cells[0]).isNull();
        }
        assertThat(listed)
                .as("a new version comes with its line in docs/conformance/components.csv and the day it was taken")
                .isEqualTo(used());
    }

    /// A promise about time needs a clock: what nobody looked at for a quarter fails the nightly run, and
    /// no other.
    @Test
    @EnabledIfSystemProperty(named = "theriac.nightly", matches = "true")
    void everyVersionWasLookedAtWithinAQuarter() throws IOException {
        var oldest = LocalDate.now(Clock.systemUTC()).minusDays(DAYS);
        assertThat(rows().stream()
                        .filter(cells -> LocalDate.parse(cells[2]).isBefore(oldest))
                        .map(cells -> cells[0]))
                .as("look for newer versions and for advisories, then write today's date")
                .isEmpty();
    }

    /// Name, version, day.
    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(Golden.projectRoot().resolve("docs/conformance/components.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", 3))
                .toList();
    }

    private static Map<String, String> used() throws IOException {
        var used = new TreeMap<String, String>();
        try (Stream<Path> rooms = Files.list(Golden.projectRoot())) {
            var poms = Stream.concat(
                            Stream.of(Golden.projectRoot()),
                            rooms.filter(room -> Files.exists(room.resolve("pom.xml"))))
                    .map(room -> room.resolve("pom.xml"))
                    .toList();
            for (var pom : poms) {
                var text = Files.readString(pom);
                PROPERTY.matcher(text).results().forEach(found -> used.put(found.group(1), found.group(2)));
                ARTIFACT.matcher(text)
                        .results()
                        .filter(found -> !found.group(1).startsWith("theriac"))
                        .forEach(found -> used.put(found.group(1), found.group(2)));
            }
        }
        var workbench =
                (JsonObject) Json.read(Files.readString(Golden.projectRoot().resolve("workbench/package.json")));
        for (var part : new String[] {"dependencies", "devDependencies"}) {
            var versions = workbench.object(part).orElseThrow();
            versions.names().forEach(name -> used.put(name, versions.text(name).orElseThrow()));
        }
        assertThat(used).hasSizeGreaterThan(50);
        return used;
    }
}
