package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import theriac.stix.Finding;
import theriac.testkit.Golden;
import theriac.testkit.Vectors;

/// Every list, table, bundle and event of the real feeds: what was read and what was rejected, as a golden. A number
/// that
/// falls is a regression; nothing is dropped without a finding.
class RealFeedsTest {

    @Test
    void everyFeedIsReadAndTheCountsStayTheSame() throws IOException {
        var feeds = Vectors.path("feeds");
        var counts = new TreeMap<String, String>();
        try (var files = Files.walk(feeds)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var kind = kind(file);
                if (!kind.isEmpty()) {
                    counts.put(feeds.relativize(file).toString(), kind + " " + count(file, kind));
                }
            }
        }
        var page = new StringBuilder("# file: format, objects, rejected, findings that are errors\n");
        counts.forEach(
                (file, text) -> page.append(file).append(": ").append(text).append('\n'));
        Golden.check("feeds.txt", page.toString());
    }

    private static String count(Path file, String kind) throws IOException {
        var format = Format.of(kind).orElseThrow();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream input = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            var read = Collected.read(format, input, Collected.SETTINGS);
            assertThat(read.rejected.isEmpty() || !read.findings.isEmpty())
                    .as(file.toString())
                    .isTrue();
            return "%d objects, %d rejected, %d errors"
                    .formatted(
                            read.objects.size(),
                            read.rejected.size(),
                            read.findings.stream().filter(Finding::isError).count());
        }
    }

    private static String kind(Path file) {
        var path = file.toString().replace(".gz", "");
        var name = file.getFileName().toString();
        if (path.contains("/broken/") || name.equals("README.md") || name.contains("bomb")) {
            return "";
        }
        if (path.contains("/misp/")
                && path.endsWith(".json")
                && !List.of("manifest.json").contains(name)) {
            return "misp";
        }
        if (path.endsWith(".stix2")
                || path.contains("/stix2/")
                || (path.contains("/stix/") && path.contains("week.json"))) {
            return "stix";
        }
        if (path.endsWith(".csv") && !path.contains("hashes.csv")) {
            return "csv";
        }
        return path.endsWith(".txt")
                        || path.endsWith(".text")
                        || path.endsWith(".md5")
                        || path.endsWith(".sha1")
                        || path.endsWith(".sha256")
                ? "text"
                : "";
    }
}
