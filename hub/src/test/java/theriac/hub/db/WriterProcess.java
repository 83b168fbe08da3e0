package theriac.hub.db;

import java.io.IOException;
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
import theriac.hub.testing.JavaProcess;

/// An [AcknowledgingWriter] in a process of its own, as somebody, and what it has said so far.
final class WriterProcess implements AutoCloseable {

    /// Who runs it.
    ///
    /// @param prefix comes before the command
    /// @param classPath readable by that user
    record User(List<String> prefix, String classPath) {

        /// The user who runs the tests.
        static User same() {
            return new User(List.of(), JavaProcess.classPath());
        }

        /// Debian's user 1, "daemon": it may read neither a clone in root's home nor root's Maven repository, so it
        /// gets a copy of the class path. Only root may become somebody else.
        static User ordinary(Path copies) throws IOException {
            Files.setPosixFilePermissions(copies, PosixFilePermissions.fromString("rwxrwxrwx"));
            var copied = new ArrayList<String>();
            for (var entry : JavaProcess.classPath().split(":")) {
                var to = copies.resolve(copied.size() + "-" + Path.of(entry).getFileName());
                copy(Path.of(entry), to);
                copied.add(to.toString());
            }
            return new User(
                    List.of("setpriv", "--reuid=1", "--regid=1", "--clear-groups", "--no-new-privs", "--"),
                    String.join(":", copied));
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

    private final JavaProcess process;
    private final Path data;

    private WriterProcess(JavaProcess process, Path data) {
        this.process = process;
        this.data = data;
    }

    static WriterProcess start(User user, Path folder, Path binaries, long seed) throws IOException {
        return new WriterProcess(
                JavaProcess.start(
                        user.prefix(),
                        user.classPath(),
                        folder.getParent(),
                        AcknowledgingWriter.class,
                        folder,
                        binaries,
                        seed),
                folder.resolve("cluster"));
    }

    /// How long the database took to start.
    Duration started() throws InterruptedException {
        return Duration.ofMillis(Long.parseLong(process.await("started ").substring("started ".length())));
    }

    /// The ids of the next `batches` acknowledged batches.
    List<String> stored(int batches) throws InterruptedException {
        var ids = new ArrayList<String>();
        for (int n = 0; n < batches; n++) {
            ids.addAll(ids(process.await("stored ")));
        }
        return ids;
    }

    /// What was acknowledged until the process ended.
    List<String> rest() throws InterruptedException {
        return process.rest().stream()
                .filter(line -> line.startsWith("stored "))
                .flatMap(line -> ids(line).stream())
                .toList();
    }

    private static List<String> ids(String line) {
        return Arrays.asList(line.substring("stored ".length()).split(" "));
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    /// Asks it to stop, as an operator does, and waits.
    int stop() throws InterruptedException {
        return process.stop();
    }

    /// Kills PostgreSQL's first process and nothing else; its children notice by themselves.
    void killPostmaster() throws IOException {
        long id = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly);
    }
}
