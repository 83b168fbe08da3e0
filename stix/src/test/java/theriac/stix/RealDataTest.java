package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import theriac.stix.json.JsonLimits;

/// Real intelligence validates without a false error after it is upgraded.
class RealDataTest {

    private static Path data(String place) {
        Path path = Path.of(System.getProperty("theriac.shared.data", "missing"), place);
        Assumptions.assumeTrue(
                Files.exists(path), "The shared data folder is absent, so real bundles are not checked: " + path);
        return path;
    }

    private static InputStream open(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        return path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static final class Tally implements BundleSink {
        private int objects;
        private final List<String> rejected = new ArrayList<>();
        private final Set<String> errors = new TreeSet<>();

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            objects++;
            Upgraded upgraded = Upgrade.toV21(object);
            count(upgraded.object());
            upgraded.additions().forEach(this::count);
        }

        private void count(StixObject object) {
            Validation.validate(object).stream()
                    .filter(Finding::isError)
                    .forEach(f -> errors.add(object.id() + " " + f.pointer() + " " + f.rule()));
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            rejected.add(pointer + " " + findings);
        }

        @Override
        public void finding(Finding finding) {
            rejected.add(finding.toString());
        }
    }

    private static void assertClean(String place, int objects, Set<String> knownErrors) throws IOException {
        Tally all = new Tally();
        try (Stream<Path> files = Files.walk(data(place))) {
            for (Path file :
                    files.filter(f -> f.toString().matches(".*\\.json(\\.gz)?")).toList()) {
                try (InputStream in = open(file)) {
                    BundleReader.read(in, JsonLimits.standard(), all);
                }
            }
        }
        assertThat(all.rejected).isEmpty();
        assertThat(all.objects).isGreaterThanOrEqualTo(objects);
        assertThat(all.errors).isEqualTo(knownErrors);
    }

    @Test
    void attackEnterpriseUpgradesAndValidatesClean() throws IOException {
        assertClean("knowledge/attack/enterprise-attack-stix20.json.gz", 24_771, Set.of());
    }

    @Test
    void attackIcsValidatesClean() throws IOException {
        for (String version : List.of("17.1", "18.0", "18.1")) {
            assertClean("knowledge/attack/ics-attack-" + version + ".json.gz", 1_600, Set.of());
        }
    }

    @Test
    void capecAndOpenCtiKnowledgeValidateClean() throws IOException {
        assertClean("knowledge/capec", 561, Set.of());
        assertClean("knowledge/opencti", 1, Set.of());
    }

    /// The three errors are in the data: two campaigns end before they begin, one identity class is a list.
    @Test
    void unit42BundlesHaveOnlyTheirOwnErrors() throws IOException {
        assertClean(
                "feeds/unit42/stix2",
                500,
                Set.of(
                        "campaign--75478d66-3f26-423b-9d03-8ca1fbe1c6ad /last_seen stix-properties-together",
                        "campaign--16efdab8-cb72-4a4a-b463-0a2a7e739d94 /last_seen stix-properties-together",
                        "identity--57d5873e-086d-49d3-b4c0-5d368e3849fc /identity_class stix-property-type"));
    }

    @Test
    void oasisExamplesValidateClean() throws IOException {
        assertClean("conformance/stix-objects/json-schemas/examples", 20, Set.of());
    }
}
