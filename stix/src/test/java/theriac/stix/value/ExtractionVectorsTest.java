package theriac.stix.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.stix.SharedData;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.testkit.ProcessorTime;
import theriac.testkit.Vectors;

class ExtractionVectorsTest {

    private int expectedCount;
    private int foundCount;
    private int reported;
    private int superfluous;
    private final List<String> wrong = new ArrayList<>();

    @Test
    void findsWhatTheCasesExpectAndNothingForbidden() {
        var cases = ((JsonObject) SharedData.json("conformance/extraction/cases.json"))
                .array("cases")
                .orElseThrow();
        for (var each : cases.values()) {
            var vector = (JsonObject) each;
            String text = vector.text("text").orElseThrow();
            long before = ProcessorTime.nanos();
            List<Extracted> found = Extraction.find(text);
            assertThat(Duration.ofNanos(ProcessorTime.nanos() - before)).isLessThan(Duration.ofSeconds(2));
            check(
                    vector.text("id").orElseThrow() + " " + shortened(text),
                    found,
                    pairs(vector, "expected"),
                    pairs(vector, "optional"),
                    texts(vector, "forbidden"));
        }
        report("cases");
    }

    @Test
    void findsWhatTheMessagesExpectAndNothingForbidden() {
        for (JsonObject message : SharedData.objects("messages/expected.json")) {
            String file = message.array("files").orElseThrow().texts().getFirst();
            String text = Vectors.text("messages/" + file);
            Set<String> own = Set.of("sector-cert.example");
            Set<String> expected = new HashSet<>();
            for (String pair : pairs(message, "indicators")) {
                // The expected values also cover the sender and the mail headers; this test reads the text
                // alone.
                if (isInText(message, pair, text)) {
                    expected.add(pair);
                }
            }
            List<Extracted> found = Extraction.find(text, own);
            Set<String> optional = new HashSet<>(pairs(message, "indicators"));
            for (Extracted extracted : found) {
                // A URL always gives its host too; the expectations leave out hosts of link shorteners.
                if (extracted.value().kind() == ValueKind.URL) {
                    UrlParts.parse(extracted.text()).ifPresent(url -> optional.add("domain-name " + url.host()));
                }
            }
            check(message.text("id").orElseThrow(), found, expected, optional, texts(message, "forbidden"));
        }
        report("messages");
    }

    private static boolean isInText(JsonObject message, String pair, String text) {
        for (var each : message.array("indicators").orElseThrow().values()) {
            var indicator = (JsonObject) each;
            if (pair.equals(pair(indicator))) {
                return text.contains(indicator.text("as_written").orElseThrow());
            }
        }
        return false;
    }

    private void check(
            String name, List<Extracted> found, Set<String> expected, Set<String> optional, Set<String> forbidden) {
        Set<String> got = new HashSet<>();
        for (Extracted extracted : found) {
            got.add(type(extracted.value()) + " " + extracted.text());
        }
        for (String pair : expected) {
            expectedCount++;
            if (got.contains(pair)) {
                foundCount++;
            } else {
                wrong.add(name + "\n    misses " + pair + ", got " + got);
            }
        }
        for (String pair : got) {
            reported++;
            String value = pair.substring(pair.indexOf(' ') + 1);
            if (forbidden.contains(value)) {
                wrong.add(name + "\n    reports the forbidden " + pair);
            }
            if (!expected.contains(pair) && !optional.contains(pair)) {
                superfluous++;
                System.out.println("superfluous in " + name + ": " + pair);
            }
        }
    }

    private void report(String what) {
        System.out.printf(
                "extraction %s: recall %d of %d, precision %d of %d%n",
                what, foundCount, expectedCount, reported - superfluous, reported);
        assertThat(wrong).isEmpty();
        assertThat((double) foundCount / expectedCount).isEqualTo(1.0);
        assertThat((double) (reported - superfluous) / reported).isGreaterThanOrEqualTo(0.985);
    }

    private static Set<String> pairs(JsonObject vector, String name) {
        Set<String> pairs = new HashSet<>();
        vector.array(name).orElse(JsonArray.of(List.of())).values().forEach(each -> pairs.add(pair((JsonObject) each)));
        return pairs;
    }

    private static String pair(JsonObject typed) {
        return typed.text("type").orElseThrow() + " " + typed.text("value").orElseThrow();
    }

    private static Set<String> texts(JsonObject vector, String name) {
        Set<String> texts = new HashSet<>();
        vector.array(name).orElseThrow().values().forEach(each -> texts.add(((JsonString) each).text()));
        return texts;
    }

    private static String type(NormalValue value) {
        return switch (value.kind()) {
            case DOMAIN -> "domain-name";
            case URL -> "url";
            case IPV4 -> "ipv4-addr";
            case IPV6 -> "ipv6-addr";
            case CIDR -> "ipv4-net";
            case EMAIL -> "email-addr";
            case PHONE -> "phone-number";
            case CVE -> "vulnerability";
            case TECHNIQUE -> "attack-pattern";
            case ASN -> "autonomous-system";
            case MAC_ADDRESS -> "mac-addr";
            case REGISTRY_KEY -> "windows-registry-key";
            case CRYPTO_ADDRESS -> "cryptocurrency-wallet";
            default -> value.kind().code();
        };
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
