package theriac.hub.documents;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;

/// Reads the text of files of others, each in a process of its own that has a limit of memory and of
/// time and is killed beyond it: what a file does to its reader it does to nobody else. Thread-safe; a
/// few files are read at a time, others
/// wait.
public final class FileTexts {

    /// Largest file in bytes.
    static final int LARGEST = 32 << 20;

    /// Longest text in UTF-16 units: some 300 pages.
    static final int LONGEST = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(FileTexts.class);
    private static final int AT_ONCE = 2;

    /// With whole paths: the process works in a folder of its own.
    private static final String CLASSES = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> Path.of(path).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Duration patience;
    private final String memory;

    public FileTexts() {
        this(Duration.ofSeconds(60), "384m");
    }

    /// @param patience for one file
    /// @param memory of the process, as Java's `-Xmx` takes it
    FileTexts(Duration patience, String memory) {
        this.patience = patience;
        this.memory = memory;
    }

    /// @param name of the file: a hint, never believed
    /// @throws Problem when it is too large, of no kind that is read here, damaged, or not read in time
    FileText read(byte[] file, String name) {
        if (file.length > LARGEST) {
            throw tooLarge();
        }
        places.acquireUninterruptibly();
        Path folder = null;
        try {
            folder = Files.createTempDirectory("theriac-reading-");
            return read(file, name, folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("A file could not be handed to the process that reads it.", failed);
        } finally {
            places.release();
            remove(folder);
        }
    }

    static Problem tooLarge() {
        return Problem.of(
                        Problem.Code.TOO_LARGE,
                        "The file has more than %d MB. Save the part that matters, or paste its text."
                                .formatted(LARGEST >> 20))
                .because("document.large");
    }

    private FileText read(byte[] file, String name, Path folder) throws IOException {
        var input = Files.write(folder.resolve("file"), file);
        var output = folder.resolve("text");
        var errors = folder.resolve("errors");
        var builder = new ProcessBuilder(command(name))
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        var process = builder.start();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.badRequest(
                                "The file was not read within %d seconds: it is damaged or made to be hard to read. Paste its text instead."
                                        .formatted(patience.toSeconds()))
                        .because("document.slow");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.of(Problem.Code.UNAVAILABLE, "The hub is stopping; send the file again in a moment.");
        } finally {
            process.destroyForcibly();
        }
        return switch (process.exitValue()) {
            case 0 -> FileText.of(Files.readString(output));
            case ReadFile.UNKNOWN ->
                throw Problem.badRequest(
                                "This is no file that is read here. PDF, Word, HTML, mail and plain text are; of others paste the text.")
                        .because("document.kind");
            default -> {
                LOG.info("A file was not read: {}", first(errors));
                throw Problem.badRequest(
                                "The file could not be read: it is damaged, locked with a password, or larger than it looks. Paste its text instead.")
                        .because("document.broken");
            }
        };
    }

    private List<String> command(String name) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=.",
                "-cp",
                CLASSES,
                ReadFile.class.getName(),
                name.isBlank() ? "file" : name,
                Integer.toString(LONGEST));
    }

    private static String first(Path errors) throws IOException {
        try (var lines = Files.lines(errors, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.startsWith("WARNING")).findFirst().orElse("no reason was given");
        }
    }

    private static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException left) {
            LOG.warn("The folder {} could not be removed; it holds a file that was read.", folder, left);
        }
    }
}
