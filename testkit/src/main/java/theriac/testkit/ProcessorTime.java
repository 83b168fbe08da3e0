package theriac.testkit;

import java.lang.management.ManagementFactory;

/// What a bound on speed counts in a test, so that a busy machine fails nothing.
public final class ProcessorTime {

    private ProcessorTime() {}

    /// Processor time of the calling thread so far, in nanoseconds.
    public static long nanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
