package theriac.bench;

import java.time.Duration;

/// Processor time used so far: what stays comparable on a machine that others use too.
///
/// @param hub microseconds of this process
/// @param database microseconds of all processes of PostgreSQL that are alive
public record CpuTime(double hub, double database) {

    public static CpuTime of(TemporaryHub hub) {
        double database =
                hub.database().jdbc().sql("select pid from pg_stat_activity").query(Long.class).list().stream()
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .mapToDouble(CpuTime::microseconds)
                        .sum();
        return new CpuTime(microseconds(ProcessHandle.current()), database);
    }

    public CpuTime minus(CpuTime earlier) {
        return new CpuTime(hub - earlier.hub, database - earlier.database);
    }

    private static double microseconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
    }
}
