package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.sharing.misp.MispAsker.list;
import static theriac.hub.sharing.misp.MispAsker.object;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What hangs on an event over MISP's interface, as PyMISP writes and reads it (`pymisp/api.py`,
/// 2026-08): event reports, references between objects, proposals to others' events, and events
/// that extend one another.
class MispPartsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final MispAsker MISP = new MispAsker(HUB);

    private static final String EVENT = "7f0e1d2c-1001-4c5d-8e6f-708192a3b4c5";
    private static final String ATTRIBUTE = "7f0e1d2c-1002-4c5d-8e6f-708192a3b4c5";
    private static final String OBJECT = "7f0e1d2c-1003-4c5d-8e6f-708192a3b4c5";
    private static final String OPEN = "7f0e1d2c-1004-4c5d-8e6f-708192a3b4c5";
    private static final String CLOSED = "7f0e1d2c-1005-4c5d-8e6f-708192a3b4c5";

    private static String cert;
    private static String hospital;
    private static String lab;

    @BeforeAll
    static void anEvent() {
        cert = HUB.token(HUB.organization("Cert", "cert"), Scope.MISP_WRITE);
        hospital = HUB.token(HUB.organization("Hospital", "hospital"), Scope.MISP_WRITE);
        lab = HUB.token(HUB.organization("Lab", "lab"), Scope.MISP_WRITE);
        add(EVENT, "tlp:green", """
                "Attribute":[{"uuid":"%s","type":"domain","category":"Network activity","to_ids":true,
                  "value":"parts.example","timestamp":"1780400000"}],
                 "Object":[{"uuid":"%s","name":"file","meta-category":"file","timestamp":"1780400000","Attribute":[
                  {"uuid":"7f0e1d2c-1006-4c5d-8e6f-708192a3b4c5","object_relation":"filename","type":"filename",
                   "value":"a.exe","category":"Payload delivery","timestamp":"1780400000"}]}]""".formatted(ATTRIBUTE, OBJECT));
    }

    private static void add(String uuid, String tag, String parts) {
        object(MISP.ask(cert, "POST", "events/add", """
                {"uuid":"%s","info":"Event %s","date":"2026-06-02","distribution":"1","threat_level_id":"2","analysis":"0",
                 "timestamp":"1780400000","published":true,"Tag":[{"name":"%s"}],%s}""".formatted(uuid, uuid, tag, parts)));
    }

    private static JsonObject posted(String key, String path, String body) {
        return object(MISP.ask(key, "POST", path, body));
    }

    private static JsonObject view(String key, String path) {
        return object(MISP.ask(key, "GET", "events/view/" + path, ""))
                .object("Event")
                .orElseThrow();
    }

    private static List<JsonObject> parts(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of());
    }

    private static void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(((JsonObject) Json.read(answer.body())).text("message")).isPresent();
    }

    @Test
    void eventReportsAreWrittenReadAndDeletedOneByOne() {
        refused(MISP.ask(hospital, "POST", "eventReports/add/" + EVENT, "{\"name\":\"Mine\",\"content\":\"x\"}"), 403);
        refused(MISP.ask(cert, "POST", "eventReports/add/" + EVENT, "{\"content\":\"without a name\"}"), 400);
        var added = posted(cert, "eventReports/add/" + EVENT, "{\"name\":\"What we know\",\"content\":\"# First\"}")
                .object("EventReport")
                .orElseThrow();
        var uuid = added.text("uuid").orElseThrow();
        assertThat(added.text("content")).contains("# First");
        assertThat(added.text("event_id")).isEqualTo(view(cert, EVENT).text("id"));
        refused(MISP.ask(hospital, "GET", "eventReports/view/" + uuid, ""), 404);

        var edited = posted(cert, "eventReports/edit/" + added.text("id").orElseThrow(), "{\"content\":\"# Second\"}")
                .object("EventReport")
                .orElseThrow();
        assertThat(edited.text("name")).as("what is not sent stays").contains("What we know");
        posted(cert, "events/publish/" + EVENT, "");
        var seen = object(MISP.ask(hospital, "GET", "eventReports/view/" + uuid, ""))
                .object("EventReport")
                .orElseThrow();
        assertThat(seen.text("content")).contains("# Second");
        var rows = list(MISP.ask(hospital, "GET", "eventReports/index/event_id:" + EVENT, ""));
        assertThat(rows.objects())
                .anyMatch(row -> row.object("EventReport").filter(seen::equals).isPresent());
        refused(MISP.ask(hospital, "GET", "eventReports/index", ""), 400);

        posted(cert, "eventReports/delete/" + uuid, "{\"hard\":1}");
        posted(cert, "events/publish/" + EVENT, "");
        assertThat(view(hospital, EVENT).toString()).doesNotContain("# Second");
        assertThat(list(MISP.ask(hospital, "GET", "eventReports/index/event_id:" + EVENT, ""))
                        .toString())
                .doesNotContain("# Second");
    }

    @Test
    void anObjectRefersToAnotherPartOfItsEvent() {
        var body =
                "{\"object_uuid\":\"%s\",\"referenced_uuid\":\"%s\",\"relationship_type\":\"communicates-with\",\"comment\":\"seen\"}";
        refused(MISP.ask(hospital, "POST", "objectReferences/add", body.formatted(OBJECT, ATTRIBUTE)), 403);
        refused(MISP.ask(cert, "POST", "objectReferences/add", body.formatted(OBJECT, OPEN)), 404);
        refused(MISP.ask(cert, "POST", "objectReferences/add", "{\"object_uuid\":\"%s\"}".formatted(OBJECT)), 400);
        var added = posted(cert, "objectReferences/add", body.formatted(OBJECT, ATTRIBUTE))
                .object("ObjectReference")
                .orElseThrow();
        var uuid = added.text("uuid").orElseThrow();
        assertThat(parts(parts(view(cert, EVENT), "Object").getFirst(), "ObjectReference"))
                .anyMatch(reference -> reference.text("uuid").equals(added.text("uuid"))
                        && reference.text("id").equals(added.text("id"))
                        && reference.text("referenced_id").equals(added.text("referenced_id")));
        var relationship = StixId.of("relationship--" + uuid);
        assertThat(content(relationship).text("relationship_type")).contains("communicates-with");

        posted(cert, "objectReferences/delete/" + added.text("id").orElseThrow(), "");
        assertThat(view(cert, EVENT).toString()).doesNotContain(uuid);
        assertThat(view(cert, EVENT + "/deleted%5B%5D:1").toString())
                .as("it stands there as deleted")
                .contains(uuid);
        assertThat(content(relationship).bool("revoked")).contains(true);
        refused(MISP.ask(cert, "POST", "objectReferences/delete/" + OPEN, ""), 404);
    }

    private static JsonObject content(StixId id) {
        return HUB.part(Store.class).objects().contents(Viewer.system("what was stored"), List.of(id)).stream()
                .map(each -> each.object().json())
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> proposals(String key, String more) {
        return list(MISP.ask(key, "GET", "shadowAttributes/index/" + EVENT + more, "")).objects().stream()
                .map(each -> each.object("ShadowAttribute").orElseThrow())
                .toList();
    }

    private static JsonObject proposed(String path, String body) {
        return posted(hospital, path, body).object("ShadowAttribute").orElseThrow();
    }

    private static String id(JsonObject proposal) {
        return proposal.text("id").orElseThrow();
    }

    @Test
    void whatIsProposedIsForTheEventsOwnerAloneWhoAcceptsOrDiscardsIt() {
        refused(MISP.ask(hospital, "POST", "shadowAttributes/add/" + EVENT, "{\"type\":\"domain\"}"), 400);
        refused(MISP.ask(hospital, "POST", "shadowAttributes/add/" + OPEN.replace("1004", "9999"), "{}"), 400);
        var added = proposed(
                "shadowAttributes/add/" + EVENT,
                "{\"type\":\"domain\",\"category\":\"Network activity\",\"to_ids\":true,\"value\":\"more.example\"}");
        var changed = proposed("shadowAttributes/edit/" + ATTRIBUTE, "{\"comment\":\"a sinkhole\"}");
        var gone = proposed("shadowAttributes/delete/" + ATTRIBUTE, "");
        assertThat(changed.text("uuid")).as("as MISP has it").contains(ATTRIBUTE);
        assertThat(changed.text("value")).contains("parts.example");
        assertThat(gone.bool("proposal_to_delete")).contains(true);
        assertThat(proposals(cert, "")).contains(added, changed, gone);
        assertThat(proposals(hospital, "")).contains(added, changed, gone);
        assertThat(proposals(lab, "")).as("nobody else's business").isEmpty();
        for (var what : List.of("accept", "discard")) {
            refused(MISP.ask(lab, "POST", "shadowAttributes/" + what + "/" + id(added), ""), 404);
        }
        refused(MISP.ask(hospital, "POST", "shadowAttributes/accept/" + id(added), ""), 403);

        posted(cert, "shadowAttributes/accept/" + id(added), "");
        posted(cert, "shadowAttributes/accept/" + id(changed), "");
        posted(cert, "shadowAttributes/discard/" + id(gone), "");
        var attributes = parts(view(cert, EVENT), "Attribute");
        assertThat(attributes)
                .anyMatch(each ->
                        each.text("value").filter("more.example"::equals).isPresent());
        assertThat(attributes)
                .anyMatch(each -> each.text("uuid").filter(ATTRIBUTE::equals).isPresent()
                        && each.text("comment").filter("a sinkhole"::equals).isPresent());
        assertThat(view(hospital, EVENT).toString())
                .as("others keep what was published")
                .doesNotContain("more.example");
        for (var key : List.of(cert, hospital)) {
            assertThat(proposals(key, "")).isEmpty();
            assertThat(proposals(key, "/deleted%5B%5D:1"))
                    .hasSize(3)
                    .allMatch(each -> each.bool("deleted").orElse(false));
        }
        refused(MISP.ask(cert, "POST", "shadowAttributes/accept/" + id(gone), ""), 404);

        var regretted = proposed("shadowAttributes/edit/" + ATTRIBUTE, "{\"to_ids\":false}");
        posted(hospital, "shadowAttributes/discard/" + id(regretted), "");
        assertThat(proposals(cert, "")).isEmpty();
        posted(cert, "events/publish/" + EVENT, "");
        assertThat(view(hospital, EVENT).toString()).contains("more.example");
    }

    @Test
    void anEventIsShownWithThoseThatExtendItAsFarAsTheyAreForTheReader() {
        var parts =
                "\"extends_uuid\":\"%s\",\"Attribute\":[{\"type\":\"domain\",\"category\":\"Network activity\",\"value\":\"%s\",\"uuid\":\"%s\",\"timestamp\":\"1780400000\"}]";
        add(OPEN, "tlp:green", parts.formatted(EVENT, "open.example", OPEN.replace("1004", "1014")));
        add(CLOSED, "tlp:amber", parts.formatted(EVENT, "closed.example", CLOSED.replace("1005", "1015")));
        assertThat(view(cert, EVENT).toString()).doesNotContain("open.example");
        var both = posted(cert, "events/view/" + EVENT, "{\"extended\":true}")
                .object("Event")
                .orElseThrow();
        assertThat(both.toString()).contains("parts.example", "open.example", "closed.example");
        assertThat(both.object("extensionEvents").orElseThrow().names()).hasSize(2);
        assertThat(parts(both, "Tag").toString())
                .as("as strict as the strictest of them")
                .contains("tlp:amber");
        assertThat(both.text("distribution")).contains("0");
        var own = parts(both, "Attribute").stream()
                .filter(each ->
                        each.text("value").filter("open.example"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(own.text("event_id")).isEqualTo(view(cert, OPEN).text("id"));

        var others = view(hospital, EVENT + "/extended:1");
        assertThat(others.toString()).contains("open.example").doesNotContain("closed.example", CLOSED);
        assertThat(parts(others, "Tag").toString()).contains("tlp:green").doesNotContain("tlp:amber");
    }
}
