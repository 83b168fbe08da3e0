package theriac.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Compares what the program writes with a file that people have read and agreed to.
///
/// A golden of a module lies under `src/test/resources/golden` of that module; a golden that is also documentation
/// lies under `docs` of the project. A difference fails with a line diff and the command that accepts it: `./theriac
/// golden` runs the tests with `-Dtheriac.golden=rewrite`. That is refused where the environment variable `CI` is
/// set, so a build can never approve its own change.
///
/// Text is compared line by line: `\r\n` counts as `\n`, and one missing newline at the end of the file counts as
/// there.
public final class Golden {

    private static final String ACCEPT = "./theriac golden";

    private Golden() {}

    /// Fails unless `actual` equals `src/test/resources/golden/<name>` of the module whose tests are running.
    public static void check(String name, String actual) {
        compare(Path.of(System.getProperty("user.dir"), "src", "test", "resources", "golden"), name, actual);
    }

    /// Fails unless `actual` equals `docs/<name>` of the project.
    public static void checkDocs(String name, String actual) {
        compare(projectRoot().resolve("docs"), name, actual);
    }

    /// Like [#check] for JSON: the text is laid out over lines first, so that a diff shows members and not one long
    /// line.
    public static void checkJson(String name, String actualJson) {
        check(name, JsonLayout.lines(actualJson));
    }

    /// Like [#checkDocs] for JSON.
    public static void checkJsonDocs(String name, String actualJson) {
        checkDocs(name, JsonLayout.lines(actualJson));
    }

    /// The folder of the whole project: system property `theriac.root`, which the build sets.
    public static Path projectRoot() {
        String root = System.getProperty("theriac.root");
        if (root == null) {
            throw new IllegalStateException("The system property theriac.root is not set. Run the tests through Maven,"
                    + " or pass -Dtheriac.root=<folder of the project>.");
        }
        return Path.of(root);
    }

    static void compare(Path folder, String name, String actual) {
        Path file = folder.resolve(name);
        String wanted = tidy(actual);
        if (rewriting()) {
            write(file, wanted);
            return;
        }
        if (!Files.exists(file)) {
            throw new AssertionError(
                    "The golden file %s does not exist. Look at the output, then run: %s".formatted(file, ACCEPT));
        }
        String kept = tidy(read(file));
        if (!kept.equals(wanted)) {
            throw new AssertionError("The output differs from %s (- kept, + now):%n%s%nIf the change is meant, run: %s"
                    .formatted(file, LineDiff.of(kept, wanted), ACCEPT));
        }
    }

    private static boolean rewriting() {
        boolean asked =
                "rewrite".equals(System.getProperty("theriac.golden", "").toLowerCase(Locale.ROOT));
        if (asked && System.getenv("CI") != null) {
            throw new AssertionError("Golden files are not rewritten where CI is set: run " + ACCEPT
                    + " on your own machine and commit what it changes.");
        }
        return asked;
    }

    private static String tidy(String text) {
        String unix = text.replace("\r\n", "\n");
        return unix.endsWith("\n") || unix.isEmpty() ? unix : unix + "\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("The golden file " + file + " cannot be read.", failure);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.writeString(file, text);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The golden file " + file + " cannot be written.", failure);
        }
    }
}
