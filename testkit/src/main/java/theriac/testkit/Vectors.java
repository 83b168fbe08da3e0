package theriac.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// Third-party test data: conformance vectors, real feeds, knowledge bases. It is not part of the project; the system
/// property `theriac.shared.data` names its folder. Where the folder is absent a test that asks for it is skipped
/// with a sentence that says so; where the folder is there and one file is missing, the test fails.
public final class Vectors {

    private static final String PROPERTY = "theriac.shared.data";

    private Vectors() {}

    /// A file or folder below the data folder, for example `path("knowledge/attack")`.
    public static Path path(String relative) {
        Path folder = root();
        Path found = folder.resolve(relative);
        if (!Files.exists(found)) {
            throw new AssertionError("The test data folder " + folder + " has no " + relative
                    + ". The test names a file that was moved or never there.");
        }
        return found;
    }

    /// The bytes of a file; a name that ends in `.gz` is unpacked while reading. The caller closes the stream.
    public static InputStream open(String relative) {
        return open(path(relative));
    }

    /// Like [#open(String)] for a file that [#files] listed.
    public static InputStream open(Path file) {
        try {
            InputStream raw = new BufferedInputStream(Files.newInputStream(file));
            return file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        } catch (IOException failure) {
            throw new UncheckedIOException("The test data file " + file + " cannot be opened.", failure);
        }
    }

    /// The whole file as UTF-8 text, unpacked when it ends in `.gz`.
    public static String text(String relative) {
        return text(path(relative));
    }

    /// Like [#text(String)] for a file that [#files] listed.
    public static String text(Path file) {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("The test data file " + file + " cannot be read.", failure);
        }
    }

    /// All regular files below a folder, in name order.
    public static List<Path> files(String relative) {
        try (Stream<Path> found = Files.walk(path(relative))) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("The test data folder " + relative + " cannot be listed.", failure);
        }
    }

    private static Path root() {
        String folder = System.getProperty(PROPERTY);
        boolean there = folder != null && Files.isDirectory(Path.of(folder));
        Assumptions.assumeTrue(
                there,
                () ->
                        "Skipped: this test reads third-party data that is not part of the project. Put the data folder at "
                                + (folder == null ? "a place of your choice" : folder)
                                + " or pass -Dshared.data=<folder>.");
        return Path.of(String.valueOf(folder));
    }
}
