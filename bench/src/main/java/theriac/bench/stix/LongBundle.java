package theriac.bench.stix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import theriac.stix.BundleReader;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Validation;
import theriac.stix.json.JsonLimits;

/// One bundle of a gigabyte (1,024 MB), read and validated object by object in a Java machine with 60 MB of heap: were
/// more than a few objects held, it would end with an error and not with figures. An operation is a megabyte.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx60m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
public class LongBundle {

    /// Megabytes of the bundle.
    static final int MEGABYTES = 1024;

    private static final int OBJECTS_IN_PART = 1000;

    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public long read() throws IOException {
        Count count = new Count();
        BundleReader.read(stream((long) MEGABYTES << 20), JsonLimits.standard(), count);
        return count.objects;
    }

    private static final class Count implements BundleSink {
        private long objects;

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            if (!Validation.isValid(Validation.validate(object))) {
                throw new IllegalStateException("An invented object is not valid: " + object);
            }
            objects++;
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            throw new IllegalStateException(pointer + " " + findings);
        }

        @Override
        public void finding(Finding finding) {
            throw new IllegalStateException(finding.message());
        }
    }

    /// Invented indicators over and over, as many as fill the size: made as they are read.
    private static InputStream stream(long bytes) {
        byte[] part = part();
        long parts = bytes / part.length;
        return new SequenceInputStream(new Enumeration<>() {
            private long given;

            @Override
            public boolean hasMoreElements() {
                return given <= parts + 1;
            }

            @Override
            public InputStream nextElement() {
                long place = given++;
                if (place == 0) {
                    return text(
                            "{\"type\":\"bundle\",\"id\":\"bundle--0a51d8c4-7f2e-4b6a-8d93-1c2e3f405161\",\"objects\":[");
                }
                return place == parts + 1 ? text(indicator(0) + "]}") : new ByteArrayInputStream(part);
            }
        });
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] part() {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < OBJECTS_IN_PART; i++) {
            part.append(indicator(i)).append(",\n");
        }
        return part.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String indicator(int number) {
        return """
                {"type":"indicator","spec_version":"2.1","id":"indicator--0a51d8c4-7f2e-4b6a-8d93-%012x",\
                "created":"2026-04-06T20:03:48.000Z","modified":"2026-04-06T20:03:48.000Z",\
                "name":"Host %d of a false parcel service","description":"%s",\
                "indicator_types":["malicious-activity"],"pattern":"[domain-name:value = 'host-%d.example']",\
                "pattern_type":"stix","valid_from":"2026-04-06T20:03:48Z"}""".formatted(number, number, "Seen in messages about a parcel. ".repeat(number % 20), number);
    }
}
