package theriac.bench.detect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import theriac.detect.IndicatorSet;
import theriac.detect.IndicatorSetBuilder;
import theriac.detect.ScanSettings;
import theriac.detect.Scanner;
import theriac.detect.Watched;

/// Prints matching speed on one core at 10 k, 100 k and 1 M indicators, the time to compile each set, its memory, and
/// whether exactly the right lines were reported.
///
/// Arguments: megabytes of log (128), rounds (5).
public final class ScanBench {

    private static final int[] SIZES = {10_000, 100_000, 1_000_000};
    private static final double HITS = 0.0005;

    private ScanBench() {}

    public static void main(String[] args) throws IOException {
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 128;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Workload workload = new Workload(1, SIZES[SIZES.length - 1]);
        byte[] log = workload.log(megabytes, HITS);
        PrintStream out = System.out;
        out.printf(
                Locale.ROOT,
                "log: %d bytes, %d hits, %d traps%n",
                log.length,
                workload.truth().size(),
                workload.traps());
        for (int size : SIZES) {
            measure(workload, log, size, rounds, out);
        }
    }

    private static void measure(Workload workload, byte[] log, int size, int rounds, PrintStream out)
            throws IOException {
        long before = used();
        long started = System.nanoTime();
        IndicatorSet set = compile(workload.indicators().subList(0, size));
        double compile = seconds(started);
        long memory = used() - before;
        Scanner scanner = new Scanner(set, ScanSettings.at(Instant.EPOCH));
        double best = 0;
        int wrong = 0;
        for (int round = 0; round < rounds; round++) {
            Map<Integer, Set<Integer>> found = new TreeMap<>();
            long start = System.nanoTime();
            scanner.scan(
                    new ByteArrayInputStream(log),
                    match -> found.computeIfAbsent((int) match.line(), _ -> new TreeSet<>())
                            .add(place(match.indicator().id())));
            best = Math.max(best, log.length / 1e6 / seconds(start));
            wrong += isRight(found, workload.truth()) ? 0 : 1;
        }
        out.printf(
                Locale.ROOT,
                "%,9d indicators: %4.0f MB/s, compiled in %.2f s, %d MB, %s%n",
                size,
                best,
                compile,
                memory >> 20,
                wrong == 0 ? "every line right" : "WRONG LINES in " + wrong + " rounds");
    }

    /// Exactly the lines of the truth, each with its indicator; another indicator may happen to match there too.
    private static boolean isRight(Map<Integer, Set<Integer>> found, Map<Integer, Integer> truth) {
        return found.keySet().equals(truth.keySet())
                && found.entrySet().stream().allMatch(line -> line.getValue().contains(truth.get(line.getKey())));
    }

    private static IndicatorSet compile(List<Watched> watched) {
        IndicatorSetBuilder builder = IndicatorSet.builder();
        for (int i = 0; i < watched.size(); i++) {
            builder.add(
                    Workload.id(i),
                    "2026-11-24T09:00:00.000Z",
                    Optional.empty(),
                    Optional.empty(),
                    List.of(watched.get(i)));
        }
        return builder.build();
    }

    private static int place(String id) {
        return Integer.parseInt(id.substring(id.length() - 12), 16);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
