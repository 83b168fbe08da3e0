package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.formats.FileKind;
import theriac.hub.formats.FormatSettings;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.testing.TestDatabase;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.testkit.Vectors;

/// Nothing is dropped in silence: for every file of the real feeds, advisories and knowledge that a source
/// reads, what was read is what the reader told, and each of it is new, revised, known, or rejected with a
/// finding. In the profile `nightly` the large files as well.
class AccountsOfRealFilesTest {

    private static final long LARGEST = Boolean.getBoolean("theriac.nightly") ? Long.MAX_VALUE : 40_000;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @Test
    void whatIsReadIsNewRevisedKnownOrRejected() throws IOException {
        try (var in = new IngestFixture(DATABASE.database(), DeliveryLimits.standard())) {
            var sources = new HashMap<FileKind, Source>();
            var wrong = new ArrayList<String>();
            long read = 0;
            int files = 0;
            for (var file : files()) {
                var name = Vectors.path("feeds").getParent().relativize(file).toString();
                var choice = FileKind.of(name);
                if (choice.kind().isEmpty() || Files.size(file) > LARGEST) {
                    continue;
                }
                var source = sources.computeIfAbsent(choice, kind -> in.source(kind.kind(), kind.settings()));
                Delivery delivery;
                try (InputStream bytes = Vectors.open(file)) {
                    delivery = in.ingest().take(source, name, bytes);
                }
                var counts = delivery.counts();
                long said = counts.created() + counts.revised() + counts.unchanged() + counts.rejected();
                var told = told(file, choice);
                if (!delivery.state().equals("done") || counts.read() != said || told.read() != counts.read()) {
                    wrong.add("%s: %s, %s, told %d".formatted(name, delivery.state(), counts, told.read()));
                }
                if (counts.rejected() != told.rejected()) {
                    wrong.add("%s: %d rejected, told %d".formatted(name, counts.rejected(), told.rejected()));
                }
                read += counts.read();
                files++;
            }
            assertThat(wrong).isEmpty();
            assertThat(files).isGreaterThan(500);
            assertThat(read).isGreaterThan(10_000);
        }
    }

    private static List<Path> files() {
        var files = new ArrayList<Path>();
        for (var part : List.of("advisories", "feeds", "knowledge")) {
            files.addAll(Vectors.files(part));
        }
        return files;
    }

    private record Told(long read, long rejected) {}

    /// What the reader alone tells, without the store.
    private static Told told(Path file, FileKind choice) throws IOException {
        var counts = new long[2];
        var settings = FormatSettings.of(StixId.of("identity--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5"), Instant.EPOCH)
                .withOptions(choice.settings());
        try (InputStream bytes = Vectors.open(file)) {
            choice.format().orElseThrow().read(bytes, settings, new BundleSink() {
                @Override
                public void object(int index, String pointer, StixObject object, List<Finding> findings) {
                    counts[0]++;
                }

                @Override
                public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
                    counts[0]++;
                    counts[1]++;
                }

                @Override
                public void finding(Finding finding) {}
            });
        }
        return new Told(counts[0], counts[1]);
    }
}
