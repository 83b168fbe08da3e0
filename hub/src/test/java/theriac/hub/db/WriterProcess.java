package theriac.hub.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An [AcknowledgingWriter] in a process of its own, as somebody, and what it has said so far.
final class WriterProcess implements AutoCloseable {

    /// Who runs it.
    ///
    /// @param prefix comes before the command
    /// @param classPath readable by that user
    record User(List<String> prefix, String classPath) {

        /// The user who runs the tests.
        static User same() {
            return new User(List.of(), ownClassPath());
        }

        /// Debian's user 1, "daemon": it may read neither a clone in root's home nor root's Maven repository, so it
        /// gets a copy of the class path. Only root may become somebody else.
        static User ordinary(Path copies) throws IOException {
            Files.setPosixFilePermissions(copies, PosixFilePermissions.fromString("rwxrwxrwx"));
            var copied = new ArrayList<String>();
            for (var entry : ownClassPath().split(":")) {
                var to = copies.resolve(copied.size() + "-" + Path.of(entry).getFileName());
                copy(Path.of(entry), to);
                copied.add(to.toString());
            }
            return new User(
                    List.of("setpriv", "--reuid=1", "--regid=1", "--clear-groups", "--no-new-privs", "--"),
                    String.join(":", copied));
        }

        private static String ownClassPath() {
            return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        }

        private static void copy(Path from, Path to) throws IOException {
            if (!Files.exists(from)) {
                return;
            }
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                    Files.createDirectories(to.resolve(from.relativize(each)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, file.equals(from) ? to : to.resolve(from.relativize(file)));
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Process process;
    private final Path data;
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

    private WriterProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
        Thread.ofVirtual().start(this::listen);
    }

    static WriterProcess start(User user, Path folder, Path binaries, long seed) throws IOException {
        var command = new ArrayList<>(user.prefix());
        command.addAll(Arrays.asList(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                user.classPath(),
                AcknowledgingWriter.class.getName(),
                folder.toString(),
                binaries.toString(),
                Long.toString(seed)));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.directory(folder.getParent().toFile());
        return new WriterProcess(builder.start(), folder.resolve("cluster"));
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            // The rest is what the program logs.
            lines.lines()
                    .filter(line -> line.startsWith("started ") || line.startsWith("stored "))
                    .forEach(said::add);
        } catch (IOException | UncheckedIOException killed) {
            return;
        } finally {
            said.add("end");
        }
    }

    /// How long the database took to start.
    Duration started() throws InterruptedException {
        var line = said.poll(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
        if (line == null || !line.startsWith("started ")) {
            throw new AssertionError("The process did not start its database; it said: " + line);
        }
        return Duration.ofMillis(Long.parseLong(line.substring("started ".length())));
    }

    /// The ids of the next `batches` acknowledged batches.
    List<String> stored(int batches) throws InterruptedException {
        var ids = new ArrayList<String>();
        for (int n = 0; n < batches; n++) {
            var line = said.poll(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
            if (line == null || !line.startsWith("stored ")) {
                throw new AssertionError("The process stopped storing; it said: " + line);
            }
            ids.addAll(ids(line));
        }
        return ids;
    }

    /// What was acknowledged until the process ended.
    List<String> rest() throws InterruptedException {
        var ids = new ArrayList<String>();
        for (var line = said.take(); !line.equals("end"); line = said.take()) {
            if (line.startsWith("stored ")) {
                ids.addAll(ids(line));
            }
        }
        return ids;
    }

    private static List<String> ids(String line) {
        return Arrays.asList(line.substring("stored ".length()).split(" "));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// Asks it to stop, as an operator does, and waits.
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /// Kills PostgreSQL's first process and nothing else; its children notice by themselves.
    void killPostmaster() throws IOException {
        long id = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly);
    }
}
