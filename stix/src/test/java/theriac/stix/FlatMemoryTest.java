package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import theriac.stix.json.JsonLimits;

/// A bundle of any length is read in flat memory: here one many times larger than the heap of a Java machine of its
/// own. A gigabyte is read by `theriac.bench.stix.StreamRate`.
class FlatMemoryTest {

    private static final int OBJECTS = 200_000;
    private static final int HEAP_MB = 20;

    @Test
    void aBundleSixTimesAsLargeAsTheHeapIsReadWhole() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MB + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        InSmallHeap.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo(OBJECTS + " valid objects");
    }

    /// What runs in the small machine.
    static final class InSmallHeap implements BundleSink {
        private int valid;

        private InSmallHeap() {}

        public static void main(String[] args) throws IOException {
            InSmallHeap sink = new InSmallHeap();
            BundleReader.read(bundle(), JsonLimits.standard(), sink);
            System.out.println(sink.valid + " valid objects");
        }

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            valid += Validation.isValid(Validation.validate(object)) ? 1 : 0;
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            throw new AssertionError(pointer + " " + findings);
        }

        @Override
        public void finding(Finding finding) {
            throw new AssertionError(finding.message());
        }
    }

    /// One object over and over, made as it is read: some 130 MB.
    private static InputStream bundle() {
        byte[] object =
                ("{\"type\":\"tool\",\"spec_version\":\"2.1\",\"id\":\"tool--0a51d8c4-7f2e-4b6a-8d93-1c2e3f405161\","
                                + "\"created\":\"2026-04-06T20:03:48.000Z\",\"modified\":\"2026-04-06T20:03:48.000Z\",\"name\":\""
                                + "x".repeat(450) + "\"},\n")
                        .getBytes(StandardCharsets.UTF_8);
        Iterator<InputStream> parts = Stream.of(
                        Stream.of(text("{\"objects\":[")),
                        Stream.<InputStream>generate(() -> new ByteArrayInputStream(object))
                                .limit(OBJECTS),
                        Stream.of(text("]}")))
                .flatMap(part -> part)
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
