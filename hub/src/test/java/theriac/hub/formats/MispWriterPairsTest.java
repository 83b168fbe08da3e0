package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;
import theriac.testkit.Vectors;

/// STIX that did not come from MISP, written as MISP: the pairs that the MISP project documents, and a report.
class MispWriterPairsTest {

    private static final List<String> FILES = List.of("attributes", "objects", "galaxies");

    /// Every documented pair of STIX 2.1 becomes the MISP that is documented, or there is a reason in
    /// `docs/conformance/misp.csv`. What is compared, and what not, says [MispPairs].
    @Test
    void whatTheMispProjectDocumentsBecomesItsAttributesObjectsAndGalaxies() {
        assertThat(equalPairs("21", "", "write")).isGreaterThanOrEqualTo(184);
    }

    /// So does every documented pair of STIX 2.0, which is read as 2.1 first.
    @Test
    void stix20AsTheMispProjectDocumentsItBecomesTheSame() {
        assertThat(equalPairs("20", "2.0 ", "write20")).isGreaterThanOrEqualTo(151);
    }

    /// @param rows of `docs/conformance/misp.csv` that say why some differ
    private static int equalPairs(String version, String called, String rows) {
        var different = new TreeSet<String>();
        int equal = 0;
        for (var what : FILES) {
            for (var prefix : List.of("", "external ")) {
                var file = "%sstix%s_to_misp_%s.json"
                        .formatted(prefix.strip().replace("external", "external_"), version, what);
                var pairs = (JsonObject) Json.read(Vectors.text("conformance/misp-stix/mapping/" + file));
                equal += MispPairs.compare(called + prefix + what, pairs, different);
            }
        }
        assertThat(different).isEqualTo(new TreeSet<>(reasons(rows)));
        return equal;
    }

    private static List<String> reasons(String rows) {
        try (var lines = Files.lines(Golden.projectRoot().resolve("docs/conformance/misp.csv"))) {
            return lines.filter(line -> line.startsWith(rows + ","))
                    .map(line -> line.split(",", 3)[1])
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static StixObject object(String json) {
        return StixObject.of((JsonObject) Json.read(json));
    }

    /// A pattern of several properties is an object, and only its hash is for detection: the name alone finds
    /// too much.
    @Test
    void halfOfAConjunctionIsNotForDetection() {
        var indicator = object("""
                {"type":"indicator","id":"indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6","modified":"2026-05-28T20:26:40Z",
                 "pattern":"[file:name = 'setup.exe' AND file:hashes.MD5 = 'b2a5abfeef9e36964281a31e17b57c97']",
                 "pattern_type":"stix"}""");
        assertThat(MispWriter.attributes(indicator, Tlp.CLEAR))
                .extracting(one ->
                        one.text("type").orElse("") + " " + one.bool("to_ids").orElse(false))
                .containsExactly("filename false", "md5 true");
    }

    @Test
    void aReportBecomesAnEventThatOurOwnReaderUnderstands() throws IOException {
        var author = object("""
                {"type":"identity","id":"identity--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5","name":"Vendor"}""");
        var indicator = object("""
                {"type":"indicator","id":"indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6","modified":"2026-05-28T20:26:40Z",
                 "pattern":"[domain-name:value = 'a.example'] OR [ipv4-addr:value = '198.51.100.7']","pattern_type":"stix",
                 "labels":["phishing"]}""");
        var sequence = object("""
                {"type":"indicator","id":"indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7","modified":"2026-05-28T20:26:40Z",
                 "pattern":"[domain-name:value = 'b.example'] FOLLOWEDBY [file:size = 7]","pattern_type":"stix"}""");
        var actor = object("""
                {"type":"intrusion-set","id":"intrusion-set--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c8","name":"Grey Heron",
                 "aliases":["GH"]}""");
        var report = object("""
                {"type":"report","id":"report--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c9","name":"Grey Heron again",
                 "modified":"2026-05-28T20:26:40Z","published":"2026-05-27T00:00:00Z","description":"What happened.",
                 "created_by_ref":"%s","object_refs":["%s","%s","%s"]}""".formatted(
                        author.id().text(),
                        indicator.id().text(),
                        sequence.id().text(),
                        actor.id().text()));
        var event = MispWriter.event(report, List.of(author, indicator, sequence, actor), Tlp.GREEN);
        assertThat(event.text("info")).contains("Grey Heron again");
        assertThat(event.text("timestamp")).contains("1780000000");
        assertThat(event.text("date")).contains("2026-05-27");
        assertThat(event.text("distribution")).contains("1");
        assertThat(event.object("Orgc").orElseThrow().text("name")).contains("Vendor");
        assertThat(attributes(event))
                .containsExactly(
                        "domain a.example",
                        "ip-dst 198.51.100.7",
                        "stix2-pattern " + sequence.text("pattern").orElseThrow());
        assertThat(Json.write(event)).contains("tlp:green", "Grey Heron", "What happened.", "phishing");
        var read = Collected.read(
                new MispEvent(),
                Json.write(JsonObject.builder().put("Event", event).build()));
        assertThat(read.rejected).isEmpty();
        assertThat(read.objects)
                .extracting(StixObject::type)
                .contains("report", "indicator", "intrusion-set", "note", "x-misp-attribute");
    }

    private static List<String> attributes(JsonObject event) {
        return event.array("Attribute").map(JsonArray::objects).orElseThrow().stream()
                .map(attribute -> attribute.text("type").orElse("") + " "
                        + attribute.text("value").orElse(""))
                .toList();
    }
}
