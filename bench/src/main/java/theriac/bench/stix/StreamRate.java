package theriac.bench.stix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import theriac.stix.BundleReader;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Validation;
import theriac.stix.json.JsonLimits;

/// One bundle of a gigabyte, read and validated object by object in a Java machine of its own with 60 MB of heap: were
/// more than one object held, it would end with an error and not with figures.
///
/// Argument: megabytes (1024).
public final class StreamRate {

    private static final int HEAP_MB = 60;
    private static final int OBJECTS_IN_PART = 1000;

    private StreamRate() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String megabytes = args.length > 0 ? args[0] : "1024";
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MB + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InSmallHeap.class.getName(),
                        megabytes)
                .inheritIO()
                .start();
        if (child.waitFor() != 0) {
            throw new IllegalStateException("The bundle was not read in " + HEAP_MB + " MB of heap.");
        }
    }

    /// What runs in the small machine.
    static final class InSmallHeap {

        private InSmallHeap() {}

        public static void main(String[] args) throws IOException {
            Count count = new Count();
            long start = System.nanoTime();
            BundleReader.read(new Bundle(Long.parseLong(args[0]) << 20).stream(), JsonLimits.standard(), count);
            double seconds = (System.nanoTime() - start) / 1e9;
            long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getPeakUsage)
                    .mapToLong(usage -> usage.getUsed())
                    .sum();
            System.out.printf(
                    Locale.ROOT,
                    "%s MB, %,d objects read and validated in %.1f s by the clock: %,.0f objects/s, %.1f MB/s;"
                            + " peak of heap used %.1f MB of %d MB%n",
                    args[0],
                    count.objects,
                    seconds,
                    count.objects / seconds,
                    Long.parseLong(args[0]) * 1.048576 / seconds,
                    peak / 1e6,
                    HEAP_MB);
        }
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
    private record Bundle(long bytes) {

        InputStream stream() {
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
}
