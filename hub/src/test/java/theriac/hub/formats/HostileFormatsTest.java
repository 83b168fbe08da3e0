package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.testkit.Vectors;

/// All input is hostile: whatever a source delivers, a reader answers with objects, rejections and findings,
/// ends, and throws nothing.
class HostileFormatsTest {

    private static final long SEED = 20260203;
    private static final int MUTATIONS = 400;
    private static final int REAL_MUTATIONS = 25;
    private static final int LARGEST_REAL = 60_000;

    static Stream<String> kinds() {
        return Format.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingThatIsBuiltToHurtThrowsOrHangs(String kind) {
        for (var attack : attacks().entrySet()) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> read(kind, attack.getValue()), () -> kind + " " + attack.getKey());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noMutationOfItsVectorThrows(String kind) throws IOException {
        var original = FormatVectorsTest.bytes(kind);
        var random = new Random(SEED);
        for (int n = 0; n < MUTATIONS; n++) {
            var mutated = mutated(original, random);
            try {
                FormatVectorsTest.read(kind, mutated, new Nothing());
            } catch (RuntimeException fault) {
                throw new AssertionError(
                        "%s, mutation %d: %s".formatted(kind, n, new String(mutated, StandardCharsets.UTF_8)), fault);
            }
        }
    }

    /// A vector that ends anywhere loses its end only.
    @ParameterizedTest
    @MethodSource("kinds")
    void aDeliveryThatIsCutOffIsReadUpToThere(String kind) throws IOException {
        var original = FormatVectorsTest.bytes(kind);
        for (int end = 0; end < original.length; end += 1 + original.length / 60) {
            FormatVectorsTest.read(kind, java.util.Arrays.copyOf(original, end), new Nothing());
        }
    }

    @Test
    void noMutationOfARealFileThrows() throws IOException {
        var random = new Random(SEED);
        var files = new ArrayList<Path>();
        for (var part : List.of("feeds", "advisories", "knowledge")) {
            var perKind = new LinkedHashMap<String, Integer>();
            for (var file : Vectors.files(part)) {
                var kind = FileKind.of(part + "/" + Vectors.path(part).relativize(file))
                        .kind();
                if (!kind.isEmpty() && Files.size(file) < LARGEST_REAL && perKind.merge(kind, 1, Integer::sum) <= 4) {
                    files.add(file);
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(40);
        for (var file : files) {
            var choice = FileKind.of(
                    Vectors.path("feeds").getParent().relativize(file).toString());
            byte[] original;
            try (InputStream in = Vectors.open(file)) {
                original = in.readAllBytes();
            }
            for (int n = 0; n < REAL_MUTATIONS; n++) {
                try {
                    choice.format()
                            .orElseThrow()
                            .read(
                                    new ByteArrayInputStream(mutated(original, random)),
                                    Collected.SETTINGS.withOptions(choice.settings()),
                                    new Nothing());
                } catch (RuntimeException fault) {
                    throw new AssertionError("%s, mutation %d".formatted(file, n), fault);
                }
            }
        }
    }

    @Test
    void aStreamThatBreaksIsTheOnlyThingThatThrows() {
        for (var kind : Format.kinds()) {
            var broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the line is dead");
                }
            };
            Assertions.assertThrows(
                    IOException.class,
                    () -> Format.of(kind).orElseThrow().read(broken, Collected.SETTINGS, new Nothing()),
                    kind);
        }
    }

    /// The bomb of a billion laughs, an outside entity and a document type do nothing, and say so.
    @Test
    void aDocumentTypeEndsTheReadingOfXml() throws IOException {
        for (var kind : List.of("stix1", "openioc")) {
            for (var attack : List.of("entity bomb", "outside entity", "parameter entity", "document type")) {
                var read =
                        Collected.read(Format.of(kind).orElseThrow(), attacks().get(attack));
                assertThat(read.objects).as(attack).isEmpty();
                assertThat(read.findings).extracting(Finding::rule).as(attack).containsAnyOf("xml.dtd", "xml.syntax");
            }
        }
    }

    /// The reading itself stops at a document type, before its entities are looked at.
    @Test
    void whatHasADocumentTypeIsNotReadOn() throws IOException {
        var openIoc = Format.of("openioc").orElseThrow();
        var harmless = Collected.read(openIoc, "<!DOCTYPE ioc><ioc id=\"x\"><a>text</a></ioc>");
        assertThat(harmless.findings).extracting(Finding::rule).contains("xml.dtd");
        assertThat(harmless.objects).isEmpty();
    }

    /// The parser on its own, without the reading that stops earlier: no entity is filled in, none is fetched.
    @Test
    void theParserKnowsNoEntitiesOfADocumentAndFetchesNothing(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret.txt"), "a secret of this machine");
        var documents = List.of(
                "<!DOCTYPE a [<!ENTITY e \"filled in\">]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"%s\">]><a>&e;</a>".formatted(secret.toUri()),
                "<!DOCTYPE a [<!ENTITY %% p SYSTEM \"%s\">%%p;]><a/>".formatted(secret.toUri()),
                "<!DOCTYPE a SYSTEM \"%s\"><a/>".formatted(secret.toUri()));
        for (var document : documents) {
            assertThat(textOf(document)).as(document).doesNotContain("filled in", "secret of");
        }
        assertThat(XmlRecords.factory().getProperty(XMLInputFactory.SUPPORT_DTD))
                .isEqualTo(false);
        assertThat(XmlRecords.factory().getProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES))
                .isEqualTo(false);
        var outside = XmlRecords.factory()
                .getXMLResolver()
                .resolveEntity("", secret.toUri().toString(), "", "");
        assertThat(((InputStream) outside).readAllBytes()).isEmpty();
    }

    /// All text that the parser gives out, until it ends or gives up.
    private static String textOf(String document) {
        var text = new StringBuilder();
        try {
            var reader = XmlRecords.factory().createXMLStreamReader(new StringReader(document));
            while (reader.hasNext()) {
                // The document type itself is given out as it stands.
                if (reader.next() != XMLStreamConstants.DTD && reader.hasText()) {
                    text.append(reader.getText()).append('\n');
                }
            }
        } catch (XMLStreamException refused) {
            text.append(refused.getMessage());
        }
        return text.toString();
    }

    /// What is nested or filled beyond measure ends with the limit that it passed, and is not read further.
    @Test
    void xmlBeyondItsLimitsSaysWhichOneItPassed() throws IOException {
        var openIoc = Format.of("openioc").orElseThrow();
        int depth = Collected.SETTINGS.limits().depth();
        var deep = Collected.read(openIoc, "<ioc id=\"x\">" + "<a>".repeat(depth) + "</a>".repeat(depth) + "</ioc>");
        assertThat(deep.findings)
                .extracting(Finding::message)
                .anySatisfy(said -> assertThat(said).contains("nested more than"));
        var wide = Collected.read(openIoc, "<ioc id=\"x\">" + "<a/>".repeat(200_001) + "</ioc>");
        assertThat(wide.findings)
                .extracting(Finding::message)
                .anySatisfy(said -> assertThat(said).contains("more than 200000 elements"));
        assertThat(wide.objects).isEmpty();
    }

    private static void read(String kind, byte[] bytes) throws IOException {
        Format.of(kind).orElseThrow().read(new ByteArrayInputStream(bytes), Collected.SETTINGS, new Nothing());
    }

    private static Map<String, byte[]> attacks() {
        var all = new LinkedHashMap<String, byte[]>();
        var text = new LinkedHashMap<String, String>();
        text.put("nothing", "");
        text.put("blanks", " \n\t\n");
        text.put("NUL", "\0".repeat(5_000));
        text.put("NUL in JSON", "{\"vulnerabilities\":[\0,{\0}],\"entities\":[\0\0,1]}\0");
        text.put("deep lists", "[".repeat(200_000));
        text.put("deep objects", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));
        text.put("deep records", "{\"entities\":[" + "{\"data\":".repeat(50_000) + "1" + "}".repeat(50_000) + "]}");
        text.put("deep elements", "<ioc id=\"x\">".repeat(100_000));
        text.put("wide elements", "<ioc id=\"x\">" + "<a/>".repeat(300_000) + "</ioc>");
        text.put("many attributes", "<ioc " + manyAttributes() + "></ioc>");
        text.put("long line", "a".repeat(3_000_000));
        text.put("long quote", "\"" + "a,".repeat(1_000_000));
        text.put("quotes", "\"".repeat(500_000));
        text.put("commas", ",".repeat(500_000));
        text.put("braces", "}".repeat(10_000) + "{".repeat(10_000));
        text.put("entity bomb", bomb());
        text.put(
                "outside entity",
                "<?xml version=\"1.0\"?><!DOCTYPE ioc [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><ioc id=\"a\">&x;</ioc>");
        text.put(
                "parameter entity",
                "<?xml version=\"1.0\"?><!DOCTYPE ioc [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x.dtd\">%x;]><ioc/>");
        text.put("document type", "<?xml version=\"1.0\"?><!DOCTYPE ioc SYSTEM \"http://127.0.0.1:1/x.dtd\"><ioc/>");
        text.put("unknown encoding", "<?xml version=\"1.0\" encoding=\"no-such\"?><ioc/>");
        text.put("year 99999", "[{\"url\":\"http://a.example/\",\"date\":\"+99999-01-01T00:00:00Z\"}]");
        text.put("large numbers", "[{\"cveMetadata\":{\"cveId\":1e999999,\"datePublished\":99999999999999999999}}]");
        text.put("half a pair", "{\"a\":\"\\ud800\"}");
        text.forEach((name, attack) -> all.put(name, attack.getBytes(StandardCharsets.UTF_8)));
        all.put("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16));
        all.put(
                "broken UTF-8",
                new byte[] {'{', '"', (byte) 0xc3, '"', ':', (byte) 0xff, (byte) 0xfe, '}', '\n', (byte) 0x80});
        var noise = new byte[200_000];
        new Random(SEED).nextBytes(noise);
        all.put("noise", noise);
        return all;
    }

    private static String manyAttributes() {
        var all = new StringBuilder();
        for (int n = 1; n < 20_000; n++) {
            all.append("a").append(n).append("=\"1\" ");
        }
        return all.toString();
    }

    private static String bomb() {
        var text = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE ioc [<!ENTITY a0 \"ha\">");
        for (int n = 1; n < 30; n++) {
            text.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;\">".formatted(n, n - 1, n - 1, n - 1));
        }
        return text.append("]><ioc id=\"a\">&a29;</ioc>").toString();
    }

    /// Some bytes changed, doubled, taken out or put in; sometimes whole stretches.
    private static byte[] mutated(byte[] original, Random random) {
        var bytes = new ArrayList<Byte>(original.length + 16);
        for (byte one : original) {
            bytes.add(one);
        }
        int changes = 1 + random.nextInt(6);
        var marks = "{}[]\"',:;|\\/<>&#%\0\n=-0".getBytes(StandardCharsets.US_ASCII);
        for (int n = 0; n < changes && !bytes.isEmpty(); n++) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(5)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.add(at, marks[random.nextInt(marks.length)]);
                case 2 ->
                    bytes.subList(at, Math.min(bytes.size(), at + 1 + random.nextInt(40)))
                            .clear();
                case 3 ->
                    bytes.addAll(at, List.copyOf(bytes.subList(at, Math.min(bytes.size(), at + random.nextInt(60)))));
                default -> bytes.set(at, marks[random.nextInt(marks.length)]);
            }
        }
        var result = new byte[bytes.size()];
        for (int n = 0; n < result.length; n++) {
            result[n] = bytes.get(n);
        }
        return result;
    }

    private static final class Nothing implements BundleSink {
        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {}

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {}

        @Override
        public void finding(Finding finding) {}
    }
}
