package theriac.bench.pattern;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.bench.rate.Rates;
import theriac.bench.rate.Rates.Rate;

/// Runs [PatternRates] with JMH.
public final class PatternBench implements Benchmark {

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
        Rates.run(PatternRates.class, RATES, Map.of(), figures);
    }
}
