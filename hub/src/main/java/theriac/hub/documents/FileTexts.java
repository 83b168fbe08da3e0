package theriac.hub.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;
import theriac.hub.core.ReadingProcess;

/// Reads the text of files of others, each in a process of its own that has a limit of memory and of
/// time and is killed beyond it ([ReadingProcess]). Thread-safe; two files are read at a time, others wait.
public final class FileTexts {

    /// Largest file in bytes.
    static final int LARGEST = 32 << 20;

    /// Longest text in UTF-16 units: some 300 pages.
    static final int LONGEST = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(FileTexts.class);
    private static final int AT_ONCE = 2;

    private static final int LATE = Integer.MIN_VALUE;

    private final ReadingProcess process;
    private final Duration patience;
    private final String memory;

    public FileTexts() {
        this(Duration.ofSeconds(60), "384m");
    }

    /// @param patience for one file
    /// @param memory of the process, as Java's `-Xmx` takes it
    FileTexts(Duration patience, String memory) {
        this.process = new ReadingProcess(AT_ONCE, patience);
        this.patience = patience;
        this.memory = memory;
    }

    /// @param name of the file: a hint, never believed
    /// @throws Problem when it is too large, of no kind that is read here, damaged, or not read in time
    FileText read(byte[] file, String name) {
        if (file.length > LARGEST) {
            throw tooLarge();
        }
        return process.run(file, Map.of(), folder -> command(name), this::answer);
    }

    /// What a file says, as far as somebody wants it who has no document of it.
    public record Said(String title, String text) {}

    /// @return empty when it cannot be read here
    public Optional<Said> said(byte[] file, String name) {
        try {
            var read = read(file, name);
            return Optional.of(new Said(read.title(), read.text()));
        } catch (Problem unreadable) {
            return Optional.empty();
        }
    }

    static Problem tooLarge() {
        return Problem.of(
                        Problem.Code.TOO_LARGE,
                        "The file has more than %d MB. Save the part that matters, or paste its text."
                                .formatted(LARGEST >> 20))
                .because("document.large");
    }

    private FileText answer(ReadingProcess.Left left, OptionalInt exit) throws IOException {
        return switch (exit.orElse(LATE)) {
            case 0 -> FileText.of(Files.readString(left.said()));
            case LATE ->
                throw Problem.badRequest(
                                "The file was not read within %d seconds: it is damaged or made to be hard to read. Paste its text instead."
                                        .formatted(patience.toSeconds()))
                        .because("document.slow");
            case ReadFile.UNKNOWN ->
                throw Problem.badRequest(
                                "This is no file that is read here. PDF, Word, HTML, mail and plain text are; of others paste the text.")
                        .because("document.kind");
            default -> {
                LOG.info("A file was not read: {}", first(left.errors()));
                throw Problem.badRequest(
                                "The file could not be read: it is damaged, locked with a password, or larger than it looks. Paste its text instead.")
                        .because("document.broken");
            }
        };
    }

    private List<String> command(String name) {
        return ReadingProcess.java(memory, ReadFile.class, name.isBlank() ? "file" : name, Integer.toString(LONGEST));
    }

    private static String first(Path errors) throws IOException {
        try (var lines = Files.lines(errors, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.startsWith("WARNING")).findFirst().orElse("no reason was given");
        }
    }
}
