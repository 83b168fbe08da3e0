package theriac.hub.investigations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Investigations are for their people, on every path; what they write becomes known as a whole, after a second person.
class InvestigationsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String KNOWN = "malware--00000000-0000-4000-8000-000000000001";
    private static final String NARROW = "malware--00000000-0000-4000-8000-000000000002";
    private static final String TAXII = "application/taxii+json;version=2.1";

    /// What the page of an object asks for.
    private static final List<String> WAYS = List.of(
            "",
            "/json",
            "/claims",
            "/neighbours",
            "/neighbours/counts",
            "/marking",
            "/who-sees",
            "/versions",
            "/also-seen",
            "/cluster",
            "/sent",
            "/suggestions",
            "/collections");

    private static Organization cert;
    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;
    private static RunningHub.Browser outsider;
    private static RunningHub.Browser stranger;
    private static String member;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        anna = HUB.person(cert, "anna");
        bram = HUB.person(cert, "bram");
        outsider = HUB.person(cert, "outsider");
        var hospital = HUB.organization("Hospital", "hospital");
        stranger = HUB.person(hospital, "stranger", Set.of(Role.READER, Role.ANALYST));
        member = HUB.token(hospital, Scope.TAXII, Scope.LISTS);
        known(KNOWN, Tlp.GREEN);
        known(NARROW, Tlp.AMBER_STRICT);
    }

    private static void known(String id, Tlp tlp) {
        var audience = Audience.of(tlp, cert.key());
        var store = HUB.part(Store.class);
        var source = store.sources().register(new NewSource(cert.key(), "Feed " + tlp, "stix", audience));
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"malware","spec_version":"2.1","id":"%s","name":"Known %s","is_family":false,
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z"}""".formatted(id, tlp)));
        store.claims().claim(new ClaimBatch(source.key(), null, List.of(new Candidate(object, audience))));
    }

    private static JsonObject begin(RunningHub.Browser who, String title) {
        return who.json(who.post(
                "/api/investigations",
                JsonObject.builder().put("title", title).put("summary", "").build()));
    }

    private static String path(JsonObject page) {
        return "/api/investigations/" + page.text("id").orElseThrow();
    }

    private static String account(JsonObject page, String login) {
        return page.array("colleagues").orElseThrow().objects().stream()
                .filter(each -> each.text("login").orElseThrow().equals(login))
                .findFirst()
                .orElseThrow()
                .text("id")
                .orElseThrow();
    }

    private static HttpResponse<String> put(RunningHub.Browser who, String path, String body) {
        return who.write("PUT", path, body, "application/json");
    }

    private static JsonObject shared(String title) {
        var page = begin(anna, title);
        return anna.json(put(anna, path(page) + "/people/" + account(page, "bram"), ""));
    }

    private static String form(String type, String name, String text, String pattern, String... objects) {
        return Json.write(JsonObject.builder()
                .put("type", type)
                .put("name", name)
                .put("text", text)
                .put("pattern", pattern)
                .put("from", "")
                .put("link", "")
                .put("to", "")
                .put("objects", List.of(objects))
                .build());
    }

    private static String draft(JsonObject page, int place) {
        return page.array("drafts")
                .orElseThrow()
                .objects()
                .get(place)
                .text("id")
                .orElseThrow();
    }

    private static HttpResponse<String> publish(RunningHub.Browser who, String path, String tlp) {
        return who.write(
                "POST",
                path + "/publication",
                "{\"tlp\":\"%s\",\"organizations\":[],\"groups\":[],\"reason\":\"ready\"}".formatted(tlp),
                "application/json");
    }

    private static HttpResponse<String> approve(RunningHub.Browser who, String proposal) {
        var confirmed = who.write(
                "POST",
                "/api/session/confirmation",
                "{\"password\":\"" + RunningHub.PASSWORD + "\"}",
                "application/json");
        assertThat(confirmed.statusCode()).isLessThan(300);
        return who.write("POST", "/api/proposals/" + proposal + "/approval", "", "application/json");
    }

    @Test
    void isForItsPeopleOnEveryPath() {
        var page = shared("The quiet case");
        var path = path(page);
        anna.json(anna.write("POST", path + "/notes", "{\"text\":\"quiet words\"}", "application/json"));
        page = anna.json(anna.write(
                "POST",
                path + "/drafts",
                form("indicator", "Quiet indicator", "", "quiet[.]example"),
                "application/json"));
        var draft = draft(page, 0);
        for (var insider : List.of(anna, bram)) {
            assertThat(insider.get("/api/investigations").body()).contains("The quiet case");
            assertThat(insider.get(path).body()).contains("quiet words", draft);
            assertThat(insider.get("/api/objects/" + draft).statusCode()).isEqualTo(200);
            assertThat(insider.get("/api/objects?query=quiet.example").body()).contains(draft);
        }
        anna.json(anna.write(
                "POST",
                "/api/objects/" + draft + "/marking",
                "{\"tlp\":\"green\",\"organizations\":[],\"groups\":[],\"reason\":\"all may know\"}",
                "application/json"));
        assertThat(bram.get("/api/proposals").body()).contains("Quiet indicator");
        for (var other : List.of(outsider, stranger)) {
            assertThat(other.get("/api/investigations").body()).doesNotContain("quiet");
            for (var way : List.of("", "/timeline")) {
                assertThat(other.get(path + way).statusCode()).isEqualTo(404);
            }
            for (var way : WAYS) {
                assertThat(other.get("/api/objects/" + draft + way).body())
                        .as(way)
                        .doesNotContain("quiet", "Quiet");
            }
            assertThat(other.get("/api/objects/" + draft).statusCode()).isEqualTo(404);
            assertThat(other.get("/api/objects?query=quiet.example").body()).doesNotContain("Quiet", draft);
            assertThat(other.get("/api/objects?query=type:indicator").body()).doesNotContain(draft);
            assertThat(other.get("/api/objects/facets?query=quiet.example").body())
                    .doesNotContain("indicator");
            assertThat(other.get("/api/activity").body()).doesNotContain("quiet", draft);
            assertThat(other.get("/api/overview").body()).doesNotContain("quiet", draft);
            assertThat(other.get("/api/proposals").body()).doesNotContainIgnoringCase("quiet");
            assertThat(other.post(
                                    "/api/bundle",
                                    JsonObject.builder()
                                            .put("ids", List.of(draft))
                                            .build())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(other.post(
                                    "/api/values",
                                    JsonObject.builder()
                                            .put("values", List.of("quiet.example"))
                                            .build())
                            .body())
                    .doesNotContain(draft);
        }
        assertThat(indicators(anna)).isEqualTo(indicators(outsider) + 1);
        assertThat(HUB.ask(member, "/taxii2/hub/collections/indicators/objects/", "Accept", TAXII)
                        .body())
                .doesNotContain(draft);
        assertThat(HUB.ask(HUB.token(cert, Scope.TAXII), "/taxii2/hub/collections/indicators/objects/", "Accept", TAXII)
                        .body())
                .as("no machine of its own organisation either")
                .doesNotContain(draft);
        assertThat(HUB.ask(member, "/lists/domains.txt").body()).doesNotContain("quiet.example");
        var trail = outsider.get("/api/audit?subject=" + page.text("id").orElseThrow())
                .body();
        assertThat(trail).contains("investigationContent.addNote").doesNotContain("quiet");
    }

    private static long indicators(RunningHub.Browser who) {
        return who.json("/api/objects/facets?query=type:indicator")
                .object("total")
                .orElseThrow()
                .integer("count")
                .orElseThrow();
    }

    @Test
    void becomesKnownAsAWholeOnceAnotherOfItsPeopleHasLooked() {
        var page = shared("To be told");
        var path = path(page);
        page = anna.json(anna.write(
                "POST", path + "/drafts", form("indicator", "Told one", "", "told.example"), "application/json"));
        var indicator = draft(page, 0);
        page = anna.json(anna.write(
                "POST",
                path + "/drafts",
                form("report", "Told report", "What we found", "", indicator, KNOWN),
                "application/json"));
        var report = draft(page, 1);
        var proposal = anna.json(publish(anna, path, "green")).text("id").orElseThrow();
        assertThat(anna.write("POST", path + "/drafts", form("campaign", "Late", "", ""), "application/json")
                        .statusCode())
                .as("what waits stays as it is")
                .isEqualTo(409);
        assertThat(outsider.get("/api/proposals").body()).doesNotContain("To be told");
        assertThat(approve(outsider, proposal).statusCode()).isEqualTo(404);
        assertThat(approve(anna, proposal).statusCode()).isEqualTo(403);
        assertThat(bram.get("/api/proposals").body()).contains("To be told", "Told report", "TLP:GREEN");
        assertThat(stranger.get("/api/objects/" + report).statusCode()).isEqualTo(404);
        bram.json(approve(bram, proposal));
        for (var reader : List.of(stranger, outsider)) {
            assertThat(reader.get("/api/objects/" + report).body()).contains("Told report", "TLP:GREEN");
            assertThat(reader.get("/api/objects/" + indicator).statusCode()).isEqualTo(200);
            var versions =
                    reader.json("/api/objects/" + report).array("versions").orElseThrow();
            assertThat(versions.objects()).as("drafts stay private").hasSize(1);
            assertThat(reader.get("/api/objects/" + report + "/json").body())
                    .contains(Tlp.GREEN.markingId().text())
                    .doesNotContain(Tlp.RED.markingId().text());
        }
        assertThat(HUB.ask(member, "/taxii2/hub/collections/indicators/objects/", "Accept", TAXII)
                        .body())
                .contains(indicator);
        assertThat(anna.get(path).body()).contains("publishedAt");
        assertThat(publish(anna, path, "green").statusCode())
                .as("nothing is left")
                .isEqualTo(409);
    }

    @Test
    void neverTellsOfWhatIsForFewerPeople() {
        var path = path(shared("Narrow"));
        anna.json(anna.write("POST", path + "/drafts", form("note", "", "About it", "", NARROW), "application/json"));
        assertThat(publish(anna, path, "green").statusCode()).isEqualTo(422);
        assertThat(publish(anna, path, "green").body()).contains("Known AMBER_STRICT");
        assertThat(publish(anna, path, "amber+strict").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/api/objects/" + NARROW).statusCode()).isEqualTo(404);
    }

    @Test
    void whoDecidesIsToldOfValuesThatOnlyFewerPeopleKnow() {
        var feed = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Narrow feed", "stix", Audience.undecided(cert.key())));
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"domain-name","spec_version":"2.1","id":"domain-name--%s","value":"whispered.example"}""".formatted(UUID.randomUUID())));
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(
                        feed.key(), null, List.of(new Candidate(object, Audience.undecided(cert.key())))));
        var path = path(shared("Values"));
        anna.json(anna.write(
                "POST", path + "/drafts", form("indicator", "It", "", "whispered[.]example"), "application/json"));
        assertThat(publish(anna, path, "green").body())
                .contains("whispered[.]example: TLP:AMBER+STRICT \u2192 TLP:GREEN");
    }

    @Test
    void whoComesInSeesDraftsAndWhoLeavesSeesNoNewOnes() {
        var page = begin(anna, "People");
        var path = path(page);
        page = anna.json(anna.write("POST", path + "/drafts", form("campaign", "Before", "", ""), "application/json"));
        var before = draft(page, 0);
        assertThat(bram.get("/api/objects/" + before).statusCode()).isEqualTo(404);
        var person = account(page, "bram");
        anna.json(put(anna, path + "/people/" + person, ""));
        assertThat(bram.get("/api/objects/" + before).statusCode()).isEqualTo(200);
        assertThat(anna.write("DELETE", path + "/people/" + person, "", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(bram.get(path).statusCode()).isEqualTo(404);
        page = anna.json(put(
                anna,
                path + "/drafts/" + before,
                "{\"revision\":1,\"draft\":%s}".formatted(form("campaign", "Afterwards", "", ""))));
        assertThat(page.toString()).contains("Afterwards");
        assertThat(bram.get("/api/objects?query=Afterwards").body()).doesNotContain(before);
        assertThat(bram.get("/api/objects/" + before).body()).doesNotContain("Afterwards");
    }

    @Test
    void aNoteThatSomebodyElseChangedIsNotOverwrittenAndKeepsItsHistory() {
        var page = shared("Notes");
        var path = path(page);
        page = anna.json(anna.write("POST", path + "/notes", "{\"text\":\"one\"}", "application/json"));
        var note = path + "/notes/"
                + page.array("notes")
                        .orElseThrow()
                        .objects()
                        .getFirst()
                        .text("id")
                        .orElseThrow();
        bram.json(put(bram, note, "{\"revision\":1,\"text\":\"two\"}"));
        var late = put(anna, note, "{\"revision\":1,\"text\":\"mine\"}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("investigation.changed");
        anna.json(put(anna, note, "{\"revision\":2,\"text\":\"both\"}"));
        assertThat(anna.get(note + "/versions").body()).contains("\"one\"", "\"two\"", "\"both\"");
        assertThat(outsider.get(note + "/versions").statusCode()).isEqualTo(404);
    }

    @Test
    void tasksAndFilesAreKeptAndFilesAreOnlyEverSaved() {
        var page = shared("Work");
        var path = path(page);
        page = anna.json(anna.write(
                "POST",
                path + "/tasks",
                "{\"title\":\"Ask the provider\",\"due\":\"2026-12-01\"}",
                "application/json"));
        var task = page.array("tasks")
                .orElseThrow()
                .objects()
                .getFirst()
                .text("id")
                .orElseThrow();
        page = bram.json(put(
                bram, path + "/tasks/" + task, "{\"revision\":1,\"title\":\"Ask the provider\",\"state\":\"done\"}"));
        assertThat(page.toString()).contains("doneBy");
        page = anna.json(anna.write(
                "POST",
                path + "/files?name=..%2F%E2%80%AEevil.html",
                "<script>alert(1)</script>",
                "application/octet-stream"));
        var file = page.array("files").orElseThrow().objects().getFirst();
        assertThat(file.text("name").orElseThrow())
                .doesNotContain("/", "\u202E")
                .endsWith("evil.html");
        var answer = bram.get(path + "/files/" + file.text("id").orElseThrow());
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.body()).isEqualTo("<script>alert(1)</script>");
        assertThat(outsider.get(path + "/files/" + file.text("id").orElseThrow())
                        .statusCode())
                .isEqualTo(404);
        assertThat(anna.write("POST", path + "/files?name=x", new byte[Files.LARGEST + 1], "application/octet-stream")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void objectsComeInAndTheTimelineTellsOfThem() {
        var path = path(shared("Things"));
        var wanted = JsonObject.builder()
                .put("ids", List.of(KNOWN, "malware--" + UUID.randomUUID()))
                .build();
        var page = anna.json(anna.post(path + "/objects", wanted));
        assertThat(page.array("objects").orElseThrow().objects()).hasSize(1);
        assertThat(anna.get("/api/investigations?about=" + KNOWN).body()).contains("Things");
        assertThat(outsider.get("/api/investigations?about=" + KNOWN).body()).doesNotContain("Things");
        assertThat(anna.get(path + "/timeline").body()).contains("\"told\"", "Feed GREEN", "\"object\"", "\"begun\"");
        put(anna, path + "/graph", "{\"revision\":0,\"picture\":\"{}\"}");
        assertThat(put(bram, path + "/graph", "{\"revision\":0,\"picture\":\"{}\"}")
                        .statusCode())
                .isEqualTo(409);
        anna.json(anna.write("POST", path + "/closing", "{\"closed\":true}", "application/json"));
        assertThat(anna.post(path + "/objects", wanted).statusCode()).isEqualTo(409);
        assertThat(anna.get(path).statusCode()).isEqualTo(200);
    }
}
