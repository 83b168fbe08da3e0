package theriac.hub.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Reading documents over HTTP, from a file to the report that a member reads.
class DocumentRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TEXT = """
            The group Night Heron (NH-7) attacks clinics.
            It sends mail from billing[.]invoices[.]example; see https://news.example/heron for more.
            Night Heron drops Heronloader. The server is 192.0.2.77, and CVE-2026-1234 is exploited. Call +31 20 555 0123.
            """;

    private static Organization cert;
    private static RunningHub.Browser analyst;
    private static RunningHub.Browser colleague;
    private static RunningHub.Browser member;
    private static StixId heron;
    private static StixId secret;

    @BeforeAll
    static void known() {
        cert = HUB.organization("Cert", "cert");
        analyst = HUB.person(cert, "analyst");
        colleague = HUB.person(cert, "colleague");
        member = HUB.person(HUB.organization("North hospital", "hospital"), "member");
        heron = claim("intrusion-set", "Night Heron", "NH-7", Audience.of(Tlp.CLEAR, cert.key()));
        secret = claim("malware", "Quietowl", "Qowl", Audience.undecided(cert.key()));
    }

    private static StixId claim(String type, String name, String alias, Audience audience) {
        var id = StixId.random(type);
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"%s","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z","is_family":true,
                 "modified":"2026-01-01T00:00:00.000Z","name":"%s","aliases":["%s"]}""".formatted(type, id.text(), name, alias)));
        var store = HUB.part(Store.class);
        var source = store.sources().register(new NewSource(cert.key(), "known", "own", audience));
        store.claims().claim(new ClaimBatch(source.key(), null, List.of(new Candidate(object, audience))));
        return id;
    }

    private static JsonObject read(String text) {
        var id = analyst.json(analyst.post(
                        "/api/documents", JsonObject.builder().put("text", text).build()))
                .text("id")
                .orElseThrow();
        return analyst.json("/api/documents/" + id);
    }

    private static String path(JsonObject document) {
        return "/api/documents/" + document.text("id").orElseThrow();
    }

    private static Map<String, JsonObject> things(JsonObject document) {
        return document.array("things").orElseThrow().objects().stream()
                .collect(Collectors.toMap(thing -> thing.text("name").orElseThrow(), thing -> thing));
    }

    private static JsonObject decide(JsonObject document, String decision, String... names) {
        var known = things(document);
        var list = List.of(names).stream()
                .map(name -> JsonObject.builder()
                        .put("number", known.get(name).integer("number").orElseThrow())
                        .put("decision", decision)
                        .build())
                .toList();
        return put(
                document,
                "/decisions",
                JsonObject.builder().put("decisions", JsonArray.of(list)).build());
    }

    private static JsonObject put(JsonObject document, String path, JsonObject body) {
        return analyst.json(analyst.write("PUT", path(document) + path, Json.write(body), "application/json"));
    }

    private static JsonObject wish(String tlp, boolean members) {
        return JsonObject.builder().put("tlp", tlp).put("members", members).build();
    }

    private static Optional<Boolean> revoked(String id) {
        return member.json("/api/objects/" + id).object("summary").orElseThrow().bool("revoked");
    }

    private static JsonObject raw(RunningHub.Browser person, String id) {
        return person.json("/api/objects/" + id + "/json");
    }

    @Test
    void aTextBecomesAReportThatSaysWhereEverythingStands() {
        var document = read(TEXT);
        var found = things(document);
        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        "Night Heron",
                        "billing.invoices.example",
                        "https://news.example/heron",
                        "news.example",
                        "192.0.2.77",
                        "CVE-2026-1234",
                        "+31205550123");
        assertThat(found.get("Night Heron").array("places").orElseThrow().size())
                .isEqualTo(3);
        assertThat(found.get("https://news.example/heron").bool("sure")).hasValue(false);
        assertThat(found.get("news.example").bool("sure")).hasValue(false);
        assertThat(found.get("192.0.2.77").bool("sure")).hasValue(true);
        assertThat(found.get("+31205550123").text("usable")).hasValue("text");

        int at = TEXT.indexOf("Heronloader");
        document = analyst.json(analyst.post(
                path(document) + "/things",
                JsonObject.builder()
                        .put("start", at)
                        .put("end", at + "Heronloader".length())
                        .put("type", "malware")
                        .build()));
        document = decide(
                document, "accepted", "Night Heron", "billing.invoices.example", "CVE-2026-1234", "+31205550123");
        document = decide(document, "observed", "192.0.2.77");
        document = decide(document, "rejected", "https://news.example/heron", "news.example");
        document = put(
                document,
                "/note",
                JsonObject.builder()
                        .put("title", "Night Heron and clinics")
                        .put("note", "**Watch** [Night Heron](object:%s).".formatted(heron.text()))
                        .put("revision", document.integer("revision").orElseThrow())
                        .build());
        var wish = wish("TLP:GREEN", false).with("subject", new JsonString(heron.text()));
        document = analyst.json(analyst.post(path(document) + "/report", wish));
        var report =
                raw(member, document.object("report").orElseThrow().text("id").orElseThrow());

        assertThat(report.text("name")).hasValue("Night Heron and clinics");
        var types = new TreeSet<String>();
        report.array("object_refs").orElseThrow().texts().forEach(id -> {
            types.add(StixId.of(id).type());
            assertThat(member.get("/api/objects/" + id).statusCode()).as(id).isEqualTo(200);
        });
        assertThat(types)
                .containsExactly("indicator", "intrusion-set", "ipv4-addr", "malware", "relationship", "vulnerability");
        var places = report.object("extensions").orElseThrow();
        var mentions =
                ((JsonObject) places.valueAt(0)).array("mentions").orElseThrow().objects();
        assertThat(mentions).hasSize(6);
        assertThat(Json.write(mentions.getFirst())).contains("The group Night Heron (NH-7) attacks");
        assertThat(Validation.validate(StixObject.of(report))).isEmpty();
    }

    @Test
    void whatIsLaterRejectedIsTakenBackAndTheRestStays() {
        var document = read("The server is 192.0.2.80, another is 192.0.2.81.");
        document = decide(document, "accepted", "192.0.2.80", "192.0.2.81");
        document = analyst.json(analyst.post(path(document) + "/report", wish("TLP:GREEN", false)));
        var id = document.object("report").orElseThrow().text("id").orElseThrow();
        var before = raw(member, id).array("object_refs").orElseThrow().texts();
        document = decide(document, "rejected", "192.0.2.81");
        analyst.json(analyst.post(path(document) + "/report", wish("TLP:GREEN", false)));
        var after = raw(member, id).array("object_refs").orElseThrow().texts();
        assertThat(before).hasSize(2).containsAll(after);
        assertThat(after).hasSize(1);
        var gone =
                before.stream().filter(ref -> !after.contains(ref)).findFirst().orElseThrow();
        assertThat(revoked(gone)).hasValue(true);
        assertThat(revoked(after.getFirst())).hasValue(false);
    }

    @Test
    void whatTwoReportsSayStaysWhenOneNoLongerSaysIt() {
        var first = decide(read("Exploited: CVE-2026-7001."), "accepted", "CVE-2026-7001");
        first = analyst.json(analyst.post(path(first) + "/report", wish("TLP:GREEN", false)));
        var second = decide(read("Also CVE-2026-7001, and 192.0.2.83."), "accepted", "CVE-2026-7001", "192.0.2.83");
        second = analyst.json(analyst.post(path(second) + "/report", wish("TLP:GREEN", false)));
        var report = first.object("report").orElseThrow().text("id").orElseThrow();
        var vulnerability =
                raw(member, report).array("object_refs").orElseThrow().texts().getFirst();
        second = decide(second, "rejected", "CVE-2026-7001");
        analyst.json(analyst.post(path(second) + "/report", wish("TLP:GREEN", false)));
        assertThat(revoked(vulnerability)).hasValue(false);
        first = decide(first, "rejected", "CVE-2026-7001");
        first = put(
                first,
                "/note",
                JsonObject.builder()
                        .put("title", "None")
                        .put("note", "nothing")
                        .put("revision", first.integer("revision").orElseThrow())
                        .build());
        analyst.json(analyst.post(path(first) + "/report", wish("TLP:GREEN", false)));
        assertThat(revoked(vulnerability)).hasValue(true);
    }

    @Test
    void aReportThatBecomesNarrowerIsTakenBackFromThoseWhoHadIt() {
        var document = decide(read("The server is 192.0.2.84."), "observed", "192.0.2.84");
        document = analyst.json(analyst.post(path(document) + "/report", wish("TLP:GREEN", false)));
        var id = document.object("report").orElseThrow().text("id").orElseThrow();
        var server = raw(member, id).array("object_refs").orElseThrow().texts().getFirst();
        var other = decide(read("Again 192.0.2.84 and 192.0.2.85."), "observed", "192.0.2.84", "192.0.2.85");
        analyst.json(analyst.post(path(other) + "/report", wish("TLP:AMBER+STRICT", false)));
        assertThat(revoked(server))
                .as("a report for few takes nothing from many")
                .hasValue(false);
        analyst.json(analyst.post(path(document) + "/report", wish("TLP:AMBER+STRICT", false)));
        assertThat(revoked(id)).hasValue(true);
        assertThat(revoked(server)).hasValue(true);
        assertThat(analyst.json("/api/objects/" + id)
                        .object("summary")
                        .orElseThrow()
                        .bool("revoked"))
                .hasValue(false);
    }

    @Test
    void aReportNamesNothingThatItsReadersMayNotKnowOf() {
        var document = read("They use Quietowl, a new tool of Night Heron.");
        document = decide(document, "accepted", "Quietowl", "Night Heron");
        var refused = analyst.post(path(document) + "/report", wish("TLP:GREEN", false));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Quietowl").doesNotContain("Night Heron");
        assertThat(analyst.post(path(document) + "/report", wish("TLP:AMBER+STRICT", true))
                        .statusCode())
                .isEqualTo(409);
        var hidden = put(
                document,
                "/note",
                JsonObject.builder()
                        .put("title", "x")
                        .put("note", "[Quietowl](object:%s)".formatted(secret.text()))
                        .put("revision", 1)
                        .build());
        decide(hidden, "rejected", "Quietowl");
        assertThat(analyst.post(path(document) + "/report", wish("TLP:GREEN", false))
                        .statusCode())
                .as("a mention in the note counts as well")
                .isEqualTo(409);
        var inside = analyst.json(analyst.post(path(document) + "/report", wish("TLP:AMBER+STRICT", false)));
        var id = inside.object("report").orElseThrow().text("id").orElseThrow();
        assertThat(member.get("/api/objects/" + id).statusCode()).isEqualTo(404);
        assertThat(colleague.get("/api/objects/" + id).statusCode()).isEqualTo(200);
        assertThat(member.get("/api/documents/of/" + id).statusCode()).isEqualTo(404);
        assertThat(analyst.json("/api/documents/of/" + id).text("id"))
                .hasValue(document.text("id").orElseThrow());
    }

    @Test
    void whoIsReachedIsEverybodyWithClearAndWhatWasWithdrawnReachesNobody() {
        var green = claim("malware", "Greenfinch", "Gfinch", Audience.of(Tlp.GREEN, cert.key()));
        var document = decide(read("It is Greenfinch."), "accepted", "Greenfinch");
        var refused = analyst.post(path(document) + "/report", wish("TLP:CLEAR", false));
        assertThat(refused.body())
                .as("the community sees it, the world does not")
                .contains("document.narrow");
        analyst.json(analyst.post(path(document) + "/report", wish("TLP:GREEN", false)));

        var store = HUB.part(Store.class);
        var said = store.objects()
                .contents(Viewer.system("a test"), List.of(green))
                .getFirst();
        var narrow = Audience.undecided(cert.key());
        var other = store.sources().register(new NewSource(cert.key(), "narrow", "own", narrow));
        store.claims().claim(new ClaimBatch(other.key(), null, List.of(new Candidate(said.object(), narrow))));
        var wide =
                store.sources().register(new NewSource(cert.key(), "known", "own", Audience.of(Tlp.GREEN, cert.key())));
        store.claims().withdraw(Viewer.system("a test"), green, wide.key(), "wrong");
        assertThat(analyst.post(path(document) + "/report", wish("TLP:GREEN", false))
                        .body())
                .as("the wide word was taken back, a narrow one stands")
                .contains("document.narrow");
    }

    @Test
    void othersReadNoDocumentOfOurs() {
        var document = read("Only ours: 192.0.2.90.");
        for (var path : List.of(path(document), path(document) + "/file")) {
            assertThat(member.get(path).statusCode()).isEqualTo(404);
            assertThat(colleague.get(path).statusCode()).isEqualTo(200);
        }
        assertThat(member.json("/api/documents")
                        .array("documents")
                        .orElseThrow()
                        .size())
                .isZero();
        assertThat(member.post(path(document) + "/search", JsonObject.empty()).statusCode())
                .isEqualTo(404);
        assertThat(member.post(path(document) + "/report", wish("TLP:CLEAR", false))
                        .statusCode())
                .isEqualTo(404);
        var machine = HUB.token(cert, theriac.hub.policy.Scope.values());
        assertThat(HUB.ask(machine, path(document)).statusCode()).isIn(401, 403);
    }

    @Test
    void twoWhoWriteTheNoteDoNotOverwriteEachOther() {
        var document = read("A note: 192.0.2.91.");
        var wish = JsonObject.builder()
                .put("title", "First")
                .put("note", "first")
                .put("revision", document.integer("revision").orElseThrow())
                .build();
        put(document, "/note", wish);
        var second = colleague.write("PUT", path(document) + "/note", Json.write(wish), "application/json");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("document.written");
        assertThat(analyst.json(path(document)).text("title")).hasValue("First");
    }

    @Test
    void aNewSearchFindsNewNamesAndKeepsDecisions() {
        var document = read("They call it Marshwren; it talks to 192.0.2.92.");
        decide(document, "rejected", "192.0.2.92");
        var marshwren = claim("malware", "Marshwren", "mw", Audience.of(Tlp.CLEAR, cert.key()));
        document = analyst.json(analyst.post(path(document) + "/search", JsonObject.empty()));
        assertThat(things(document).get("Marshwren").text("target")).hasValue(marshwren.text());
        assertThat(things(document).get("192.0.2.92").text("decision")).hasValue("rejected");
    }

    @Test
    void whereSeveralBearANameAPersonSaysWhich() {
        var set = claim("intrusion-set", "Greyplover", "gp1", Audience.of(Tlp.CLEAR, cert.key()));
        var actor = claim("threat-actor", "Greyplover", "gp2", Audience.of(Tlp.CLEAR, cert.key()));
        var document = read("We blame Greyplover.");
        var thing = things(document).get("Greyplover");
        assertThat(thing.text("target")).hasValue(set.text());
        assertThat(thing.array("candidates").orElseThrow().size()).isEqualTo(2);
        var number = thing.integer("number").orElseThrow();
        document = put(
                document,
                "/things/" + number,
                JsonObject.builder().put("target", actor.text()).build());
        assertThat(things(document).get("Greyplover").text("target")).hasValue(actor.text());
        document = analyst.json(analyst.post(path(document) + "/search", JsonObject.empty()));
        assertThat(things(document).get("Greyplover").text("target")).hasValue(actor.text());
        var foreign = analyst.write(
                "PUT",
                path(document) + "/things/" + number,
                "{\"target\":\"%s\"}".formatted(heron.text()),
                "application/json");
        assertThat(foreign.statusCode()).isEqualTo(400);
    }

    @Test
    void aFileIsKeptByteByByteAndReadWithItsPages() {
        var pdf = SampleFiles.pdf();
        var answer = analyst.write("POST", "/api/documents/file?name=r.pdf", pdf, "application/octet-stream");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var document =
                analyst.json("/api/documents/" + analyst.json(answer).text("id").orElseThrow());
        assertThat(document.text("title")).hasValue("Night Heron report");
        assertThat(document.integer("size")).hasValue(pdf.length);
        var place = things(document)
                .get("192.0.2.77")
                .array("places")
                .orElseThrow()
                .objects()
                .getFirst();
        assertThat(place.find("page")).hasValue(JsonNumber.of(2));
        var file = analyst.get(path(document) + "/file");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
        assertThat(file.headers().firstValue("Content-Type").orElse("")).isEqualTo("application/octet-stream");
    }

    @Test
    void badInputIsRefusedWithASentence() {
        for (var body : List.of(
                "{}",
                "{\"text\":\"\"}",
                "{\"text\":\"x\",\"address\":\"https://a.example/\"}",
                "{\"address\":\"file:///etc/passwd\"}",
                "{\"address\":\"http://127.0.0.1:1/\"}",
                "{\"address\":\"http://169.254.169.254/latest/\"}",
                "{\"address\":\"::::\"}")) {
            var answer = analyst.write("POST", "/api/documents", body, "application/json");
            assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isIn(400, 422);
            if (body.contains("//127") || body.contains("//169") || body.contains("file:")) {
                assertThat(answer.body()).contains("fetch.refused-address");
            }
        }
        var large = new byte[FileTexts.LARGEST + 1];
        assertThat(analyst.write("POST", "/api/documents/file?name=x", large, "application/octet-stream")
                        .statusCode())
                .isEqualTo(413);
        var document = read("Hostile \u202E<script>alert(1)</script> 192.0.2.93 \u0000 end");
        assertThat(document.text("text").orElseThrow()).doesNotContain("\u0000");
        for (var wish : List.of(
                "{\"start\":-1,\"end\":4,\"type\":\"malware\"}",
                "{\"start\":0,\"end\":40000,\"type\":\"malware\"}",
                "{\"start\":0,\"end\":4,\"type\":\"indicator\"}")) {
            assertThat(analyst.write("POST", path(document) + "/things", wish, "application/json")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(analyst.post(path(document) + "/report", wish("TLP:RED", false))
                        .body())
                .contains("RED is for named people");
        assertThat(analyst.post(path(document) + "/report", wish("TLP:GREEN", false))
                        .body())
                .contains("document.empty");
    }

    @Test
    void aPublishedDocumentStaysAndAnotherMayBeForgotten() {
        var kept = decide(read("Kept 192.0.2.94."), "accepted", "192.0.2.94");
        analyst.json(analyst.post(path(kept) + "/report", wish("TLP:GREEN", false)));
        assertThat(analyst.write("DELETE", path(kept), "", "application/json").statusCode())
                .isEqualTo(409);
        var forgotten = read("Forgotten 192.0.2.95.");
        assertThat(analyst.write("DELETE", path(forgotten), "", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(analyst.get(path(forgotten)).statusCode()).isEqualTo(404);
    }
}
