package theriac.hub.db;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The PostgreSQL processes that live on one cluster folder: the postmaster and its children all have it as working
/// folder (`/proc/<pid>/cwd`), also when the postmaster is gone and only children are left. Process ids that the
/// system gave to someone else meanwhile are thus never mistaken for ours.
final class ClusterProcesses {

    private static final Duration FAST_STOP = Duration.ofSeconds(4);

    /// A killed process is gone when the system has finished what it was writing for it: on a busy disk that takes many
    /// seconds, and whoever started the hub anew would rather wait than read that it cannot start.
    private static final Duration KILL = Duration.ofSeconds(60);
    private static final long STEP_MILLIS = 20;

    private final Path cluster;

    ClusterProcesses(Path cluster) {
        this.cluster = cluster;
    }

    /// All living processes on the cluster, in no order.
    List<ProcessHandle> find() throws IOException {
        Path real = Files.exists(cluster) ? cluster.toRealPath() : cluster;
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                if (worksIn(entry, real)) {
                    ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return found;
    }

    /// Ends what an earlier hub left behind, politely first. Afterwards no process is left on the cluster and no
    /// `postmaster.pid` stands in the way. Acknowledged data is on disk already: the next start replays the log.
    ///
    /// @return whether anything was left behind
    boolean endLeftovers(RunAs runAs, PostgresBinaries binaries) throws IOException {
        boolean any = !find().isEmpty();
        if (any) {
            Commands.run(
                    runAs.command(
                            binaries.program("pg_ctl").toString(),
                            "stop",
                            "-D",
                            cluster.toString(),
                            "-m",
                            "fast",
                            "-w",
                            "-t",
                            Long.toString(FAST_STOP.toSeconds())),
                    FAST_STOP.plusSeconds(1));
            if (!find().isEmpty()) {
                kill();
            }
        }
        Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        return any;
    }

    private void kill() throws IOException {
        long end = System.nanoTime() + KILL.toNanos();
        while (System.nanoTime() < end) {
            List<ProcessHandle> left = find();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            pause();
        }
        throw new DatabaseCannotStart("PostgreSQL processes of an earlier start still run on " + cluster
                + " and cannot be ended: "
                + find().stream().map(ProcessHandle::pid).toList()
                + ". End them, or start the machine anew.");
    }

    static void pause() throws IOException {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for PostgreSQL", interrupted);
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException | SecurityException endedOrNotOurs) {
            return false;
        }
    }
}
