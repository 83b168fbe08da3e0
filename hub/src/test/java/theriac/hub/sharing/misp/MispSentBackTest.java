package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.sharing.misp.MispAsker.list;
import static theriac.hub.sharing.misp.MispAsker.object;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// The way in which PyMISP is mostly used: an event is made, and what the hub answered is changed and sent
/// back whole (`add_event(pythonify=True)`, `update_event`, `publish`), request by request as PyMISP itself
/// sent them to a hub (`scripts/clients/with_pymisp.py`).
class MispSentBackTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final MispAsker MISP = new MispAsker(HUB);

    private static String cert;
    private static String writer;
    private static String reader;

    @BeforeAll
    static void members() {
        cert = HUB.token(HUB.organization("Cert", "cert"), Scope.MISP);
        var hospital = HUB.organization("Hospital", "hospital");
        var lab = HUB.organization("Lab", "lab");
        writer = HUB.token(hospital, Scope.MISP_WRITE);
        reader = HUB.token(lab, Scope.MISP_WRITE);
        var organizations = HUB.part(Organizations.class);
        organizations.join(organizations.group("Cardiology"), hospital);
        organizations.join(organizations.group("Cardiology"), lab);
    }

    /// An event as PyMISP writes it; its attributes have no time of their own.
    private static JsonObject add(String uuid, String value, String more) {
        var attribute = value.isEmpty() ? "" : """
                ,"Attribute":[{"uuid":"%s","type":"domain","value":"%s","category":"Network activity","to_ids":true,
                 "disable_correlation":false}]""".formatted(UUID.randomUUID(), value);
        return event(posted(writer, "events/add", """
                {"uuid":"%s","info":"Of %s","date":"2026-06-01","threat_level_id":"2","analysis":"1","published":false%s%s}
                """.formatted(uuid, value, more, attribute)));
    }

    private static JsonObject posted(String key, String path, String body) {
        return object(MISP.ask(key, "POST", path, body));
    }

    private static JsonObject event(JsonObject answer) {
        return answer.object("Event").orElseThrow();
    }

    private static JsonObject seen(String key, String uuid) {
        return event(object(MISP.ask(key, "GET", "events/view/" + uuid, "")));
    }

    private static int status(String key, String uuid) {
        return MISP.ask(key, "GET", "events/view/" + uuid, "").statusCode();
    }

    private static List<String> tags(JsonObject element) {
        return element.array("Tag").map(JsonArray::objects).orElse(List.of()).stream()
                .flatMap(tag -> tag.text("name").stream())
                .toList();
    }

    private static List<String> values(JsonObject event) {
        return event.array("Attribute").map(JsonArray::objects).orElse(List.of()).stream()
                .flatMap(attribute -> attribute.text("value").stream())
                .toList();
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }

    @Test
    void whatIsGotBeforeItIsPublishedAndSentBackGoesAsFarAsItWasMeantTo() {
        var uuid = random();
        var added = add(uuid, "flow.example", ",\"distribution\":\"1\",\"Tag\":[{\"name\":\"tlp:green\"}]");
        assertThat(tags(added)).as("what it said, and nothing of the hub's").containsExactly("tlp:green");
        assertThat(added.text("distribution")).contains("1");
        assertThat(tags(added.array("Attribute").orElseThrow().objects().getFirst()))
                .isEmpty();

        var more = """
                {"uuid":"%s","type":"domain","value":"flow-2.example","category":"Network activity","to_ids":true}""".formatted(random());
        var changed = added.with(
                        "Attribute",
                        JsonArray.of(List.of(
                                added.array("Attribute").orElseThrow().objects().getFirst(),
                                (JsonObject) Json.read(more))))
                .without("timestamp");
        var updated = event(posted(writer, "events/edit/" + uuid, Json.write(changed)));
        assertThat(tags(updated)).containsExactly("tlp:green");
        posted(writer, "events/publish/" + uuid, "");

        var others = seen(reader, uuid);
        assertThat(values(others)).containsExactlyInAnyOrder("flow.example", "flow-2.example");
        assertThat(tags(others)).containsExactly("tlp:green");
        assertThat(others.text("distribution")).contains("1");
    }

    @Test
    void aSingleAttributeIsAnsweredAsItWasTold() {
        var uuid = random();
        add(uuid, "one.example", ",\"distribution\":\"1\",\"Tag\":[{\"name\":\"tlp:green\"}]");
        var one = """
                {"uuid":"%s","type":"url","value":"https://one.example/a","category":"Network activity","to_ids":true}""".formatted(random());
        var added = posted(writer, "attributes/add/" + uuid, one)
                .object("Attribute")
                .orElseThrow();
        assertThat(tags(added)).isEmpty();
        var sentBack = added.with("comment", added.find("value").orElseThrow()).without("timestamp");
        var edited = posted(writer, "attributes/edit/" + added.text("uuid").orElseThrow(), Json.write(sentBack));
        assertThat(tags(edited.object("Attribute").orElseThrow())).isEmpty();
        posted(writer, "events/publish/" + uuid, "");
        assertThat(values(seen(reader, uuid))).contains("https://one.example/a");
    }

    @Test
    void othersGetTheLabelUnderWhichItLeavesAndTheAuthorItsOwnWords() {
        var uuid = random();
        add(uuid, "unlabelled.example", ",\"distribution\":\"1\"");
        posted(writer, "events/publish/" + uuid, "");
        assertThat(tags(seen(writer, uuid))).isEmpty();
        assertThat(seen(writer, uuid).text("distribution")).contains("1");
        assertThat(tags(seen(cert, uuid))).containsExactly("tlp:amber+strict");
        assertThat(seen(cert, uuid).text("distribution")).contains("0");
        assertThat(status(reader, uuid)).isEqualTo(404);
        var found = posted(writer, "attributes/restSearch", "{\"value\":\"unlabelled.example\"}");
        assertThat(found.toString()).contains("unlabelled.example").doesNotContain("tlp:amber");
        assertThat(posted(cert, "attributes/restSearch", "{\"value\":\"unlabelled.example\"}")
                        .toString())
                .contains("tlp:amber+strict");
    }

    @Test
    void anEventMayBeginWithoutAnyPart() {
        var uuid = random();
        var added = add(uuid, "", ",\"distribution\":\"1\",\"Tag\":[{\"name\":\"tlp:green\"}]");
        assertThat(added.text("uuid")).contains(uuid);
        assertThat(values(seen(writer, uuid))).isEmpty();
        var one = """
                {"uuid":"%s","type":"domain","value":"later.example","category":"Network activity","to_ids":true}""".formatted(random());
        posted(writer, "attributes/add/" + added.text("id").orElseThrow(), one);
        posted(writer, "events/publish/" + uuid, "");
        assertThat(values(seen(reader, uuid))).containsExactly("later.example");
    }

    @Test
    void aSharingGroupIsNamedByItsNumberAlone() {
        var groups = object(MISP.ask(writer, "GET", "sharingGroups/index", ""))
                .array("response")
                .orElseThrow()
                .objects();
        var number = groups.stream()
                .flatMap(group -> group.object("SharingGroup").stream())
                .filter(group -> group.text("name").filter("Cardiology"::equals).isPresent())
                .flatMap(group -> group.text("id").stream())
                .findFirst()
                .orElseThrow();
        var uuid = random();
        var more = ",\"distribution\":\"4\",\"sharing_group_id\":\"%s\",\"Tag\":[{\"name\":\"tlp:green\"}]";
        var added = add(uuid, "group.example", more.formatted(number));
        assertThat(added.text("distribution")).contains("4");
        assertThat(added.text("sharing_group_id")).contains(number);
        posted(writer, "events/edit/" + uuid, Json.write(added.without("timestamp")));
        posted(writer, "events/publish/" + uuid, "");
        assertThat(values(seen(reader, uuid))).containsExactly("group.example");
        assertThat(status(cert, uuid)).as("who is not in the group").isEqualTo(404);

        var wrong = """
                {"uuid":"%s","info":"x","distribution":"4","sharing_group_id":"12345"}""".formatted(random());
        assertThat(refused(MISP.ask(writer, "POST", "events/add", wrong), 400)).contains("Invalid sharing group");
    }

    /// PyMISP takes what it adds to an element for no change of it, and sends the time back that it got.
    @Test
    void aChangeThatHasTheTimeOfWhatItChangesIsNotLost() {
        var uuid = random();
        add(uuid, "time.example", ",\"distribution\":\"1\"");
        var attribute =
                seen(writer, uuid).array("Attribute").orElseThrow().objects().getFirst();
        assertThat(attribute.text("comment")).as("as MISP always tells it").contains("");
        assertThat(attribute.names()).contains("deleted");
        var path = "attributes/edit/" + attribute.text("uuid").orElseThrow();
        posted(writer, path, Json.write(attribute.with("comment", new JsonString("changed"))));
        assertThat(seen(writer, uuid).toString()).contains("changed");

        var object = """
                {"uuid":"%s","name":"domain-ip","meta-category":"network","template_uuid":"43b3b146-77eb-4931-b4cc-b66c60f28734",
                 "template_version":"11","Attribute":[{"uuid":"%s","object_relation":"domain","type":"domain",
                 "value":"object.example","category":"Network activity","to_ids":true}]}""".formatted(random(), random());
        var added =
                posted(writer, "objects/add/" + uuid, object).object("Object").orElseThrow();
        assertThat(added.text("comment")).contains("");
        var edited = posted(
                writer,
                "objects/edit/" + added.text("uuid").orElseThrow(),
                Json.write(added.with("comment", new JsonString("of the object"))));
        assertThat(edited.object("Object").orElseThrow().text("comment")).contains("of the object");
    }

    /// PyMISP proposes where it hears this sentence, to the letter; the reason stands beside it.
    @Test
    void whoMayNotWriteIsToldInTheWordsThatClientsCompare() {
        var uuid = random();
        var event = add(uuid, "theirs.example", ",\"distribution\":\"1\",\"Tag\":[{\"name\":\"tlp:green\"}]");
        posted(writer, "events/publish/" + uuid, "");
        var attribute = event.array("Attribute")
                .orElseThrow()
                .objects()
                .getFirst()
                .text("uuid")
                .orElseThrow();
        var new1 = "{\"type\":\"domain\",\"value\":\"mine.example\",\"category\":\"Network activity\"}";
        for (var answer : List.of(
                MISP.ask(reader, "POST", "attributes/add/" + uuid, new1),
                MISP.ask(reader, "POST", "attributes/edit/" + attribute, "{\"comment\":\"x\"}"),
                MISP.ask(reader, "POST", "attributes/delete/" + attribute, "{}"))) {
            assertThat(refused(answer, 403)).isEqualTo("You do not have permission to do that.");
            assertThat(((JsonObject) Json.read(answer.body())).text("name").orElseThrow())
                    .contains("not told by your organisation");
        }
        posted(reader, "shadowAttributes/add/" + uuid, new1);
        assertThat(list(MISP.ask(writer, "GET", "shadowAttributes/index/" + uuid, ""))
                        .objects())
                .hasSize(1);
    }

    private static String refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return ((JsonObject) Json.read(answer.body())).text("message").orElseThrow();
    }
}
