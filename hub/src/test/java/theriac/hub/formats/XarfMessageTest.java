package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Abuse messages as others read them: the hub's own reader is one of them.
class XarfMessageTest {

    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final Instant SEEN = Instant.parse("2026-11-27T02:03:04.567Z");

    private static XarfMessage message(NormalValue value) {
        return new XarfMessage(
                ID,
                SEEN,
                "Sector-CERT",
                "cert@hub.example",
                value,
                "Parcel",
                Optional.of(new XarfMessage.Evidence("The message", "aGFsbG8=", "sha256:00")));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        var url = new NormalValue(ValueKind.URL, "https://parcel-false.example/pay");
        var text = Json.write(message(url).render());
        var read = Collected.read(Format.of("xarf").orElseThrow(), text);
        assertThat(read.rejected).isEmpty();
        assertThat(read.patterns())
                .containsExactlyInAnyOrder(
                        "[url:value = 'https://parcel-false.example/pay']",
                        "[domain-name:value = 'parcel-false.example']");
        var report = read.objects.stream()
                .filter(object -> object.type().equals("report"))
                .findFirst()
                .orElseThrow();
        assertThat(report.text("x_xarf_target_brand")).contains("Parcel");
        assertThat(report.text("published").orElseThrow()).startsWith("2026-11-27T02:03:04");
    }

    @Test
    void aDomainOrAnAddressIsItsOwnPlace() {
        assertThat(XarfMessage.host(new NormalValue(ValueKind.DOMAIN, "a.example")))
                .isEqualTo("a.example");
        assertThat(XarfMessage.host(new NormalValue(ValueKind.IPV4, "203.0.113.7")))
                .isEqualTo("203.0.113.7");
        assertThat(XarfMessage.host(new NormalValue(ValueKind.URL, "http://203.0.113.7:8080/x y")))
                .as("what no program understands stays whole")
                .isEqualTo("http://203.0.113.7:8080/x y");
        assertThat(message(new NormalValue(ValueKind.DOMAIN, "a.example"))
                        .render()
                        .has("url"))
                .isFalse();
    }
}
