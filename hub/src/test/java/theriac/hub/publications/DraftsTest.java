package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// Each kind of publication begins with its template; a fault in an own template is told by its line.
class DraftsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final Path OWN = Path.of("target", "hub-DraftsTest", "templates");
    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;
    private static RunningHub.Browser noor;
    private static String north;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Sector-CERT", "cert");
        anna = HUB.person(cert, "anna");
        bram = HUB.person(cert, "bram");
        var hospital = HUB.organization("North", "hospital");
        north = hospital.id().toString();
        noor = HUB.person(hospital, "noor");
    }

    @AfterEach
    void withoutOwnTemplates() throws IOException {
        if (Files.exists(OWN)) {
            try (Stream<Path> files = Files.list(OWN)) {
                files.forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void own(String file, String text) throws IOException {
        Files.createDirectories(OWN);
        Files.writeString(OWN.resolve(file), text);
    }

    private static HttpResponse<String> begun(String kind) {
        return anna.post(
                "/api/publication-drafts",
                JsonObject.builder().put("kind", kind).build());
    }

    private static JsonObject begin(String kind) {
        var made = anna.json(begun(kind));
        return anna.json("/api/publications/" + made.text("id").orElseThrow());
    }

    private static String words(JsonObject draft, String language, String part) {
        return draft.object(language).orElseThrow().text(part).orElseThrow();
    }

    @Test
    void everyKindHasATemplateInBothLanguagesWithoutAFault() throws IOException {
        for (var kind : PublicationKind.values()) {
            for (var language : List.of("nl", "en")) {
                var name = kind.text() + "." + language + ".txt";
                try (var in = KindTemplates.class.getResourceAsStream(name)) {
                    assertThat(in).as(name).isNotNull();
                    var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
                    assertThat(KindTemplates.check(kind, name, lines)).as(name).isEmpty();
                }
            }
            var draft = begin(kind.text());
            assertThat(draft.text("kind")).contains(kind.text());
            assertThat(draft.text("state")).contains("draft");
        }
        assertThat(begun("poem").body()).contains("poem", "end-of-week");
    }

    @Test
    void whatLooksBackNamesWhatWasSentToAllAndNothingElse() {
        var all = sent("Voor iedereen", "green", "");
        sent("Strenger", "amber", "");
        sent("Voor een", "green", "{\"targets\":[{\"rule\":\"organization\",\"subject\":\"%s\"}]}".formatted(north));
        noor.json(noor.post(
                "/api/reports",
                JsonObject.builder()
                        .put("text", "Uw pakket wacht op https://pakket.example/x")
                        .put("channel", "sms")
                        .put("sender", "")
                        .build()));
        for (var kind : List.of("end-of-day", "end-of-week", "end-of-month", "threat-picture")) {
            var summary = words(begin(kind), "nl", "summary");
            assertThat(summary)
                    .as(kind)
                    .contains("- " + all + ": Voor iedereen (TLP:GREEN)", "- sms: 1", "[[")
                    .doesNotContain("Strenger", "Voor een ");
        }
        assertThat(words(begin("end-of-week"), "en", "title")).startsWith("End of the week, ");
    }

    @Test
    void spansBeginAtMidnightWhereTheCertIs() {
        var zone = ZoneId.of("Europe/Amsterdam");
        var period = new PeriodText("Cert", zone);
        var now = ZonedDateTime.parse("2026-03-31T22:30:00Z");
        assertThat(period.from(PublicationKind.END_OF_DAY, now))
                .isEqualTo("2026-04-01T00:00:00+02:00[Europe/Amsterdam]");
        assertThat(period.from(PublicationKind.END_OF_WEEK, now))
                .isEqualTo("2026-03-30T00:00:00+02:00[Europe/Amsterdam]");
        assertThat(period.from(PublicationKind.END_OF_MONTH, now))
                .isEqualTo("2026-04-01T00:00:00+02:00[Europe/Amsterdam]");
        assertThat(period.from(PublicationKind.THREAT_PICTURE, now))
                .isEqualTo("2026-01-01T00:00:00+01:00[Europe/Amsterdam]");
    }

    @Test
    void theOperatorsOwnTemplateIsUsed() throws IOException {
        own("info-message.nl.txt", "# title\nEigen titel\n# summary\nVan {{cert}}\n# advice\nLees {{cert?}}dit\n");
        var draft = begin("info-message");
        assertThat(words(draft, "nl", "title")).isEqualTo("Eigen titel");
        assertThat(words(draft, "nl", "summary")).isEqualTo("Van Sector-CERT");
        assertThat(words(draft, "nl", "advice")).isEqualTo("Lees dit");
        assertThat(words(draft, "en", "title"))
                .as("the other is the supplied one")
                .contains("What is it about");
    }

    @Test
    void aFaultInATemplateIsToldByItsLineAndNothingIsMadeOfIt() throws IOException {
        own("end-of-day.nl.txt", "loose\n# title\n{{titel}}\n# summary\n{{until}\n# title\n");
        var refused = begun("end-of-day");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("end-of-day.nl.txt", "line 1", "# title");
        var faults = anna.json("/api/publication-kinds").array("kinds").orElseThrow().objects().stream()
                .filter(kind -> kind.text("kind").orElseThrow().equals("end-of-day"))
                .flatMap(kind -> kind.array("faults").orElseThrow().objects().stream())
                .map(fault -> fault.integer("line").orElseThrow() + " "
                        + fault.text("sentence").orElseThrow())
                .toList();
        assertThat(faults).hasSize(5);
        assertThat(faults.get(1)).startsWith("3 ").contains("{{titel}}", "until");
        assertThat(faults.get(2)).startsWith("5 ").contains("}}");
        assertThat(faults.get(3)).startsWith("6 ").contains("twice");
        assertThat(faults.get(4)).startsWith("0 ").contains("# advice");

        Files.write(OWN.resolve("end-of-day.nl.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(begun("end-of-day").body()).contains("UTF-8");
        own("end-of-day.nl.txt", "# title\n" + "x".repeat(200_000));
        assertThat(begun("end-of-day").body()).contains("100,000 bytes");
    }

    /// The reference of a warning that was sent.
    private static String sent(String title, String tlp, String targets) {
        var words = "{\"title\":\"%s\",\"summary\":\"s\",\"advice\":\"a\"}".formatted(title);
        var wish = "{\"tlp\":\"%s\",\"nl\":%s,\"en\":%s,\"indicators\":[]}".formatted(tlp, words, words);
        var id = anna.json(anna.write("POST", "/api/publications", wish, "application/json"))
                .text("id")
                .orElseThrow();
        var path = "/api/publications/" + id;
        if (!targets.isEmpty()) {
            anna.json(anna.write("PUT", path + "/targets", targets, "application/json"));
        }
        anna.json(anna.post(path + "/review", JsonObject.empty()));
        bram.json(bram.post(path + "/approval", JsonObject.empty()));
        return bram.json(bram.post(path + "/publication", JsonObject.empty()))
                .text("reference")
                .orElseThrow();
    }
}
