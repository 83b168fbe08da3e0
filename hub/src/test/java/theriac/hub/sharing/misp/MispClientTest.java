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
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What PyMISP sends in its rarer ways of calling (`pymisp/api.py`, 2026-08), method by method: lists
/// where one thing is usual, a bare text as body, parameters in the address, and questions that leave
/// out what others name.
class MispClientTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final MispAsker MISP = new MispAsker(HUB);

    private static final String OLD = "7f0e1d2c-0001-4c5d-8e6f-708192a3b4c5";
    private static final String NEW = "7f0e1d2c-0002-4c5d-8e6f-708192a3b4c5";
    private static final String FIRST = "7f0e1d2c-0001-4c5d-8e6f-708192a3b4c6";
    private static final String PROPOSAL = "7f0e1d2c-0001-4c5d-8e6f-708192a3b4c8";

    private static String writer;
    private static String reader;

    @BeforeAll
    static void events() {
        HUB.organization("Cert", "cert");
        writer = HUB.token(HUB.organization("Hospital", "hospital"), Scope.MISP_WRITE);
        reader = HUB.token(HUB.organization("Lab", "lab"), Scope.MISP_WRITE);
        add(OLD, "2026-06-01", "old.example");
        add(NEW, "2026-06-02", "new.example");
    }

    private static void add(String uuid, String day, String domain) {
        var beginning = uuid.substring(0, 24);
        object(MISP.ask(writer, "POST", "events/add", """
                {"uuid":"%1$s","info":"Calls of %2$s","date":"%2$s","distribution":"1","threat_level_id":"2","analysis":"0",
                 "timestamp":"1780400000","published":true,"Tag":[{"name":"tlp:green"}],
                 "Attribute":[{"uuid":"%3$s708192a3b4c6","type":"domain","category":"Network activity","to_ids":true,
                  "value":"%4$s","timestamp":"1780400000"}],
                 "ShadowAttribute":[{"uuid":"%3$s708192a3b4c8","id":"77","event_id":"12","type":"domain",
                  "category":"Network activity","value":"proposed-%4$s","timestamp":"1780400000"}]}""".formatted(uuid, day, beginning, domain)));
    }

    private static List<JsonObject> rows(HttpResponse<String> answer) {
        return list(answer).objects();
    }

    private static List<String> texts(List<JsonObject> elements, String name) {
        return elements.stream().flatMap(each -> each.text(name).stream()).toList();
    }

    private static String attribute(String type, String value) {
        return "{\"type\":\"%s\",\"category\":\"Network activity\",\"to_ids\":true,\"value\":\"%s\"}"
                .formatted(type, value);
    }

    /// `add_attribute` with a list, and `break_on_duplicate`.
    @Test
    void severalAttributesAreAddedAtOnceAndTheSameIsNotAddedTwice() {
        var several = object(MISP.ask(
                writer,
                "POST",
                "attributes/add/" + NEW,
                "[%s,%s,%s,%s]"
                        .formatted(
                                attribute("ip-dst", "192.0.2.1"),
                                attribute("ip-dst", "no address"),
                                attribute("domain", "new.example"),
                                attribute("url", "http://new.example/a"))));
        assertThat(texts(several.array("Attribute").orElseThrow().objects(), "value"))
                .containsExactly("192.0.2.1", "http://new.example/a");
        assertThat(several.object("errors").orElseThrow().names())
                .as("by their places in the list")
                .containsExactly("attribute_1", "attribute_2");
        assertThat(Json.write(several)).contains("A similar attribute already exists for this event.");

        var one = object(MISP.ask(
                writer, "POST", "attributes/add/" + NEW, "[%s]".formatted(attribute("domain", "single.example"))));
        assertThat(one.object("Attribute").orElseThrow().text("value")).contains("single.example");
        var values = object(
                MISP.ask(
                        writer,
                        "POST",
                        "attributes/add/" + NEW,
                        "{\"type\":\"domain\",\"category\":\"Network activity\",\"value\":[\"a.new.example\",\"b.new.example\"]}"));
        assertThat(texts(values.array("Attribute").orElseThrow().objects(), "value"))
                .containsExactly("a.new.example", "b.new.example");
        assertThat(values.has("errors")).isFalse();

        var again = MISP.ask(writer, "POST", "attributes/add/" + NEW, attribute("domain", "single.example"));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(403);
        assertThat(again.body()).contains("A similar attribute already exists for this event.");
        var told = object(MISP.ask(
                writer,
                "POST",
                "attributes/add/" + NEW + "/breakOnDuplicate:0",
                attribute("domain", "single.example")));
        assertThat(told.object("Attribute").orElseThrow().text("uuid"))
                .isEqualTo(one.object("Attribute").orElseThrow().text("uuid"));
        assertThat(MISP.ask(writer, "GET", "events/view/" + NEW, "").body().split("\"single\\.example\"", -1))
                .as("it stands there once")
                .hasSize(2);
        assertThat(MISP.ask(writer, "POST", "attributes/add/" + NEW, "[]").statusCode())
                .isEqualTo(400);
    }

    /// Scripts change one event many times in a second; no change may push out another.
    @Test
    void changesWithinOneSecondAllStand() {
        var uuid = "7f0e1d2c-0003-4c5d-8e6f-708192a3b4c5";
        add(uuid, "2026-05-03", "quick.example");
        for (int n = 0; n < 5; n++) {
            object(MISP.ask(
                    writer, "POST", "attributes/add/" + uuid, attribute("domain", "quick-%d.example".formatted(n))));
            object(MISP.ask(
                    writer, "POST", "tags/attachTagToObject", "{\"uuid\":\"%s\",\"tag\":\"t:%d\"}".formatted(uuid, n)));
            object(MISP.ask(writer, "POST", "events/edit/" + uuid, "{\"info\":\"Quick %d\"}".formatted(n)));
        }
        var event = MISP.ask(writer, "GET", "events/view/" + uuid, "").body();
        for (int n = 0; n < 5; n++) {
            assertThat(event).contains("\"quick-%d.example\"".formatted(n), "\"t:%d\"".formatted(n));
        }
        assertThat(event).contains("\"Quick 4\"");
    }

    /// `search_index`, of attributes, sorted and cut, and of several sharing groups.
    @Test
    void theIndexIsAskedAboutAttributesAndIsSortedBeforeItIsCut() {
        assertThat(texts(rows(MISP.ask(writer, "POST", "events/index", "{\"attribute\":\"old.example\"}")), "uuid"))
                .containsExactly(OLD);
        assertThat(texts(rows(MISP.ask(writer, "POST", "events/index", "{\"all\":\"Calls of 2026-06-02\"}")), "uuid"))
                .containsExactly(NEW);
        for (var page : List.of(1, 2)) {
            var body =
                    "{\"sort\":\"date\",\"desc\":true,\"direction\":\"desc\",\"limit\":1,\"page\":%d}".formatted(page);
            assertThat(texts(rows(MISP.ask(writer, "POST", "events/index", body)), "uuid"))
                    .containsExactly(page == 1 ? NEW : OLD);
        }
        assertThat(rows(MISP.ask(writer, "POST", "events/index", "{\"sharinggroup\":\"1|2\"}")))
                .isEmpty();
    }

    /// `sightings`, `search_sightings` and `delete_sighting`.
    @Test
    void sightingsAreSearchedWithoutNamingAnEventAndTakenBack() {
        object(MISP.ask(
                writer,
                "POST",
                "sightings/add/" + FIRST,
                "{\"type\":\"0\",\"source\":\"proxy\",\"timestamp\":1780400500}"));
        var told = object(
                        MISP.ask(writer, "POST", "sightings/add/" + FIRST, "{\"type\":\"1\",\"timestamp\":1780500000}"))
                .object("Sighting")
                .orElseThrow();

        assertThat(texts(rows(MISP.ask(writer, "POST", "sightings/index", "{}")), "type"))
                .containsExactlyInAnyOrder("0", "1");
        assertThat(rows(MISP.ask(reader, "POST", "sightings/index", "{}"))).isEmpty();
        assertThat(found("sightings/restSearch", "{\"returnFormat\":\"json\",\"last\":\"3650d\"}"))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.text("event_id"))
                        .isEqualTo(found("sightings/restSearch/attribute", """
                                {"id":"%s"}""".formatted(FIRST))
                                .getFirst()
                                .text("event_id")));
        assertThat(texts(found("sightings/restSearch", "{\"source\":\"proxy\"}"), "date_sighting"))
                .containsExactly("1780400500");
        assertThat(texts(found("sightings/restSearch", "{\"from\":1780450000}"), "date_sighting"))
                .containsExactly("1780500000");
        assertThat(texts(found("sightings/restSearch", "{\"to\":\"1780450000\",\"type\":null}"), "date_sighting"))
                .containsExactly("1780400500");
        var whole = found(
                        "sightings/restSearch/attribute",
                        "{\"id\":\"%s\",\"type\":\"1\",\"includeAttribute\":true,\"includeEvent\":true}"
                                .formatted(FIRST))
                .getFirst();
        assertThat(whole.object("Attribute").orElseThrow().text("value")).contains("old.example");
        assertThat(whole.object("Event").orElseThrow().text("uuid")).contains(OLD);

        var path = "sightings/delete/" + told.text("id").orElseThrow();
        assertThat(MISP.ask(reader, "POST", path, "").statusCode())
                .as("another's looks absent")
                .isEqualTo(404);
        assertThat(object(MISP.ask(writer, "POST", path, "")).bool("saved")).contains(true);
        assertThat(texts(rows(MISP.ask(writer, "POST", "sightings/index", "{}")), "type"))
                .containsExactly("0");
        assertThat(MISP.ask(writer, "POST", path, "").statusCode()).isEqualTo(404);
    }

    private static List<JsonObject> found(String path, String body) {
        return object(MISP.ask(writer, "POST", path, body)).array("response").orElseThrow().objects().stream()
                .map(each -> each.object("Sighting").orElseThrow())
                .toList();
    }

    /// `attribute_proposals` of an event, and `get_attribute_proposal`.
    @Test
    void theProposalsOfAnEventAreThoseOfNoOther() {
        var proposals = rows(MISP.ask(writer, "GET", "shadowAttributes/index/" + OLD, "")).stream()
                .map(each -> each.object("ShadowAttribute").orElseThrow())
                .toList();
        assertThat(texts(proposals, "value")).containsExactly("proposed-old.example");
        assertThat(proposals.getFirst().text("event_id"))
                .as("the number of the event here")
                .isEqualTo(object(MISP.ask(writer, "GET", "events/view/" + OLD, ""))
                        .object("Event")
                        .orElseThrow()
                        .text("id"));
        assertThat(rows(MISP.ask(writer, "GET", "shadowAttributes/index", ""))).hasSizeGreaterThan(1);
        for (var name : List.of(PROPOSAL, proposals.getFirst().text("id").orElseThrow())) {
            assertThat(object(MISP.ask(writer, "GET", "shadowAttributes/view/" + name, ""))
                            .object("ShadowAttribute"))
                    .contains(proposals.getFirst());
        }
        assertThat(MISP.ask(writer, "GET", "shadowAttributes/view/" + FIRST, "").statusCode())
                .isEqualTo(404);
    }

    /// `publish` with a mail, `values_in_warninglist` of one text, `organisations` of a scope, `tags`
    /// with a search.
    @Test
    void whatElseIsAskedForInRarerWays() {
        assertThat(object(MISP.ask(writer, "POST", "events/alert/" + OLD, "")).text("message"))
                .as("done, and what is not done is said")
                .contains("Event published; this hub sends no mail about it");
        assertThat(object(MISP.ask(writer, "POST", "warninglists/checkValue", "\"10.0.0.1\""))
                        .names())
                .containsExactly("10.0.0.1");
        assertThat(rows(MISP.ask(writer, "GET", "organisations/index/scope:external/searchall:o", "")))
                .isEmpty();
        assertThat(rows(MISP.ask(writer, "GET", "organisations/index/scope:all", "")))
                .isNotEmpty();
        assertThat(object(MISP.ask(writer, "GET", "tags/index/searchall:green", ""))
                        .array("Tag")
                        .orElseThrow()
                        .size())
                .isEqualTo(1);
        assertThat(object(MISP.ask(writer, "GET", "tags/index/searchall:blue", ""))
                        .array("Tag")
                        .orElseThrow()
                        .size())
                .isZero();
    }
}
