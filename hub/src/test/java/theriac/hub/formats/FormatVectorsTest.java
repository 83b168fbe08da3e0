package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// One file of our own for each kind of source, with good records and bad ones: every object that comes of it,
/// every rejection with its raw bytes and every remark, as a golden.
class FormatVectorsTest {

    static Stream<String> kinds() {
        return Format.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachKindReadsItsVectorAsAgreed(String kind) throws IOException {
        var page = new StringBuilder();
        var told = new Told(page);
        read(kind, bytes(kind), told);
        Golden.check("formats/" + kind + ".txt", page.toString());
        if (!kind.equals("stix")) {
            assertThat(told.invalid).isEmpty();
        }
    }

    /// What was delivered twice is the same version: neither clock nor chance has a part in it.
    @ParameterizedTest
    @MethodSource("kinds")
    void readingTwiceGivesTheSameObjects(String kind) throws IOException {
        var first = new StringBuilder();
        var second = new StringBuilder();
        read(kind, bytes(kind), new Told(first));
        read(kind, bytes(kind), new Told(second));
        assertThat(second).hasToString(first.toString());
    }

    @Test
    void everyVectorIsOfAKindThatExists() throws IOException {
        try (var files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\..*", ""))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(Format.kinds());
        }
    }

    static void read(String kind, byte[] bytes, BundleSink sink) throws IOException {
        var settings = folder().resolve(kind + ".settings");
        var options = Files.exists(settings) ? (JsonObject) Json.read(Files.readString(settings)) : JsonObject.empty();
        Format.of(kind)
                .orElseThrow()
                .read(new ByteArrayInputStream(bytes), Collected.SETTINGS.withOptions(options), sink);
    }

    static byte[] bytes(String kind) throws IOException {
        try (var files = Files.list(folder())) {
            return Files.readAllBytes(files.filter(file -> {
                        var name = file.getFileName().toString();
                        return name.startsWith(kind + ".") && !name.endsWith(".settings");
                    })
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no vector of the kind " + kind)));
        }
    }

    static Path folder() {
        return Golden.projectRoot().resolve("hub/src/test/resources/theriac/hub/formats/vectors");
    }

    private static final class Told implements BundleSink {
        private final StringBuilder page;
        private final List<String> invalid = new java.util.ArrayList<>();

        Told(StringBuilder page) {
            this.page = page;
        }

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            page.append("object ").append(index).append(" at ").append(pointer).append('\n');
            object.json()
                    .members()
                    .forEach(member -> page.append("  %s: %s%n".formatted(member.name(), Json.write(member.value()))));
            findings.forEach(this::finding);
            Validation.validate(object).stream()
                    .filter(Finding::isError)
                    .map(Finding::toString)
                    .forEach(invalid::add);
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            assertThat(findings).isNotEmpty();
            page.append("rejected ")
                    .append(index)
                    .append(" at ")
                    .append(pointer)
                    .append('\n');
            page.append("  raw: ")
                    .append(new String(raw, StandardCharsets.UTF_8))
                    .append('\n');
            findings.forEach(this::finding);
        }

        @Override
        public void finding(Finding finding) {
            page.append("  %s %s %s: %s%n"
                    .formatted(finding.severity(), finding.rule(), finding.pointer(), finding.message()));
        }
    }
}
