package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.sharing.misp.MispAsker.object;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.DeliveryFinding;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Finding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Events written over MISP's interface, as PyMISP and as a server that pushes write them.
class MispWritingTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final MispAsker MISP = new MispAsker(HUB);

    private static Organization hospital;
    private static String writer;
    private static String reader;
    private static int made;

    @BeforeAll
    static void keys() {
        HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
        writer = HUB.token(hospital, Scope.MISP_WRITE);
        reader = HUB.token(HUB.organization("Lab", "lab"), Scope.MISP_WRITE);
    }

    private static int status(String key, String uuid) {
        return MISP.ask(key, "GET", "events/view/" + uuid, "").statusCode();
    }

    private static String uuid() {
        return "7f0e1d2c-%04x-4c5d-8e6f-708192a3b4c5".formatted(++made);
    }

    /// As PyMISP writes a MISPEvent: without `Event` around it.
    private static String event(String uuid, String distribution, String more) {
        return """
            {"uuid":"%1$s","info":"Calls from a false bank","date":"2026-06-02","distribution":"%2$s","threat_level_id":"2",
             "analysis":"0","timestamp":"1780400000","published":false,"Tag":[{"name":"tlp:green"}],
             "Attribute":[{"uuid":"%3$s708192a3b4c7","type":"domain","category":"Network activity","to_ids":true,
              "value":"bank-%4$s.example","timestamp":"1780400000"}]%5$s}""".formatted(uuid, distribution, uuid.substring(0, 24), uuid.substring(9, 13), more);
    }

    @Test
    void anEventStaysWithItsOrganisationUntilItIsPublished() {
        var uuid = uuid();
        var added = object(MISP.ask(writer, "POST", "events/add", event(uuid, "1", "")))
                .object("Event")
                .orElseThrow();
        assertThat(added.text("uuid")).contains(uuid);
        assertThat(added.object("Orgc").orElseThrow().text("uuid"))
                .contains(hospital.identity().uuid().toString());
        assertThat(status(reader, uuid)).isEqualTo(404);
        assertThat(object(MISP.ask(writer, "POST", "events/publish/" + uuid, ""))
                        .bool("saved"))
                .contains(true);
        assertThat(status(reader, uuid)).isEqualTo(200);
        var edited =
                "{\"Attribute\":[{\"uuid\":\"%s708192a3b4c9\",\"type\":\"domain\",\"category\":\"Network activity\",\"to_ids\":true,\"value\":\"second.example\"}]}"
                        .formatted(uuid.substring(0, 24));
        var own = object(MISP.ask(writer, "POST", "events/edit/" + uuid, edited))
                .object("Event")
                .orElseThrow();
        assertThat(own.array("Attribute").orElseThrow().size())
                .as("what is not sent stays")
                .isEqualTo(2);
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").body())
                .as("others keep what was published")
                .contains("bank-")
                .doesNotContain("second.example");
        MISP.ask(writer, "POST", "events/publish/" + uuid, "");
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").body()).contains("second.example");
    }

    @Test
    void distributionNeverWidens() {
        var own = uuid();
        object(MISP.ask(
                writer,
                "POST",
                "events/add",
                event(own, "0", "").replace("\"published\":false", "\"published\":true")));
        assertThat(status(writer, own)).isEqualTo(200);
        assertThat(status(reader, own)).as("distribution 0, whatever its label").isEqualTo(404);
        var unmarked = uuid();
        object(MISP.ask(
                writer,
                "POST",
                "events/add",
                event(unmarked, "3", "")
                        .replace("\"published\":false", "\"published\":true")
                        .replace("tlp:green", "no label")));
        assertThat(status(reader, unmarked)).as("all communities, and no label").isEqualTo(404);
    }

    @Test
    void aServerPushesNewAndChangedEvents() {
        var uuid = uuid();
        assertThat(MISP.ask(writer, "HEAD", "events/view/" + uuid, "").statusCode())
                .isEqualTo(404);
        var event = (JsonObject) Json.read(event(
                        uuid,
                        "1",
                        ",\"Orgc\":{\"uuid\":\"8f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6\",\"name\":\"Far away\"},\"id\":\"12\",\"org_id\":\"4\",\"locked\":true")
                .replace("\"published\":false", "\"published\":true"));
        var pushed = Json.write(JsonObject.builder().put("Event", event).build());
        var added = object(MISP.ask(writer, "POST", "events/add/metadata:1", pushed))
                .object("Event")
                .orElseThrow();
        assertThat(added.has("Attribute")).isFalse();
        assertThat(MISP.ask(writer, "HEAD", "events/view/" + uuid, "").statusCode())
                .isEqualTo(200);
        assertThat(MISP.ask(writer, "POST", "events/add/metadata:1", pushed).statusCode())
                .as("it is there already")
                .isEqualTo(403);
        object(MISP.ask(
                writer,
                "POST",
                "events/edit/" + uuid + "/metadata:1",
                pushed.replace("1780400000", "1780400009").replace("false bank", "false doctor")));
        assertThat(MISP.ask(reader, "GET", "events/view/" + uuid, "").body())
                .contains("false doctor", "Far away", "1780400009");
        assertThat(MISP.ask(writer, "POST", "events/edit/" + uuid + "/metadata:1", pushed)
                        .statusCode())
                .as("older than what is here")
                .isEqualTo(409);
    }

    @Test
    void aServerThatPushesEverythingIsToldWhatIsNews() {
        var uuid = uuid();
        object(MISP.ask(writer, "POST", "events/add", event(uuid, "1", "")));
        var offered =
                "[{\"Event\":{\"uuid\":\"%s\",\"timestamp\":\"%s\"}},{\"Event\":{\"uuid\":\"%s\",\"timestamp\":\"1\"}}]";
        var unknown = uuid();
        var same = MISP.ask(
                writer, "POST", "events/filterEventIdsForPush", offered.formatted(uuid, "1780400000", unknown));
        assertThat(same.body()).isEqualTo("[\"%s\"]".formatted(unknown));
        var newer = MISP.ask(
                writer, "POST", "events/filterEventIdsForPush", offered.formatted(uuid, "1780400001", unknown));
        assertThat(newer.body()).contains(uuid, unknown);
    }

    @Test
    void whatIsNotTheCallersIsNotChanged() {
        var uuid = uuid();
        object(MISP.ask(
                writer,
                "POST",
                "events/add",
                event(uuid, "1", "").replace("\"published\":false", "\"published\":true")));
        assertThat(MISP.ask(reader, "POST", "events/edit/" + uuid, "{\"info\":\"Nothing to see\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(MISP.ask(reader, "POST", "events/publish/" + uuid, "").statusCode())
                .isEqualTo(403);
        var inAnothersName = event(
                uuid(),
                "1",
                ",\"Orgc\":{\"uuid\":\"%s\",\"name\":\"Hospital\"}"
                        .formatted(hospital.identity().uuid()));
        assertThat(MISP.ask(reader, "POST", "events/add", inAnothersName).statusCode())
                .isEqualTo(403);
        var readsOnly = HUB.token(hospital, Scope.MISP);
        assertThat(MISP.ask(readsOnly, "POST", "events/add", event(uuid(), "1", ""))
                        .statusCode())
                .isEqualTo(403);
        assertThat(MISP.ask(writer, "GET", "events/publish/" + uuid, "").statusCode())
                .isEqualTo(400);
        assertThat(MISP.ask(writer, "POST", "events/add", "{\"Attribute\":[]}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anAttributeAndASightingAreAdded() {
        var uuid = uuid();
        object(MISP.ask(
                writer,
                "POST",
                "events/add",
                event(uuid, "1", "").replace("\"published\":false", "\"published\":true")));
        var attribute = object(
                        MISP.ask(
                                writer,
                                "POST",
                                "attributes/add/" + uuid,
                                "{\"type\":\"ip-dst\",\"category\":\"Network activity\",\"to_ids\":true,\"value\":\"198.51.100.7\"}"))
                .object("Attribute")
                .orElseThrow();
        assertThat(attribute.text("event_id").orElseThrow()).isNotEqualTo("0");
        var wrong = MISP.ask(
                writer,
                "POST",
                "attributes/add/" + uuid,
                "{\"type\":\"ip-dst\",\"category\":\"Network activity\",\"to_ids\":true,\"value\":\"no address\"}");
        assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(422);
        var unused =
                MISP.ask(writer, "POST", "attributes/add/" + uuid, "{\"type\":\"ip-dst\",\"value\":\"no address\"}");
        assertThat(unused.statusCode())
                .as("not for detection either: " + unused.body())
                .isEqualTo(422);
        assertThat(unused.body()).contains("does not fit its type");
        var many = MISP.ask(writer, "POST", "attributes/add/" + uuid, """
                {"list":[{"type":"md5","value":"not a hash"},{"type":"phone-number","value":"ask for Ann"}]}""");
        assertThat(many.statusCode()).as(many.body()).isEqualTo(200);
        assertThat(many.body()).contains("attribute_0", "ask for Ann").doesNotContain("not a hash");
        var domain = uuid.substring(0, 24) + "708192a3b4c7";
        var sighting = object(
                        MISP.ask(reader, "POST", "sightings/add/" + domain, "{\"type\":\"0\",\"source\":\"proxy\"}"))
                .object("Sighting")
                .orElseThrow();
        assertThat(sighting.text("attribute_uuid")).contains(domain);
        object(MISP.ask(
                reader,
                "POST",
                "sightings/add",
                "{\"values\":[\"bank-%s.example\"],\"type\":\"1\"}".formatted(uuid.substring(9, 13))));
        assertThat(HUB.part(Store.class).ledger().read(Viewer.system("test"), 0, 100, Set.of(LedgerEntry.Kind.SIGHTED)))
                .hasSize(1);
        assertThat(MISP.ask(reader, "POST", "sightings/add/" + uuid(), "{\"type\":\"0\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSearchOfWhatWasWrittenFindsIt() {
        var uuid = uuid();
        object(MISP.ask(writer, "POST", "events/add", event(uuid, "1", "")));
        var found = object(MISP.ask(
                        writer,
                        "POST",
                        "attributes/restSearch",
                        "{\"returnFormat\":\"json\",\"eventid\":\"%s\"}".formatted(uuid)))
                .object("response")
                .flatMap(response -> response.array("Attribute"))
                .map(JsonArray::objects)
                .orElseThrow();
        assertThat(found).hasSize(1);
    }

    /// What is not for detection is kept as it came, and its delivery tells of it; the answer names what was left out.
    @Test
    void aWholeEventKeepsWhatDoesNotFitAndIsNotForDetection() {
        var uuid = uuid();
        var more = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            more.append("""
                    ,{"uuid":"%s7081aaaaaa%02d","type":"md5","category":"Payload delivery","to_ids":%b,"value":"no hash %d",
                      "timestamp":"1780400000"}""".formatted(uuid.substring(0, 24), i, i == 6, i));
        }
        var sent = event(uuid, "1", "").replace("}]}", "}" + more + "]}");
        var answer = object(MISP.ask(writer, "POST", "events/add", sent));
        assertThat(answer.text("errors").orElseThrow())
                .startsWith("1 elements")
                .contains("does not fit its type \"md5\"")
                .doesNotContain("not for detection");
        assertThat(MISP.ask(writer, "GET", "events/view/" + uuid, "").body())
                .contains("no hash 0", "no hash 5")
                .doesNotContain("no hash 6");
        var everyone = Viewer.system("test");
        var deliveries = HUB.part(Store.class).deliveries();
        var told = deliveries.list(everyone, Optional.empty(), 100).stream()
                .flatMap(delivery -> deliveries.findings(everyone, delivery.id(), 100).stream())
                .map(DeliveryFinding::finding)
                .filter(finding -> finding.rule().equals("misp.value"))
                .toList();
        assertThat(told)
                .extracting(Finding::pointer)
                .containsExactly(IntStream.rangeClosed(1, 6)
                        .mapToObj(n -> "/Event/Attribute/" + n)
                        .toArray(String[]::new));
        assertThat(told).allMatch(finding -> finding.message().contains("\"md5\""));
    }
}
