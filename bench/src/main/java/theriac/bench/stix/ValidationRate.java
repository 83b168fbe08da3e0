package theriac.bench.stix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import theriac.stix.BundleReader;
import theriac.stix.BundleSink;
import theriac.stix.DeterministicIds;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Upgrade;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Objects per second on one core, for a bundle such as ATT&CK: reading it as a stream, parsing single objects,
/// parsing with validation, the canonical form, deterministic ids.
///
/// Arguments: the bundle (a file, `.gz` too), rounds (15). Time is the processor time of this one thread, so that a
/// busy machine disturbs less; each figure is the median of the rounds with the quartiles beside it, the first third
/// of the rounds left out as warm-up. The collector runs on this thread too when started with `-XX:+UseSerialGC`,
/// but its time is not counted: the wall-clock rate of the same rounds stands last in the line.
public final class ValidationRate {

    private static final JsonLimits LIMITS = JsonLimits.standard();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final JsonFactory FACTORY = new JsonFactory();

    private final PrintStream out;
    private final int rounds;
    private final byte[] bundle;
    private final List<byte[]> objects;
    private final List<JsonObject> trees;

    private ValidationRate(PrintStream out, Path path, int rounds) throws IOException {
        this.out = out;
        this.rounds = rounds;
        this.bundle = bundle(path);
        Keep keep = new Keep();
        BundleReader.read(new ByteArrayInputStream(bundle), LIMITS, keep);
        this.objects = keep.objects;
        this.trees = objects.stream()
                .map(o -> Json.parse(o, LIMITS).object().orElseThrow())
                .toList();
    }

    /// Keeps the objects, rewritten as STIX 2.1 so that validation sees what it is made for.
    private static final class Keep implements BundleSink {
        private final List<byte[]> objects = new ArrayList<>();

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            objects.add(Upgrade.toV21(object).object().text().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            throw new IllegalStateException("The benchmark's bundle has a bad object at " + pointer);
        }

        @Override
        public void finding(Finding finding) {
            throw new IllegalStateException(finding.message());
        }
    }

    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            System.err.println("Give a STIX bundle, for example ATT&CK enterprise; a .gz file is read too.");
            System.exit(2);
        }
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        new ValidationRate(System.out, Path.of(args[0]), rounds).run();
    }

    private static byte[] bundle(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return path.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        }
    }

    /// One thing measured; its rates by processor time and by the clock on the wall, a pair for each round.
    private record Measure(String what, int count, LongSupplier work, List<double[]> rates) {
        void round() {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            if (work.getAsLong() < 0) {
                throw new IllegalStateException("never: keeps the result alive");
            }
            rates.add(new double[] {
                count * 1e9 / (THREADS.getCurrentThreadCpuTime() - cpu), count * 1e9 / (System.nanoTime() - wall)
            });
        }

        double[] sorted(int column, int warm) {
            return rates.stream()
                    .skip(warm)
                    .mapToDouble(r -> r[column])
                    .sorted()
                    .toArray();
        }
    }

    private Measure measure(String what, LongSupplier work) {
        return new Measure(what, objects.size(), work, new ArrayList<>());
    }

    /// All measures take turns in each round, so that what disturbs the machine disturbs them alike.
    private void run() {
        long bytes = objects.stream().mapToLong(o -> o.length).sum();
        out.printf(Locale.ROOT, "%,d objects, %,d bytes each on average%n", objects.size(), bytes / objects.size());
        List<JsonObject> observables = observables();
        List<Measure> measures = List.of(
                measure("JSON tokens (Jackson)", this::tokens),
                measure("parse", this::parse),
                measure("validate", this::validate),
                measure("parse + validate", this::parseAndValidate),
                measure("bundle read as a stream", this::read),
                measure("canonical form", this::canonical),
                measure("deterministic id", () -> ids(observables)));
        for (int round = 0; round < rounds; round++) {
            measures.forEach(Measure::round);
        }
        measures.forEach(this::print);
    }

    private void print(Measure measure) {
        double[] cpu = measure.sorted(0, rounds / 3);
        double[] wall = measure.sorted(1, rounds / 3);
        int n = cpu.length;
        out.printf(
                Locale.ROOT,
                "%-24s %,10.0f objects/s (quartiles %,.0f to %,.0f; by the clock on the wall %,.0f)%n",
                measure.what(),
                cpu[n / 2],
                cpu[n / 4],
                cpu[n * 3 / 4],
                wall[n / 2]);
    }

    /// The parser's own pass with every string made, as the bound of what reading can reach.
    private long tokens() {
        long tokens = 0;
        for (byte[] object : objects) {
            try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), object)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    tokens +=
                            token == JsonToken.VALUE_STRING ? parser.getString().length() : 1;
                }
            }
        }
        return tokens;
    }

    private long read() {
        long[] count = new long[1];
        try {
            BundleReader.read(new ByteArrayInputStream(bundle), LIMITS, new Count(count));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return count[0];
    }

    private record Count(long[] objects) implements BundleSink {
        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            objects[0]++;
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {}

        @Override
        public void finding(Finding finding) {}
    }

    private long parse() {
        long found = 0;
        for (byte[] object : objects) {
            found += Json.parse(object, LIMITS).value().isPresent() ? 1 : 0;
        }
        return found;
    }

    private long validate() {
        long findings = 0;
        for (JsonObject tree : trees) {
            findings += Validation.validate(tree).size();
        }
        return findings;
    }

    private long parseAndValidate() {
        long findings = 0;
        for (byte[] object : objects) {
            findings += Validation.validate(Json.parse(object, LIMITS).value().orElseThrow())
                    .size();
        }
        return findings;
    }

    private long canonical() {
        long bytes = 0;
        for (JsonObject tree : trees) {
            bytes += Json.canonical(tree).length;
        }
        return bytes;
    }

    /// Invented files, one for each object, as malware analyses bring them by the thousand.
    private List<JsonObject> observables() {
        List<JsonObject> made = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            made.add(JsonObject.builder()
                    .put("type", "file")
                    .put("name", "name-" + i + ".exe")
                    .put("size", i)
                    .put(
                            "hashes",
                            JsonObject.builder()
                                    .put("SHA-256", "%064x".formatted(i * 2_654_435_761L))
                                    .build())
                    .build());
        }
        return made;
    }

    private static long ids(List<JsonObject> observables) {
        long sum = 0;
        for (JsonObject observable : observables) {
            sum += DeterministicIds.sco(observable).text().length();
        }
        return sum;
    }
}
