package theriac.bench.stix;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.bench.rate.Rates;
import theriac.bench.rate.Rates.Rate;

/// Runs [ObjectRates] and [LongBundle] with JMH.
public final class StixBench implements Benchmark {

    private static final List<Rate> OBJECTS = List.of(
            new Rate("tokens", "objects_tokens_only", "objects/s"),
            new Rate("parse", "objects_parsed", "objects/s"),
            new Rate("validate", "objects_validated", "objects/s"),
            new Rate("parseAndValidate", "objects_parsed_and_validated", "objects/s"),
            new Rate("stream", "objects_streamed", "objects/s"),
            new Rate("canonical", "objects_written_canonically", "objects/s"),
            new Rate("deterministicId", "ids_derived", "ids/s"));

    private static final List<Rate> LONG_BUNDLE =
            List.of(new Rate("read", "gigabyte_in_60_megabytes_of_heap_megabytes", "MB/s"));

    @Override
    public void run(Options options, Figures figures) throws RunnerException {
        var attack = options.attack();
        if (attack.isPresent()) {
            var bundle = Map.of("bundle", attack.get().toString());
            Rates.run(ObjectRates.class, OBJECTS, bundle, figures);
        } else {
            figures.note(
                    "ATT&CK was not found, so only the long bundle is read: name the folder of ATT&CK with --data DIR.");
        }
        Rates.run(LongBundle.class, LONG_BUNDLE, Map.of(), figures);
    }
}
