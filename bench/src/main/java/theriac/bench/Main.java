package theriac.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import theriac.bench.Options.WrongArgument;
import theriac.bench.detect.ScanBench;
import theriac.bench.exchange.ExchangeBench;
import theriac.bench.loop.DeskBench;
import theriac.bench.loop.LoopBench;
import theriac.bench.pattern.PatternBench;
import theriac.bench.policy.PolicyBench;
import theriac.bench.stix.StixBench;
import theriac.bench.store.StoreBench;

/// `./theriac bench NAME`: one line per benchmark.
public final class Main {

    private static final int WRONG_USE = 2;

    /// @param meaning one line for the help
    private record Entry(String meaning, Benchmark benchmark) {}

    private static final Map<String, Entry> ENTRIES = entries();

    private Main() {}

    private static Map<String, Entry> entries() {
        var entries = new LinkedHashMap<String, Entry>();
        entries.put("store", new Entry("the store: ingest, look-up, search, big events, withdrawal", new StoreBench()));
        entries.put("loop", new Entry("the loop: ingest, TAXII out, scan, time to immunity", new LoopBench()));
        entries.put("desk", new Entry("the desk with 100,000 reports, half of one wave", new DeskBench()));
        entries.put(
                "exchange",
                new Entry("block lists and TAXII pages over HTTP; MISP, CSV, sources", new ExchangeBench()));
        entries.put("policy", new Entry("what policy costs, and who sees something", new PolicyBench()));
        entries.put("scan", new Entry("log matching at 10 k, 100 k and 1 M indicators", new ScanBench()));
        entries.put("pattern", new Entry("patterns parsed and matched, values found in text", new PatternBench()));
        entries.put("stix", new Entry("objects parsed and validated, a gigabyte in little memory", new StixBench()));
        return entries;
    }

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        if (arguments.isEmpty() || List.of("help", "--help", "-h").contains(arguments.getFirst())) {
            help();
            return 0;
        }
        var entry = ENTRIES.get(arguments.getFirst());
        try {
            if (entry == null) {
                throw new WrongArgument("There is no benchmark \"" + arguments.getFirst() + "\"; there are "
                        + String.join(", ", ENTRIES.keySet()) + ".");
            }
            var options = Options.of(arguments.subList(1, arguments.size()));
            var figures = new Figures(System.out, options.json());
            entry.benchmark().run(options, figures);
            figures.finish();
            return 0;
        } catch (WrongArgument said) {
            System.err.println("theriac: " + said.getMessage());
            return WRONG_USE;
        } catch (Exception failed) {
            System.err.println("theriac: the benchmark could not be finished; what follows says why.");
            failed.printStackTrace();
            return 1;
        }
    }

    private static void help() {
        System.out.println("Measures. Figures depend on the machine: compare figures of one run.\n");
        ENTRIES.forEach(
                (name, entry) -> System.out.println("  ./theriac bench %-8s %s".formatted(name, entry.meaning())));
        System.out.println("""

                  --json         one JSON object instead of a table
                  --objects N    how many objects to generate
                  --data DIR     real input: ATT&CK is looked for in DIR/knowledge/attack [../shared/data]
                  --folder DIR   where the database is put for the time of the run [the folder for temporary files]
                  --only PART    of exchange: lists, taxii or intake [all of it]
                """);
    }
}
