package theriac.bench.stix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
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

/// The first 20,000 objects of a bundle such as ATT&CK, rewritten as STIX 2.1 so that validation sees what it is made
/// for: parsed, validated, both, read from a bundle as a stream, written canonically; on one thread. An operation is
/// one object.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 9, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
public class ObjectRates {

    /// How many objects an invocation handles: a bundle with fewer is refused.
    static final int OBJECTS = 20_000;

    private static final JsonLimits LIMITS = JsonLimits.standard();
    private static final JsonFactory FACTORY = new JsonFactory();

    /// The bundle's file, `.gz` too.
    @Param("")
    public String bundle = "";

    private final List<byte[]> objects = new ArrayList<>();
    private final List<JsonObject> trees = new ArrayList<>();
    private final List<JsonObject> observables = new ArrayList<>();
    private byte[] document = {};

    /// Reads the bundle once.
    @Setup
    public void load() throws IOException {
        Path path = Path.of(bundle);
        try (var file = Files.newInputStream(path);
                var plain = bundle.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            BundleReader.read(plain, LIMITS, new Keep());
        }
        if (objects.size() < OBJECTS) {
            throw new IllegalStateException(
                    "%s has %,d objects; %,d are needed.".formatted(path, objects.size(), OBJECTS));
        }
        var joined = new StringBuilder("{\"type\":\"bundle\",\"id\":\"bundle--0a51d8c4-7f2e-4b6a-8d93-1c2e3f405161\"");
        joined.append(",\"objects\":[");
        for (int i = 0; i < OBJECTS; i++) {
            byte[] object = objects.get(i);
            trees.add(Json.parse(object, LIMITS).object().orElseThrow());
            observables.add(file(i));
            joined.append(i == 0 ? "" : ",\n").append(new String(object, StandardCharsets.UTF_8));
        }
        document = joined.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Invented files, as malware analyses bring them by the thousand.
    private static JsonObject file(int number) {
        return JsonObject.builder()
                .put("type", "file")
                .put("name", "name-" + number + ".exe")
                .put("size", number)
                .put(
                        "hashes",
                        JsonObject.builder()
                                .put("SHA-256", "%064x".formatted(number * 2_654_435_761L))
                                .build())
                .build();
    }

    private final class Keep implements BundleSink {
        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            if (objects.size() < OBJECTS) {
                objects.add(Upgrade.toV21(object).object().text().getBytes(StandardCharsets.UTF_8));
            }
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

    /// The parser's own pass with every string made, as the bound of what reading can reach.
    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public long tokens() {
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

    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void parse(Blackhole kept) {
        for (byte[] object : objects) {
            kept.consume(Json.parse(object, LIMITS));
        }
    }

    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void validate(Blackhole kept) {
        for (JsonObject tree : trees) {
            kept.consume(Validation.validate(tree));
        }
    }

    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void parseAndValidate(Blackhole kept) {
        for (byte[] object : objects) {
            kept.consume(Validation.validate(Json.parse(object, LIMITS).value().orElseThrow()));
        }
    }

    /// The same objects as one document, each handed on with its text and what is wrong with it as JSON.
    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void stream(Blackhole kept) throws IOException {
        BundleReader.read(new ByteArrayInputStream(document), LIMITS, new Consume(kept));
    }

    private record Consume(Blackhole kept) implements BundleSink {
        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            kept.consume(object);
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            kept.consume(raw);
        }

        @Override
        public void finding(Finding finding) {
            kept.consume(finding);
        }
    }

    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void canonical(Blackhole kept) {
        for (JsonObject tree : trees) {
            kept.consume(Json.canonical(tree));
        }
    }

    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void deterministicId(Blackhole kept) {
        for (JsonObject observable : observables) {
            kept.consume(DeterministicIds.sco(observable));
        }
    }
}
