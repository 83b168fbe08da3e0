package theriac.hub.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;

/// What a reader told, for tests.
final class Collected implements BundleSink {

    static final FormatSettings SETTINGS = FormatSettings.of(
            StixId.of("identity--5a1b2c3d-0000-4000-8000-000000000001"), Instant.parse("2026-01-01T00:00:00Z"));

    final List<StixObject> objects = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();

    static Collected read(Format format, String text) throws IOException {
        return read(format, text.getBytes(StandardCharsets.UTF_8));
    }

    static Collected read(Format format, byte[] bytes) throws IOException {
        return read(format, new ByteArrayInputStream(bytes), SETTINGS);
    }

    static Collected read(Format format, InputStream input, FormatSettings settings) throws IOException {
        var collected = new Collected();
        format.read(input, settings, collected);
        return collected;
    }

    List<String> patterns() {
        return objects.stream().flatMap(o -> o.text("pattern").stream()).toList();
    }

    @Override
    public void object(int index, String pointer, StixObject object, List<Finding> found) {
        objects.add(object);
        findings.addAll(found);
    }

    @Override
    public void rejected(int index, String pointer, byte[] raw, List<Finding> found) {
        rejected.add(pointer);
        findings.addAll(found);
    }

    @Override
    public void finding(Finding finding) {
        findings.add(finding);
    }
}
