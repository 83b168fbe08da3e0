package theriac.hub.core;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs programs that read what others sent, each in a process of its own that begins for one piece of
/// work and ends with it (ADR 031): a folder of its own that is removed afterwards, nothing of this
/// process's environment, and killed when it takes too long. What a file does to its reader it does to
/// nobody else. Thread-safe; a few run at a time, others wait.
public final class ReadingProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingProcess.class);

    /// With whole paths: the process works in a folder of its own.
    private static final String CLASSES = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> Path.of(path).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));

    private final Semaphore places;
    private final Duration patience;

    /// @param atOnce how many run at a time
    /// @param patience for one of them
    public ReadingProcess(int atOnce, Duration patience) {
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /// Says what to run.
    @FunctionalInterface
    public interface Command {
        /// @param folder the process's own, in which further files may be put
        List<String> in(Path folder) throws IOException;
    }

    /// Reads what the program left.
    @FunctionalInterface
    public interface Answer<T> {
        /// @param exit what the program ended with; empty when it was killed for taking too long
        T of(Left left, OptionalInt exit) throws IOException;
    }

    /// What a program left behind.
    ///
    /// @param folder with all that it wrote
    /// @param said its standard output
    /// @param errors its standard error
    public record Left(Path folder, Path said, Path errors) {}

    /// @param input handed to the program as its standard input
    /// @param environment all that the program gets of one
    /// @return what the answer makes of it
    /// @throws Problem when the hub is stopping, and what the answer throws
    /// @throws UncheckedIOException when the program cannot be started or its answer not be read
    public <T> T run(byte[] input, Map<String, String> environment, Command command, Answer<T> answer) {
        places.acquireUninterruptibly();
        @Nullable Path folder = null;
        try {
            folder = Files.createTempDirectory("theriac-reading-");
            return run(folder, Files.write(folder.resolve("input"), input), environment, command, answer);
        } catch (IOException failed) {
            throw new UncheckedIOException("A file could not be handed to the process that reads it.", failed);
        } finally {
            places.release();
            remove(folder);
        }
    }

    private <T> T run(Path folder, Path input, Map<String, String> environment, Command command, Answer<T> answer)
            throws IOException {
        var left = new Left(folder, folder.resolve("said"), folder.resolve("errors"));
        var builder = new ProcessBuilder(command.in(folder))
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectOutput(left.said().toFile())
                .redirectError(left.errors().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        boolean ended;
        try {
            ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.of(Problem.Code.UNAVAILABLE, "The hub is stopping; send the file again in a moment.");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return answer.of(left, ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty());
    }

    /// The command for a program of our own: the same Java and the same classes, with little memory.
    ///
    /// @param memory as Java's `-Xmx` takes it
    /// @param program has a `main`
    public static List<String> java(String memory, Class<?> program, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=.",
                "-cp",
                CLASSES,
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
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
