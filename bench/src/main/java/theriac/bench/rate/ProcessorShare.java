package theriac.bench.rate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// How much processor time the measured program got in each second: below 1 when others use the machine, and then the
/// rates by the clock say little about the program.
public final class ProcessorShare implements InternalProfiler {

    /// The name of the secondary result, in seconds of processor time per second.
    static final String NAME = "processor";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long clock;
    private long processor;

    @Override
    public String getDescription() {
        return "processor time per second";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        clock = System.nanoTime();
        processor = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double share = (double) (system.getProcessCpuTime() - processor) / (System.nanoTime() - clock);
        return List.of(new ScalarResult(NAME, share, "s/s", AggregationPolicy.AVG));
    }
}
