package theriac.hub.intake;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.core.ReadingProcess;

/// Reads the words in a picture of a message with Tesseract, where the operator has installed it: in a
/// process of its own that ends with the picture, with a limit of memory, of processor time and of time,
/// and without anything of this one's environment (ADR 031). Without the program nothing is read, and the
/// reporter types. Thread-safe; two pictures are read at a time, others wait.
public final class Pictures {

    /// Largest picture in bytes.
    static final int LARGEST = 10 << 20;

    private static final int LONGEST = 100_000; // octets of text
    private static final int MEMORY = 1_500_000; // kB of addresses
    /// Of these the words are read.
    static final Set<PictureKind> WITH_WORDS = Set.of(PictureKind.PNG, PictureKind.JPEG);

    private final Optional<Path> program;
    private final Duration patience;
    private final ReadingProcess process;

    /// @param program empty: none is installed
    Pictures(Optional<Path> program, Duration patience) {
        this.program = program;
        this.patience = patience;
        this.process = new ReadingProcess(2, patience);
    }

    /// With the program that is found where programs are.
    ///
    /// @param path folders, as the environment has them in `PATH`
    public static Pictures installed(String path) {
        var found = Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "tesseract"))
                .filter(Files::isExecutable)
                .findFirst();
        return new Pictures(found, Duration.ofSeconds(30));
    }

    /// Whether pictures are read here.
    boolean available() {
        return program.isPresent();
    }

    /// The words in a picture; "" when none were seen.
    ///
    /// @throws Problem when it is too large, of no kind that is read here, not read in time, or no program
    /// is installed
    String read(byte[] picture) {
        if (program.isEmpty()) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "This hub has no program that reads pictures. Type the words of the message, links included.");
        }
        check(picture);
        return process.run(
                picture,
                Map.of("OMP_THREAD_LIMIT", "1"),
                folder -> command(folder.resolve("input"), folder.resolve("words")),
                this::words);
    }

    private static void check(byte[] picture) {
        checkSize(picture);
        if (PictureKind.of(picture).filter(WITH_WORDS::contains).isEmpty()) {
            throw Problem.badRequest(
                    "This is neither a PNG nor a JPEG picture. Save the screenshot as one of them, or type its words.");
        }
    }

    /// @throws Problem when a picture has more than [#LARGEST] octets
    static void checkSize(byte[] picture) {
        if (picture.length > LARGEST) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "The picture has more than %d MB. Cut it down to the message, or type its words."
                            .formatted(LARGEST >> 20));
        }
    }

    private String words(ReadingProcess.Left left, OptionalInt exit) throws IOException {
        if (exit.isEmpty()) {
            throw unread("within %d seconds".formatted(patience.toSeconds()));
        }
        var output = left.folder().resolve("words.txt");
        if (exit.getAsInt() != 0 || !Files.exists(output)) {
            throw unread("");
        }
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)
                    .replace("\f", "")
                    .strip();
        }
    }

    /// A shell sets the limits of the system and becomes the program; no word of the picture's owner is
    /// in the line.
    private List<String> command(Path input, Path output) {
        return List.of(
                "/bin/sh",
                "-c",
                "ulimit -v %d; ulimit -t %d; ulimit -f 20000; exec \"$0\" \"$1\" \"$2\" -l \"$3\" --psm 6"
                        .formatted(MEMORY, patience.toSeconds()),
                program.orElseThrow().toString(),
                input.toString(),
                output.toString(),
                languages());
    }

    /// Dutch and English where both are installed beside the program; otherwise what it has always.
    private String languages() {
        var data = Stream.of(
                        "/usr/share/tesseract-ocr/5/tessdata",
                        "/usr/share/tesseract-ocr/4.00/tessdata",
                        "/usr/share/tessdata")
                .map(Path::of)
                .filter(folder -> Files.exists(folder.resolve("nld.traineddata")))
                .findFirst();
        return data.isPresent() ? "nld+eng" : "eng";
    }

    private static Problem unread(String how) {
        return Problem.of(
                Problem.Code.UNPROCESSABLE,
                "The words in the picture could not be read%s. Type them, links included."
                        .formatted(how.isEmpty() ? "" : " " + how));
    }
}
