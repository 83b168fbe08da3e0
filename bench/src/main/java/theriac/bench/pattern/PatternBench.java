package theriac.bench.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;

/// Runs [PatternRates] with JMH. Each rate is per second of processor time (`…_per_second`) and by the clock
/// (`…_by_clock`): on a machine that others use, only the first says something about this program.
public final class PatternBench implements Benchmark {

    /// @param method of [PatternRates]
    /// @param figure its name in the figures
    /// @param unit   for people
    private record Rate(String method, String figure, String unit) {}

    private static final List<Rate> RATES = List.of(
            new Rate("parse", "patterns_parsed", "patterns/s"),
            new Rate("matchEqual", "observations_one_equal", "observations/s"),
            new Rate("matchEither", "observations_one_of_three", "observations/s"),
            new Rate("matchReference", "observations_reference_in", "observations/s"),
            new Rate("matchSubset", "observations_subset", "observations/s"),
            new Rate("matchLike", "observations_like", "observations/s"),
            new Rate("matchRegex", "observations_regex", "observations/s"),
            new Rate("matchTenThousand", "observations_10000_patterns", "observations/s"),
            new Rate("joinOfFive", "joins_of_40_observations", "matches/s"),
            new Rate("extractCharacters", "characters_searched_for_values", "characters/s"));

    @Override
    public void run(Options options, Figures figures) throws RunnerException {
        for (Rate rate : RATES) {
            var jmh = new OptionsBuilder()
                    .include(PatternRates.class.getName() + "\\." + rate.method() + "$")
                    .addProfiler(ProcessorShare.class)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build();
            for (RunResult result : new Runner(jmh).run()) {
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
