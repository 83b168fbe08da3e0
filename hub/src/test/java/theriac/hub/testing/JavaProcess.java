package theriac.hub.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A second Java process of a test: a program that the test kills, or looks at from outside.
///
/// It starts the main method of a class of the tests with the Java and the class path of the tests, 256 MB of heap and
/// the quick compiler, in the folder of the tests. What it writes to standard output is read all the time (a full pipe
/// never holds it up) and kept, line by line, for [#await] and [#rest]; standard error goes to that of the tests.
///
/// [#kill] is `kill -9`: nothing of the program runs any more, and its PostgreSQL, if it started one, is *not* killed
/// with it. [#stop] asks, as an operator does. Both return when the process has ended, and so does [#close], which
/// kills: after a `try` nothing is left behind. What a broken test forgets ends with the Java of the tests.
///
/// For one thread, which may not be the one that starts it.
public final class JavaProcess implements AutoCloseable {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;

    /// The lines, then an empty one for the end.
    private final LinkedBlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();

    private JavaProcess(Process process) {
        this.process = process;
        RUNNING.add(process);
        process.onExit().thenAccept(RUNNING::remove);
        Thread.ofVirtual().start(this::listen);
    }

    /// Starts a program as the user who runs the tests.
    ///
    /// @param arguments as the program gets them, each as its text
    public static JavaProcess start(Class<?> program, Object... arguments) throws IOException {
        return start(List.of(), classPath(), Path.of(""), program, arguments);
    }

    /// Starts a program in another way.
    ///
    /// @param prefix comes before the command, as to become another user
    /// @param classPath where the program is found; see [#classPath]
    /// @param folder in which it starts
    /// @param arguments as the program gets them, each as its text
    public static JavaProcess start(
            List<String> prefix, String classPath, Path folder, Class<?> program, Object... arguments)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                program.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return new JavaProcess(new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// The class path of the tests; what starts them may hide it behind a manifest.
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().map(Optional::of).forEach(said::add);
        } catch (IOException | UncheckedIOException killed) {
            return;
        } finally {
            said.add(Optional.empty());
        }
    }

    /// The next line that begins so; what comes before it (a program also logs) is passed over. Fails when the process
    /// ends before it, or says nothing for a minute.
    public String await(String prefix) throws InterruptedException {
        var passed = new ArrayList<String>();
        while (true) {
            var next = said.poll(LONGEST_SILENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null || next.isEmpty()) {
                throw new AssertionError("The process %s before a line with '%s'; it said: %s"
                        .formatted(next == null ? "fell silent" : "ended", prefix, passed));
            }
            if (next.get().startsWith(prefix)) {
                return next.get();
            }
            passed.add(next.get());
        }
    }

    /// The lines that nobody has awaited yet, until the process ends. To be asked once.
    public List<String> rest() throws InterruptedException {
        var lines = new ArrayList<String>();
        for (var next = said.take(); next.isPresent(); next = said.take()) {
            lines.add(next.get());
        }
        return lines;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until it has ended by itself, or so long.
    ///
    /// @return its exit code; empty when it still runs
    public Optional<Integer> ended(Duration most) throws InterruptedException {
        return process.waitFor(most) ? Optional.of(process.exitValue()) : Optional.empty();
    }

    /// Kills it, as `kill -9` does, and waits until it is gone; nothing happens to one that has ended.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks it to stop and waits until it has.
    ///
    /// @return its exit code
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /// Kills it when it still runs.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
