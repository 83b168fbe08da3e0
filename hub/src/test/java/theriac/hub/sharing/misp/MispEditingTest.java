package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.sharing.misp.MispAsker.object;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What PyMISP changes one by one: attributes, tags, whole events taken back, and sightings seen again.
class MispEditingTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final MispAsker MISP = new MispAsker(HUB);

    private static String writer;
    private static String reader;
    private static String cert;
    private static int made;

    private String uuid = "";
    private String domain = "";
    private String within = "";

    @BeforeAll
    static void keys() {
        cert = HUB.token(HUB.organization("Cert", "cert"), Scope.MISP);
        writer = HUB.token(HUB.organization("Hospital", "hospital"), Scope.MISP_WRITE);
        reader = HUB.token(HUB.organization("Lab", "lab"), Scope.MISP_WRITE);
    }

    /// A published event with an attribute of its own and one in an object.
    @BeforeEach
    void event() {
        var beginning = "9f0e1d2c-%04x-4c5d-8e6f-".formatted(++made);
        uuid = beginning + "708192a3b4c5";
        domain = beginning + "708192a3b4c7";
        within = beginning + "708192a3b4c9";
        object(MISP.ask(writer, "POST", "events/add", """
            {"uuid":"%s","info":"Calls from a false bank","date":"2026-06-02","distribution":"1","threat_level_id":"2",
             "analysis":"0","timestamp":"1780400000","published":true,"Tag":[{"name":"tlp:green"}],
             "Attribute":[{"uuid":"%s","type":"domain","category":"Network activity","to_ids":true,
              "value":"bank-%d.example","timestamp":"1780400000","comment":"as told"}],
             "Object":[{"uuid":"%s708192a3b4c8","name":"url","meta-category":"network","timestamp":"1780400000",
              "Attribute":[{"uuid":"%s","type":"url","category":"Network activity","object_relation":"url","to_ids":true,
               "value":"https://bank-%d.example/in","timestamp":"1780400000"}]}]}""".formatted(uuid, domain, made, beginning, within, made)));
    }

    private static String publish(String uuid) {
        return MISP.ask(writer, "POST", "events/publish/" + uuid, "").body();
    }

    private JsonObject attribute(String key, String which) {
        var event = object(MISP.ask(key, "POST", "events/view/" + uuid, "{\"deleted\":[0,1]}"))
                .object("Event")
                .orElseThrow();
        return Stream.concat(parts(event, "Attribute"), parts(event, "Object").flatMap(one -> parts(one, "Attribute")))
                .filter(one -> one.text("uuid").orElse("").equals(which))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonObject> parts(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of()).stream();
    }

    @Test
    void anAttributeIsEditedAndWhatIsNotSentStays() {
        for (var which : List.of(domain, within)) {
            var edited = object(MISP.ask(writer, "POST", "attributes/edit/" + which, "{\"comment\":\"seen again\"}"))
                    .object("Attribute")
                    .orElseThrow();
            assertThat(edited.text("comment")).contains("seen again");
            assertThat(edited.text("value").orElse("")).contains("bank-");
            assertThat(Json.write(attribute(reader, which)))
                    .as("others keep what was published")
                    .doesNotContain("seen again");
        }
        publish(uuid);
        assertThat(Json.write(attribute(reader, within))).contains("seen again", "\"object_relation\":\"url\"");
        var older = MISP.ask(writer, "POST", "attributes/edit/" + domain, "{\"timestamp\":\"1\",\"comment\":\"old\"}");
        assertThat(older.statusCode()).isEqualTo(409);
        var wrong = MISP.ask(writer, "POST", "attributes/edit/" + domain, "{\"value\":\"no domain at all\"}");
        assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(422);
    }

    @Test
    void anAttributeIsDeletedAndRestored() {
        var done = object(MISP.ask(writer, "POST", "attributes/delete/" + within, ""));
        assertThat(done.text("message")).contains("Attribute deleted.");
        publish(uuid);
        assertThat(attribute(reader, within).bool("deleted")).contains(true);
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").body()).doesNotContain(within);
        object(MISP.ask(writer, "POST", "attributes/restore/" + within, ""));
        publish(uuid);
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").body()).contains(within);
    }

    @Test
    void tagsAreAttachedAndRemoved() {
        var attach = "{\"uuid\":\"%s\",\"tag\":\"%s\",\"local\":0}";
        object(MISP.ask(
                writer, "POST", "tags/attachTagToObject", attach.formatted(uuid, "rsit:fraud=\\\"phishing\\\"")));
        object(MISP.ask(writer, "POST", "tags/attachTagToObject", attach.formatted(within, "tlp:amber")));
        publish(uuid);
        var seen = MISP.ask(writer, "GET", "events/view/" + uuid, "").body();
        assertThat(seen).contains("rsit:fraud").contains("tlp:amber");
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").body())
                .as("a narrower label counts at once")
                .contains("rsit:fraud");
        object(MISP.ask(
                writer, "POST", "tags/removeTagFromObject", attach.formatted(uuid, "rsit:fraud=\\\"phishing\\\"")));
        publish(uuid);
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").body()).doesNotContain("rsit:fraud");
        assertThat(MISP.ask(writer, "POST", "tags/removeTagFromObject", attach.formatted(uuid, "never"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(MISP.ask(
                                writer,
                                "POST",
                                "tags/attachTagToObject",
                                "{\"uuid\":\"%s\",\"tag\":\"mine\",\"local\":1}".formatted(uuid))
                        .statusCode())
                .isEqualTo(400);
    }

    /// Who had it is told, and the same event does not come back by being sent again.
    @Test
    void anEventIsTakenBack() {
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").statusCode())
                .isEqualTo(200);
        assertThat(object(MISP.ask(writer, "POST", "events/delete/" + uuid, "")).text("message"))
                .contains("Event deleted");
        for (var key : List.of(writer, reader)) {
            assertThat(MISP.ask(key, "GET", "events/view/" + uuid, "").statusCode())
                    .isEqualTo(404);
            var found = MISP.ask(
                    key,
                    "POST",
                    "attributes/restSearch",
                    "{\"returnFormat\":\"json\",\"uuid\":\"%s\"}".formatted(domain));
            assertThat(found.body()).doesNotContain("bank-");
        }
        var again = MISP.ask(writer, "POST", "events/add", "{\"uuid\":\"%s\",\"info\":\"again\"}".formatted(uuid));
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body()).contains("it was deleted");
    }

    @Test
    void nobodyChangesWhatAnotherTold() {
        for (var path : List.of(
                "attributes/edit/" + domain,
                "attributes/delete/" + domain,
                "attributes/restore/" + domain,
                "events/delete/" + uuid)) {
            assertThat(MISP.ask(reader, "POST", path, "{}").statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(MISP.ask(reader, "POST", "tags/attachTagToObject", "{\"uuid\":\"%s\",\"tag\":\"x\"}".formatted(uuid))
                        .statusCode())
                .isEqualTo(403);
        assertThat(MISP.ask(cert, "POST", "events/delete/" + uuid, "").statusCode())
                .as("a key that only reads")
                .isEqualTo(403);
        assertThat(MISP.ask(writer, "GET", "events/delete/" + uuid, "").statusCode())
                .isEqualTo(400);
        var absent = MISP.ask(writer, "POST", "attributes/edit/" + uuid.replace("9f0e", "9f0f"), "{}");
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(((JsonObject) Json.read(absent.body())).names()).containsExactly("name", "message", "url");
    }

    /// Who saw something is for the organisation alone, in the lists and in the event; that
    /// something is a false positive is its word to the CERT as well. Nobody else hears of either.
    @Test
    void aSightingThatWasWrittenIsSeenAgain() {
        object(MISP.ask(reader, "POST", "sightings/add/" + domain, "{\"type\":\"0\",\"source\":\"proxy\"}"));
        object(MISP.ask(reader, "POST", "sightings/add/" + within, "{\"type\":\"1\"}"));
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").body()).contains("\"source\":\"proxy\"");
        for (var key : List.of(writer, cert)) {
            assertThat(MISP.ask(key, "GET", "events/view/" + uuid, "").body()).doesNotContain("\"source\":\"proxy\"");
            assertThat(MISP.ask(key, "POST", "sightings/listSightings/" + domain + "/attribute", "")
                            .body())
                    .isEqualTo("[]");
        }
        assertThat(MISP.ask(reader, "POST", "sightings/listSightings/" + domain + "/attribute", "")
                        .body())
                .contains("\"source\":\"proxy\"", domain);
        assertThat(MISP.ask(reader, "GET", "sightings/index/" + uuid, "").body())
                .contains("\"source\":\"proxy\"", "\"type\":\"1\"", "\"name\":\"Lab\"");
        assertThat(MISP.ask(cert, "GET", "sightings/index/" + uuid, "").body())
                .contains("\"type\":\"1\"")
                .doesNotContain("\"source\":\"proxy\"");
        assertThat(MISP.ask(writer, "GET", "sightings/index/" + uuid, "").body())
                .isEqualTo("[]");
    }

    @Test
    void theTypesAreTold() {
        var result = object(MISP.ask(reader, "GET", "attributes/describeTypes", ""))
                .object("result")
                .orElseThrow();
        assertThat(result.array("types").orElseThrow().texts()).contains("domain", "filename|sha256", "iban");
        assertThat(result.object("sane_defaults")
                        .orElseThrow()
                        .object("url")
                        .orElseThrow()
                        .integer("to_ids"))
                .hasValue(1);
        assertThat(result.object("category_type_mappings").orElseThrow().names())
                .isEqualTo(result.array("categories").orElseThrow().texts());
    }

    /// `PyMISP.freetext(event, text, adhereToWarninglists, distribution, returnMetaAttributes)`.
    @Test
    void aTextIsMadeAttributesOfItsValuesOnceAndDefangedOnesToo() {
        var text = "They called from 203.0.113.77 and sent hxxps://pay[.]bank-free.example/now, twice: 203.0.113.77.";
        var meta = MispAsker.list(freeText("\"returnMetaAttributes\":true,\"adhereToWarninglists\":false", text));
        assertThat(meta.objects().stream().map(one -> one.text("default_type").orElseThrow()))
                .containsExactlyInAnyOrder("ip-dst", "url");
        assertThat(Json.write(view())).as("only told").doesNotContain("203.0.113.77");
        var made = MispAsker.list(freeText("\"adhereToWarninglists\":false,\"distribution\":0", text));
        assertThat(made.objects().stream().map(one -> one.text("value").orElseThrow()))
                .containsExactlyInAnyOrder("203.0.113.77", "https://pay.bank-free.example/now");
        assertThat(made.objects()).allMatch(one -> one.text("uuid").isPresent());
        assertThat(Json.write(view())).contains("203.0.113.77", "pay.bank-free.example");
        assertThat(MispAsker.list(freeText("\"adhereToWarninglists\":false", text))
                        .objects())
                .as("it has them already")
                .isEmpty();
        assertThat(freeText("\"adhereToWarninglists\":false,\"surprise\":1", text)
                        .statusCode())
                .isEqualTo(400);
        assertThat(MISP.ask(reader, "POST", "events/freeTextImport/" + uuid, "{\"value\":\"203.0.113.78\"}")
                        .statusCode())
                .as("another's event")
                .isNotEqualTo(200);
    }

    @Test
    void whatIsOnAWarningListIsLeftOutOrNotForDetectionAsOneAsks() {
        var organization = HUB.part(Organizations.class).cert().orElseThrow();
        var saved = HUB.person(organization, "keeper").write("PUT", "/api/warning-lists/ours", """
                {"name":"Our own sites","type":"hostname","version":1,"description":"","matching_attributes":["domain"],
                 "list":["ours.example"]}""", "application/json");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        var text = "From shop.ours.example to 203.0.113.79.";
        var soft = MispAsker.list(freeText("\"returnMetaAttributes\":true,\"adhereToWarninglists\":\"soft\"", text));
        assertThat(soft.objects())
                .anyMatch(one -> Json.write(one).contains("shop.ours.example")
                        && !one.bool("to_ids").orElseThrow())
                .anyMatch(one -> Json.write(one).contains("203.0.113.79")
                        && one.bool("to_ids").orElseThrow());
        assertThat(Json.write(MispAsker.list(freeText("\"adhereToWarninglists\":true", text))))
                .contains("203.0.113.79")
                .doesNotContain("ours.example");
    }

    private java.net.http.HttpResponse<String> freeText(String members, String text) {
        return MISP.ask(
                writer, "POST", "events/freeTextImport/" + uuid, "{\"value\":\"%s\",%s}".formatted(text, members));
    }

    private JsonObject view() {
        return object(MISP.ask(writer, "GET", "events/view/" + uuid, ""));
    }
}
