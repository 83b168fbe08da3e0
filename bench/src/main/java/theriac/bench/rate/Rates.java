package theriac.bench.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import theriac.bench.Figures;

/// Runs the methods of one JMH class, one after another. Each rate is per second of processor time (`…_per_second`) and
/// by the clock (`…_by_clock`): on a machine that others use, only the first says something about this program.
public final class Rates {

    /// @param method of the JMH class
    /// @param figure its name in the figures
    /// @param unit   for people
    public record Rate(String method, String figure, String unit) {}

    private Rates() {}

    /// Adds the figures of each method, in the order of the list.
    ///
    /// @param parameters values of the class's `@Param` fields, by name
    /// @throws RunnerException when a benchmark failed; the figures before it are told
    public static void run(Class<?> benchmarks, List<Rate> rates, Map<String, String> parameters, Figures figures)
            throws RunnerException {
        for (var rate : rates) {
            var jmh = new OptionsBuilder()
                    .include(benchmarks.getName() + "\\." + rate.method() + "$")
                    .addProfiler(ProcessorShare.class)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true);
            parameters.forEach(jmh::param);
            for (RunResult result : new Runner(jmh.build()).run()) {
                add(rate, result, figures);
            }
        }
    }

    private static void add(Rate rate, RunResult result, Figures figures) {
        List<IterationResult> iterations = new ArrayList<>();
        result.getBenchmarkResults().forEach(fork -> iterations.addAll(fork.getIterationResults()));
        double[] clock = iterations.stream()
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .toArray();
        double[] processor = iterations.stream()
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore() / share(iteration))
                .toArray();
        figures.spread(rate.figure() + "_per_second", processor, rate.unit());
        figures.spread(rate.figure() + "_by_clock", clock, rate.unit());
    }

    private static double share(IterationResult iteration) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(ProcessorShare.NAME))
                .getScore();
    }
}
