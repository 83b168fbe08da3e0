package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.value.NormalValue;
import theriac.testkit.Vectors;

/// Twenty invented messages with what a careful person found in them. The brands are those that the messages
/// borrow; their domains are reserved names.
class MessageVectorsTest {

    private static final Map<String, String> KINDS = Map.of(
            "url",
            "url",
            "domain-name",
            "domain",
            "ipv4-addr",
            "ipv4",
            "email-addr",
            "email",
            "phone-number",
            "phone",
            "sha256",
            "sha256",
            "md5",
            "md5",
            "vulnerability",
            "cve",
            "attack-pattern",
            "technique");

    private record Sample(
            String id,
            String text,
            String channel,
            String sender,
            String verdict,
            Set<String> values,
            Set<String> not) {}

    @Test
    void readsTheValuesOfEveryMessageAndNothingElse() {
        int expected = 0;
        int right = 0;
        int extra = 0;
        var notes = new ArrayList<String>();
        var reader = reader();
        for (var sample : samples()) {
            var found = new LinkedHashSet<String>();
            MessageReader.suspects(reader.read(sample.text(), sample.channel(), sample.sender()))
                    .forEach(value -> found.add(text(value.value())));
            expected += sample.values().size();
            right += (int) sample.values().stream().filter(found::contains).count();
            extra += (int) found.stream()
                    .filter(value -> !sample.values().contains(value))
                    .count();
            difference(sample, found, notes);
            assertThat(found).noneMatch(value -> sample.not().contains(value.substring(value.indexOf(' ') + 1)));
        }
        System.out.printf("messages: %d of %d values found, %d too many%s%n", right, expected, extra, notes);
        assertThat((double) right / expected).as("recall; " + notes).isGreaterThanOrEqualTo(0.97);
        assertThat((double) right / (right + extra)).as("precision; " + notes).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void hintsAgreeWithTheCarefulPerson() {
        var wrong = new ArrayList<String>();
        var reader = reader();
        for (var sample : samples()) {
            var hint = reader.read(sample.text(), sample.channel(), sample.sender())
                    .hint();
            var said = hint.equals("none") ? "benign" : hint;
            if (!said.equals(sample.verdict())) {
                wrong.add(sample.id() + ": " + said + " for " + sample.verdict());
            }
        }
        System.out.println("hints: " + (20 - wrong.size()) + " of 20 agree" + wrong);
        assertThat(wrong).hasSizeLessThanOrEqualTo(1);
        assertThat(wrong).as("a true message is never called false").noneMatch(line -> line.endsWith("for benign"));
    }

    private static void difference(Sample sample, Set<String> found, List<String> notes) {
        var missing = new HashSet<>(sample.values());
        missing.removeAll(found);
        var more = new HashSet<>(found);
        more.removeAll(sample.values());
        if (!missing.isEmpty() || !more.isEmpty()) {
            notes.add("\n  " + sample.id() + " missing " + missing + " too many " + more);
        }
    }

    private static String text(NormalValue value) {
        return value.kind().code() + " " + value.text();
    }

    private static MessageReader reader() {
        var names = new LinkedHashSet<String>();
        for (var row : expected()) {
            strings(row, "impersonates").forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        }
        var list = new StringBuilder("[{\"name\":\"Sector-CERT\",\"words\":[],\"domains\":[\"sector-cert.example\"]}");
        for (var name : names) {
            var word = name.replace(" ", "-");
            list.append(
                    ",{\"name\":\"%s\",\"words\":[\"%s\"],\"domains\":[\"%s.example\"]}".formatted(name, name, word));
        }
        return new MessageReader(BrandList.parse(list.append("]").toString()), TriageRule.supplied());
    }

    private static List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        for (var row : expected()) {
            var values = new LinkedHashSet<String>();
            for (var value : row.array("indicators").orElseThrow().values()) {
                var object = (JsonObject) value;
                var kind = KINDS.get(object.text("type").orElseThrow());
                var written = object.text("value").orElseThrow();
                int fragment = kind.equals("url") ? written.indexOf('#') : -1;
                values.add(kind + " " + (fragment < 0 ? written : written.substring(0, fragment)));
            }
            var file = strings(row, "files").getFirst();
            var channel = row.text("channel").orElseThrow();
            samples.add(new Sample(
                    row.text("id").orElseThrow(),
                    Vectors.text("messages/" + file),
                    channel.equals("email") ? "mail" : channel,
                    row.text("sender").orElse(""),
                    row.text("verdict").orElseThrow(),
                    values,
                    Set.copyOf(strings(row, "forbidden"))));
        }
        return samples;
    }

    private static List<JsonObject> expected() {
        var rows = (JsonArray) Json.read(Vectors.text("messages/expected.json"));
        return rows.values().stream().map(JsonObject.class::cast).toList();
    }

    private static List<String> strings(JsonObject row, String name) {
        return row.array(name).orElseThrow().values().stream()
                .map(value -> ((JsonString) value).text())
                .toList();
    }
}
