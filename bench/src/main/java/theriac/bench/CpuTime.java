package theriac.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Processor time used so far: what stays comparable on a machine that others use too.
///
/// @param hub microseconds of this process
/// @param database microseconds of all processes of PostgreSQL, also of those that have ended meanwhile: what gathers
///     statistics and tidies up beside a load lives for seconds only
public record CpuTime(double hub, double database) {

    /// What the kernel counts processor time in, on every Linux that runs Java.
    private static final double MICROSECONDS_PER_TICK = 10_000;

    public static CpuTime of(TemporaryHub hub) {
        var alive = hub.database().jdbc().sql("select pid from pg_stat_activity").query(Long.class).list().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        double ended = alive.stream()
                .flatMap(process -> process.parent().stream())
                .findFirst()
                .map(CpuTime::ofEndedChildren)
                .orElse(0.0);
        return new CpuTime(
                microseconds(ProcessHandle.current()),
                ended + alive.stream().mapToDouble(CpuTime::microseconds).sum());
    }

    public CpuTime minus(CpuTime earlier) {
        return new CpuTime(hub - earlier.hub, database - earlier.database);
    }

    private static double microseconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
    }

    /// Fields 16 and 17 of `/proc/PID/stat` (proc_pid_stat(5)); the second, the name, may hold blanks.
    private static double ofEndedChildren(ProcessHandle parent) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(parent.pid()), "stat"));
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * MICROSECONDS_PER_TICK;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The processor time of PostgreSQL cannot be read.", unreadable);
        }
    }
}
