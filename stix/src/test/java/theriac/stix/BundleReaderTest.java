package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

class BundleReaderTest {

    private static final String A =
            "{ \"type\":\"domain-name\", \"id\":\"domain-name--3c10e93f-798e-5a26-a0c1-08156efab7f5\",\"value\":\"a.example\"}";
    private static final String B =
            "{\"type\":\"domain-name\",\"id\":\"domain-name--4c10e93f-798e-5a26-a0c1-08156efab7f5\",\n\"value\":\"b]}[{\\\"é.example\"}";

    private Seen seen = new Seen();

    static final class Seen implements BundleSink {
        final List<String> log = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final List<byte[]> raw = new ArrayList<>();
        JsonObject envelope = JsonObject.empty();

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            log.add(index + " object " + pointer);
            texts.add(object.text());
        }

        @Override
        public void rejected(int index, String pointer, byte[] bytes, List<Finding> findings) {
            log.add(index + " rejected " + pointer + " " + findings.getFirst().rule());
            raw.add(bytes);
        }

        @Override
        public void finding(Finding finding) {
            log.add("finding " + finding.rule());
        }

        @Override
        public void envelope(JsonObject members) {
            envelope = members;
        }
    }

    /// Gives one byte at a time, as a slow socket may.
    private static InputStream trickle(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int off, int len) {
                return super.read(into, off, Math.min(len, 1));
            }
        };
    }

    private Seen read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Seen read(byte[] bytes) {
        return read(bytes, JsonLimits.standard());
    }

    private Seen read(byte[] bytes, JsonLimits limits) {
        try {
            Seen slow = new Seen();
            seen = new Seen();
            BundleReader.read(trickle(bytes), limits, slow);
            BundleReader.read(new ByteArrayInputStream(bytes), limits, seen);
            assertThat(slow.log).isEqualTo(seen.log);
            assertThat(slow.texts).isEqualTo(seen.texts);
            return seen;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyObjectKeepsItsExactSourceText() {
        read("{\"type\":\"bundle\",\"id\":\"bundle--1\", \"objects\" : [ " + A + " , " + B + "\n], \"x\":1.0}");
        assertThat(seen.log).containsExactly("0 object /objects/0", "1 object /objects/1");
        assertThat(seen.texts).containsExactly(A, B);
        assertThat(seen.envelope.toString()).isEqualTo("{\"type\":\"bundle\",\"id\":\"bundle--1\",\"x\":1.0}");
    }

    @Test
    void oneBadObjectIsRejectedAloneWithItsBytes() {
        read("{\"objects\":[" + A + ",{\"type\":nul}," + B + ",{\"type\":\"x\"},7]}");
        assertThat(seen.log)
                .containsExactly(
                        "0 object /objects/0",
                        "1 rejected /objects/1 json-syntax",
                        "2 object /objects/2",
                        "3 rejected /objects/3 stix-no-object",
                        "4 rejected /objects/4 stix-no-object");
        assertThat(seen.raw.getFirst()).asString().isEqualTo("{\"type\":nul}");
    }

    @Test
    void anObjectThatIsNotClosedDoesNotTakeTheNextOneWithIt() {
        read("{\"objects\":[{\"type\":\"x\",\"y\":{\"a\":1}," + A + "," + B + "]}");
        assertThat(seen.log)
                .containsExactly("0 rejected /objects/0 json-syntax", "1 object /objects/1", "2 object /objects/2");
    }

    @Test
    void aStringThatIsNotClosedEndsAtItsLine() {
        read("{\"objects\":[{\"type\":\"x,\n\"y\":1},\n" + A + "]}");
        assertThat(seen.log).containsExactly("0 rejected /objects/0 json-syntax", "1 object /objects/1");
    }

    @Test
    void truncationKeepsWhatWasWhole() {
        String text = "{\"objects\":[" + A + "," + B;
        for (int cut = 12 + A.length(); cut < text.length() - 3; cut += 7) {
            read(text.substring(0, cut));
            assertThat(seen.log).startsWith("0 object /objects/0").endsWith("finding json-truncated");
        }
    }

    @Test
    void latin1BytesRejectOnlyTheirOwnObject() {
        byte[] bytes = ("{\"objects\":[" + B + "," + A + "]}").getBytes(StandardCharsets.ISO_8859_1);
        read(bytes);
        assertThat(seen.log).containsExactly("0 rejected /objects/0 json-encoding", "1 object /objects/1");
    }

    @Test
    void byteOrderMarkIsSkippedAndUtf16Refused() {
        read(("\ufeff{\"objects\":[" + A + "]}").getBytes(StandardCharsets.UTF_8));
        assertThat(seen.log).containsExactly("finding json-bom", "0 object /objects/0");
        read(A.getBytes(StandardCharsets.UTF_16));
        assertThat(seen.log).containsExactly("finding json-encoding");
        read(A.getBytes(StandardCharsets.UTF_16LE));
        assertThat(seen.log).containsExactly("finding json-encoding");
    }

    @Test
    void listsSingleObjectsAndJsonLinesAreReadToo() {
        assertThat(read("[" + A + "," + B + "]").log).containsExactly("0 object /0", "1 object /1");
        assertThat(read(A).log).containsExactly("0 object ");
        assertThat(read(A + "\n" + B + "\n").log).containsExactly("0 object ", "1 object ");
    }

    @Test
    void emptyEnvelopesAndEmptyStreamsDiffer() {
        read("{}");
        assertThat(seen.log).isEmpty();
        read("{\"more\":false}");
        assertThat(seen.log).isEmpty();
        read(" ");
        assertThat(seen.log).containsExactly("finding json-empty");
    }

    @Test
    void anObjectBeyondTheLimitIsRejectedAlone() {
        read(
                ("{\"objects\":[{\"a\":\"" + "x".repeat(1000) + "\"}," + A + "]}").getBytes(StandardCharsets.UTF_8),
                JsonLimits.standard().withObjectBytes(500));
        assertThat(seen.log).containsExactly("0 rejected /objects/0 json-too-large", "1 object /objects/1");
        assertThat(seen.raw.getFirst()).hasSize(500);
    }

    @Test
    void duplicateNamesRejectTheObject() {
        read("{\"objects\":[{\"type\":\"a\",\"type\":\"b\"}," + A + "]}");
        assertThat(seen.log).containsExactly("0 rejected /objects/0 json-duplicate-name", "1 object /objects/1");
    }
}
