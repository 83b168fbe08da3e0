package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.testkit.Vectors;

/// Advisories of others as drafts: what real ones say arrives, and no draft goes further than its source.
class AdvisoryTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization north;
    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;
    private static RunningHub.Browser noor;
    private static RunningHub.Browser sara;

    private static final String WORDS = "{\"title\":\"Pomp\",\"summary\":\"Wat\",\"advice\":\"Doe\"}";

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        anna = HUB.person(cert, "anna");
        bram = HUB.person(cert, "bram");
        north = HUB.organization("North", "hospital");
        noor = HUB.person(north, "noor");
        sara = HUB.person(HUB.organization("South", "hospital"), "sara");
    }

    private static String source(String name, String kind, String tlp, List<UUID> recipients) {
        var form = JsonObject.builder()
                .put("name", name)
                .put("kind", kind)
                .put("way", "")
                .put("url", "")
                .put("folder", "")
                .put("pgpKey", "")
                .put("credential", "")
                .put("allow", List.of())
                .put("options", "")
                .put("reliability", "B")
                .put("tlp", tlp)
                .put("recipients", recipients.stream().map(UUID::toString).toList())
                .put("terms", "")
                .put("licence", "")
                .put("enabled", true)
                .build();
        return anna.json(anna.post("/api/sources", form)).text("id").orElseThrow();
    }

    private static void bring(String source, byte[] file) {
        anna.json(anna.write("POST", "/api/sources/" + source + "/uploads", file, "application/octet-stream"));
    }

    /// A made-up advisory of a made-up maker.
    private static String sample(String id, String tlp, String... notes) {
        var label = tlp.isEmpty() ? "" : "\"distribution\":{\"tlp\":{\"label\":\"%s\"}},".formatted(tlp);
        return """
                {"document":{"category":"csaf_security_advisory","csaf_version":"2.0",%s"title":"Pumpworks Drip Master",
                 "publisher":{"category":"vendor","name":"Pumpworks","namespace":"https://pumpworks.example"},
                 "notes":[%s],
                 "tracking":{"id":"%s","status":"final","version":"1","current_release_date":"2026-11-01T08:00:00Z",
                  "initial_release_date":"2026-11-01T08:00:00Z","revision_history":[]}},
                 "product_tree":{"full_product_names":[{"name":"Drip Master 2.1","product_id":"A"}]},
                 "vulnerabilities":[{"cve":"CVE-2026-0001","product_status":{"known_affected":["A"]}}]}""".formatted(label, String.join(",", notes), id);
    }

    private static String note(String title, String text) {
        return "{\"category\":\"general\",\"title\":\"%s\",\"text\":\"%s\"}".formatted(title, text);
    }

    /// The report that the document with this number was read as.
    private static StixId report(String number) {
        return reports().get(number);
    }

    private static Map<String, StixId> reports() {
        return HUB.part(Store.class).objects().ofTypes(Viewer.system("test"), java.util.Set.of("report")).stream()
                .collect(Collectors.toMap(
                        seen -> number(seen.object()), seen -> seen.object().id(), (one, other) -> one));
    }

    private static String number(StixObject report) {
        return report.json().array("external_references").map(JsonArray::objects).orElse(List.of()).stream()
                .flatMap(reference -> reference.text("external_id").stream())
                .findFirst()
                .orElse("");
    }

    private static JsonObject draft(StixId report) {
        var made = anna.json(anna.post("/api/objects/" + report.text() + "/advisory", JsonObject.empty()));
        return anna.json("/api/publications/" + made.text("id").orElseThrow());
    }

    private static String path(JsonObject draft) {
        return "/api/publications/" + draft.text("id").orElseThrow();
    }

    private static int put(JsonObject draft, String tlp) {
        return anna.write("PUT", path(draft), written(tlp), "application/json").statusCode();
    }

    private static String written(String tlp) {
        return "{\"tlp\":\"%s\",\"nl\":%s,\"en\":%s,\"indicators\":[],\"answers\":%s}"
                .formatted(tlp, WORDS, WORDS, RatingTest.json(RatingTest.answers(1)));
    }

    private static List<String> texts(JsonObject json, String... path) {
        return path.length == 0
                ? List.of()
                : json.find(path[0]).stream()
                        .flatMap(value -> value instanceof JsonArray all
                                ? all.objects().stream()
                                : java.util.stream.Stream.of(value)
                                        .filter(JsonObject.class::isInstance)
                                        .map(JsonObject.class::cast))
                        .flatMap(inner -> path.length == 2
                                ? inner.text(path[1]).stream()
                                : texts(inner, java.util.Arrays.copyOfRange(path, 1, path.length)).stream())
                        .toList();
    }

    @Test
    void whatRealAdvisoriesSayIsInTheirDrafts() {
        var source = source("Cisa", "csaf", "TLP:AMBER", List.of());
        var files = Vectors.files("advisories/csaf-cisa").stream()
                .filter(file -> file.getFileName().toString().matches("(icsm?a|va|aa|ics)-.*\\.json"))
                .toList();
        files.forEach(file -> bring(source, Vectors.text(file).getBytes(StandardCharsets.UTF_8)));
        var known = reports();
        int medical = 0;
        int flaws = 0;
        for (var file : files) {
            var said = (JsonObject) Json.read(Vectors.text(file));
            var document = said.object("document").orElseThrow();
            var number = texts(document, "tracking", "id").getFirst();
            var draft = draft(known.get(number));
            for (var language : List.of("nl", "en")) {
                var words = draft.object(language).orElseThrow();
                var summary = words.text("summary").orElseThrow();
                assertThat(words.text("title"))
                        .as(number)
                        .contains(document.text("title").orElseThrow().strip());
                assertThat(summary).as(number).contains("[[", number, "CISA", "TLP:CLEAR");
                assertThat(words.text("advice").orElseThrow()).contains("[[");
                texts(said, "vulnerabilities", "cve").stream()
                        .limit(30)
                        .forEach(cve -> assertThat(summary).as(number).contains("- " + cve));
                assertThat(summary)
                        .as(number)
                        .contains(texts(document, "references", "url").getFirst());
            }
            flaws += texts(said, "vulnerabilities", "cve").size();
            assertThat(draft.text("tlp")).contains("TLP:GREEN");
            assertThat(draft.object("origin").orElseThrow().text("widest")).contains("TLP:CLEAR");
            assertThat(draft.text("chance")).as("no note says it").contains("");
            medical += draft.text("kind").orElseThrow().equals("medical-advisory") ? 1 : 0;
        }
        assertThat(files).hasSize(60);
        assertThat(flaws).isGreaterThan(150);
        assertThat(medical).isGreaterThanOrEqualTo(40);
    }

    @Test
    void aRealDeviceHasItsVersionsItsScoreAndItsRemedies() {
        var source = source("Cisa of one device", "csaf", "TLP:AMBER", List.of());
        bring(
                source,
                Vectors.text("advisories/csaf-cisa/OT/white/2024/icsma-24-151-02.json")
                        .getBytes(StandardCharsets.UTF_8));
        var draft = draft(report("ICSMA-24-151-02"));
        var dutch = draft.object("nl").orElseThrow();
        assertThat(draft.text("kind")).contains("medical-advisory");
        assertThat(dutch.text("title")).contains("Baxter Welch Allyn Connex Spot Monitor");
        assertThat(dutch.text("summary").orElseThrow())
                .contains("Patiëntveiligheid", "Volgens CISA:", "impact and/or delay in patient care")
                .contains("Getroffen\n- Baxter Welch Allyn Connex Spot Monitor (CSM): <=1.52")
                .contains("- CVE-2024-1275 (CVSS 3.1: 7.4; CWE-1394): The impacted product uses a default")
                .contains("Bron: CISA, ICSMA-24-151-02, TLP:CLEAR")
                .contains("- https://www.cisa.gov/news-events/ics-medical-advisories/icsma-24-151-02")
                .doesNotContain("Legal Notice", "warranties", "calculator");
        assertThat(dutch.text("advice").orElseThrow())
                .contains(
                        "medische techniek",
                        "Maatregelen van CISA:",
                        "- Welch Allyn Connex Spot Monitor: Version 1.52.01")
                .contains("https://www.baxter.com/product-security", "CISA recommends users take defensive measures");
    }

    @Test
    void chanceAndDamageAreTakenOverWhereTheSourceSaysThem() {
        var source = source("Who says it", "csaf", "TLP:GREEN", List.of());
        bring(
                source,
                sample(
                                "SAID-1",
                                "WHITE",
                                note("Kans", "Medium"),
                                note("Schade", "high"),
                                note("Feiten", "Er is een lek."))
                        .getBytes(StandardCharsets.UTF_8));
        bring(source, sample("SAID-2", "WHITE", note("Kans", "heel groot")).getBytes(StandardCharsets.UTF_8));
        var draft = draft(report("SAID-1"));
        assertThat(draft.text("chance")).contains("medium");
        assertThat(draft.text("damage")).contains("high");
        assertThat(draft.text("kind")).contains("advisory");
        assertThat(draft.object("nl").orElseThrow().text("summary").orElseThrow())
                .contains("Er is een lek.", "Drip Master 2.1");
        assertThat(draft(report("SAID-2")).text("chance")).contains("");
    }

    @Test
    void noDraftGoesFurtherThanItsSource() {
        var source = source("For North only", "csaf", "TLP:AMBER", List.of(north.id()));
        bring(source, sample("NARROW-1", "").getBytes(StandardCharsets.UTF_8));
        var draft = draft(report("NARROW-1"));
        assertThat(draft.text("tlp")).contains("TLP:AMBER");
        var refused = anna.write("PUT", path(draft), written("green"), "application/json");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Pumpworks Drip Master", "TLP:AMBER", "stricter");
        assertThat(put(draft, "amber")).isEqualTo(200);
        var recipients = anna.json(path(draft) + "/recipients");
        assertThat(texts(recipients, "recipients", "name")).containsExactly("North");
        assertThat(texts(recipients, "others", "refused")).contains("source");
        anna.json(anna.post(path(draft) + "/review", JsonObject.empty()));
        bram.json(bram.post(path(draft) + "/approval", JsonObject.empty()));
        bram.json(bram.post(path(draft) + "/publication", JsonObject.empty()));
        assertThat(noor.get(path(draft)).statusCode()).isEqualTo(200);
        assertThat(noor.json(path(draft)).object("origin"))
                .as("for its owner only")
                .isEmpty();
        assertThat(sara.get(path(draft)).statusCode()).isEqualTo(404);
        var late = HUB.person(HUB.organization("Joined later", "hospital"), "late");
        assertThat(late.get(path(draft)).statusCode()).isEqualTo(404);
    }

    @Test
    void whatItWasMadeOfIsLookedAtOnceMoreBeforeItGoesOut() {
        var source = source("Takes back", "csaf", "TLP:GREEN", List.of());
        bring(source, sample("BACK-1", "GREEN").getBytes(StandardCharsets.UTF_8));
        var report = report("BACK-1");
        var draft = draft(report);
        assertThat(put(draft, "green")).isEqualTo(200);
        anna.json(anna.post(path(draft) + "/review", JsonObject.empty()));
        bram.json(bram.post(path(draft) + "/approval", JsonObject.empty()));
        var reason = JsonObject.builder().put("reason", "It was wrong.").build();
        anna.json(anna.post("/api/objects/" + report.text() + "/withdrawal", reason));
        var refused = bram.post(path(draft) + "/publication", JsonObject.empty());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Pumpworks Drip Master", "taken back");
    }

    @Test
    void whatIsStillToBeWrittenIsReviewedByNobody() {
        var source = source("To be written", "csaf", "TLP:GREEN", List.of());
        bring(source, sample("WRITE-1", "WHITE").getBytes(StandardCharsets.UTF_8));
        var draft = draft(report("WRITE-1"));
        var advice = "{\"title\":\"t\",\"summary\":\"s\",\"advice\":\"a [[wie doet wat?]]\"}";
        var half = "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[]}".formatted(advice, WORDS);
        assertThat(anna.write("PUT", path(draft), half, "application/json").statusCode())
                .isEqualTo(200);
        var refused = anna.post(path(draft) + "/review", JsonObject.empty());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Dutch", "[[wie doet wat?]]");
    }

    @Test
    void whatIsNoAdvisoryOrIsForOthersMakesNone() {
        var bundle = """
                {"type":"bundle","id":"bundle--5a1b2c3d-0000-4000-8000-0000000000a0","objects":[
                 {"type":"report","spec_version":"2.1","id":"report--5a1b2c3d-0000-4000-8000-0000000000a1","name":"Plain",
                  "created":"2026-11-01T08:00:00.000Z","modified":"2026-11-01T08:00:00.000Z","published":"2026-11-01T08:00:00Z",
                  "object_refs":["report--5a1b2c3d-0000-4000-8000-0000000000a1"]},
                 {"type":"report","spec_version":"2.1","id":"report--5a1b2c3d-0000-4000-8000-0000000000a2","name":"Parts",
                  "created":"2026-11-01T08:00:00.000Z","modified":"2026-11-01T08:00:00.000Z","published":"2026-11-01T08:00:00Z",
                  "description":"secret","external_references":[{"source_name":"csaf","external_id":"PARTS-1"}],
                  "granular_markings":[{"marking_ref":"marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421","selectors":["description"]}],
                  "object_refs":["report--5a1b2c3d-0000-4000-8000-0000000000a1"]}]}""";
        bring(source("Bundles", "stix", "TLP:GREEN", List.of()), bundle.getBytes(StandardCharsets.UTF_8));
        assertThat(refusal("report--5a1b2c3d-0000-4000-8000-0000000000a1")).contains("422", "no CSAF advisory");
        assertThat(refusal("report--5a1b2c3d-0000-4000-8000-0000000000a2")).contains("422", "markings of their own");
        assertThat(refusal("report--5a1b2c3d-0000-4000-8000-0000000000ff")).contains("404");
        assertThat(refusal("nonsense")).contains("404");
        var red = source("Red", "csaf", "TLP:GREEN", List.of());
        bring(red, sample("RED-1", "RED").getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(report("RED-1").text())).as("not even its existence").contains("404");
        assertThat(noor.post("/api/objects/" + report("RED-1").text() + "/advisory", JsonObject.empty())
                        .statusCode())
                .as("people of members draft nothing")
                .isEqualTo(404);
    }

    private static String refusal(String id) {
        var answer = anna.post("/api/objects/" + id + "/advisory", JsonObject.empty());
        return answer.statusCode() + " " + answer.body();
    }
}
