package theriac.bench.detect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.detect.IndicatorSet;
import theriac.detect.IndicatorSetBuilder;
import theriac.detect.ScanSettings;
import theriac.detect.Scanner;
import theriac.detect.Watched;

/// Log matching on one thread at 10 k, 100 k and 1 M indicators: megabytes (10⁶ bytes) per second of processor time and
/// by the clock, the time to compile each set, its memory, and lines that were missed or reported falsely.
public final class ScanBench implements Benchmark {

    /// @param name in the figures
    private record Size(String name, int indicators) {}

    private static final List<Size> SIZES =
            List.of(new Size("10k", 10_000), new Size("100k", 100_000), new Size("1m", 1_000_000));
    private static final double HITS = 0.0005;
    private static final int MEGABYTES = 128;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 9;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Override
    public void run(Options options, Figures figures) throws IOException {
        Workload workload = new Workload(1, SIZES.getLast().indicators());
        byte[] log = workload.log(MEGABYTES, HITS);
        figures.add("scan_log_bytes", log.length, "bytes");
        figures.add("scan_hits", workload.truth().size(), "lines that must match");
        figures.add("scan_traps", workload.traps(), "lines that look like it and must not");
        for (Size size : SIZES) {
            measure("scan_" + size.name(), workload, log, size.indicators(), figures);
        }
    }

    private static void measure(String name, Workload workload, byte[] log, int size, Figures figures)
            throws IOException {
        List<Watched> indicators = workload.indicators().subList(0, size);
        long before = used();
        long started = THREADS.getCurrentThreadCpuTime();
        IndicatorSet set = compile(indicators);
        figures.add(name + "_compile_seconds", (THREADS.getCurrentThreadCpuTime() - started) / 1e9, "s");
        figures.add(name + "_set_megabytes", (used() - before) / 1e6, "MB");
        Scanner scanner = new Scanner(set, ScanSettings.at(Instant.EPOCH));
        double[] processor = new double[ROUNDS];
        double[] clock = new double[ROUNDS];
        Set<Integer> wrong = new TreeSet<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Map<Integer, Set<Integer>> found = new TreeMap<>();
            long time = System.nanoTime();
            long busy = THREADS.getCurrentThreadCpuTime();
            scanner.scan(
                    new ByteArrayInputStream(log),
                    match -> found.computeIfAbsent((int) match.line(), _ -> new TreeSet<>())
                            .add(place(match.indicator().id())));
            if (round >= 0) {
                processor[round] = log.length * 1e3 / (THREADS.getCurrentThreadCpuTime() - busy);
                clock[round] = log.length * 1e3 / (System.nanoTime() - time);
            }
            wrong.addAll(wrong(found, workload.truth()));
        }
        figures.spread(name + "_megabytes_per_second", processor, "MB/s");
        figures.spread(name + "_megabytes_by_clock", clock, "MB/s");
        figures.add(name + "_wrong_lines", wrong.size(), "lines missed or reported falsely");
    }

    /// Lines of the truth that were not found with their indicator, and lines beyond it. Another indicator may
    /// happen to match on a line of the truth too.
    private static Set<Integer> wrong(Map<Integer, Set<Integer>> found, Map<Integer, Integer> truth) {
        Set<Integer> wrong = new TreeSet<>(found.keySet());
        wrong.removeAll(truth.keySet());
        truth.forEach((line, place) -> {
            if (!found.getOrDefault(line, Set.of()).contains(place)) {
                wrong.add(line);
            }
        });
        return wrong;
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
}
