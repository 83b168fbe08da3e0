package theriac.detect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.BundleReader;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.json.JsonLimits;

/// The invented logs beside the project, with the hits they must give.
final class SharedLogs {

    private SharedLogs() {}

    static Path folder() {
        Path logs = Path.of(System.getProperty("theriac.shared.data", "absent"), "logs");
        assumeTrue(
                Files.isDirectory(logs),
                "The data library with sample logs is not beside this project; set -Dshared.data to its folder.");
        return logs;
    }

    static List<StixObject> objects(Path bundle) throws IOException {
        List<StixObject> objects = new ArrayList<>();
        try (InputStream in = Files.newInputStream(bundle)) {
            BundleReader.read(in, JsonLimits.standard(), new BundleSink() {
                @Override
                public void object(int index, String pointer, StixObject object, List<Finding> findings) {
                    objects.add(object);
                }

                @Override
                public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
                    throw new AssertionError(findings.toString());
                }

                @Override
                public void finding(Finding finding) {}
            });
        }
        return objects;
    }

    static IndicatorSet set(List<StixObject> objects) {
        IndicatorSetBuilder builder = IndicatorSet.builder();
        objects.forEach(builder::add);
        return builder.build();
    }
}
