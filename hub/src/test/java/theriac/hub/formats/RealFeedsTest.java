package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.Severity;
import theriac.stix.StixObject;
import theriac.stix.Validation;
import theriac.testkit.Golden;
import theriac.testkit.Vectors;

/// Every file of the real feeds, advisories, knowledge and warning lists: which kind of source reads it, what
/// was read, rejected and remarked, by rule, or why no source reads it. A number that falls is a regression;
/// nothing is dropped without a word. What our readers make is valid STIX.
class RealFeedsTest {

    private static final List<String> PARTS = List.of("advisories", "feeds", "knowledge", "warninglists");

    @Test
    void everyFileIsReadOrHasItsReasonAndTheCountsStayTheSame() throws IOException {
        var invalid = new ArrayList<String>();
        var page = new StringBuilder("# file: kind, objects, rejected; findings by rule\n");
        for (var part : PARTS) {
            var folder = Vectors.path(part);
            for (var file : Vectors.files(part)) {
                var name = part + "/" + folder.relativize(file);
                page.append(name).append(": ").append(line(file, name, invalid)).append('\n');
            }
        }
        assertThat(invalid).isEmpty();
        Golden.check("feeds.txt", page.toString());
    }

    private static String line(Path file, String name, List<String> invalid) throws IOException {
        var choice = FileKind.of(name);
        if (choice.kind().isEmpty()) {
            assertThat(choice.reason()).as(name).isNotEmpty();
            return "not read: " + choice.reason();
        }
        var counts = new Counting(choice.format().orElseThrow().isStix());
        try (InputStream input = Vectors.open(file)) {
            choice.format().orElseThrow().read(input, Collected.SETTINGS.withOptions(choice.settings()), counts);
        }
        counts.invalid.forEach(fault -> invalid.add(name + " " + fault));
        assertThat(counts.objects + counts.rejected + counts.rules.size())
                .as("%s: no object, no rejection and no remark", name)
                .isPositive();
        return "%s %d objects, %d rejected%s%s"
                .formatted(
                        choice.kind(),
                        counts.objects,
                        counts.rejected,
                        counts.rules.isEmpty() ? "" : "; ",
                        counts.rules.entrySet().stream()
                                .map(rule -> rule.getKey() + " " + rule.getValue())
                                .collect(Collectors.joining(", ")));
    }

    /// Counts, and holds nothing.
    private static final class Counting implements BundleSink {

        /// Of a file of a hundred thousand lines, these are enough.
        private static final int VALIDATED = 500;

        private final boolean stix;
        private final TreeMap<String, Integer> rules = new TreeMap<>();
        private final List<String> invalid = new ArrayList<>();
        private int objects;
        private int rejected;

        Counting(boolean stix) {
            this.stix = stix;
        }

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            if (!stix && objects < VALIDATED) {
                Validation.validate(object).stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(finding ->
                                pointer + " " + object.id() + " " + finding.pointer() + ": " + finding.message())
                        .forEach(invalid::add);
            }
            objects++;
            findings.forEach(this::finding);
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            assertThat(findings).as(pointer).isNotEmpty();
            rejected++;
            findings.forEach(this::finding);
        }

        @Override
        public void finding(Finding finding) {
            rules.merge(finding.rule(), 1, Integer::sum);
        }
    }
}
