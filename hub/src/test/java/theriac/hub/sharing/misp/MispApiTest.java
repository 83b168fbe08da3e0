package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.sharing.misp.MispAsker.list;
import static theriac.hub.sharing.misp.MispAsker.object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// MISP's REST interface as its Python client (PyMISP 2.5, `pymisp/api.py`) uses it: the same addresses,
/// headers and bodies, put together by hand, because the client itself is not part of this build. Its base
/// address must end in a slash, for it joins addresses as RFC 3986 does.
class MispApiTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final MispAsker MISP = new MispAsker(HUB);

    private static final String OPEN = "5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5";
    private static final String HIDDEN = "6f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5";

    private static String key;

    @BeforeAll
    static void events() {
        var cert = HUB.organization("Cert", "cert");
        take(cert, event(OPEN, "False care package", "2026-05-28", "1780000000", "tlp:green"));
        take(cert, event(HIDDEN, "Own affair", "2026-06-01", "1780300000", "tlp:amber+strict"));
        key = HUB.token(HUB.organization("Hospital", "hospital"), Scope.MISP);
    }

    private static String event(String uuid, String info, String date, String timestamp, String tag) {
        return """
            {"Event":{"id":"7","uuid":"%1$s","info":"%2$s","date":"%3$s","timestamp":"%4$s","distribution":"3",
             "analysis":"2","threat_level_id":"1","published":true,"publish_timestamp":"%4$s",
             "Orgc":{"id":"3","uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6","name":"Partner"},
             "Tag":[{"id":"1","name":"%5$s","colour":"#339900"},{"id":"9","name":"campaign:care"}],
             "Attribute":[
              {"id":"70","event_id":"7","uuid":"%6$s708192a3b4c7","type":"domain","category":"Network activity","to_ids":true,
               "value":"open.example","timestamp":"1780000001","Sighting":[{"id":"1","type":"0","date_sighting":"1780000500",
               "uuid":"%6$s708192a3b4d0","source":"sensor"}]},
              {"id":"71","event_id":"7","uuid":"%6$s708192a3b4c8","type":"domain","category":"Network activity","to_ids":true,
               "value":"own.example","distribution":"0"},
              {"id":"72","event_id":"7","uuid":"%6$s708192a3b4c9","type":"text","category":"Other","to_ids":false,
               "value":"A remark","deleted":true}]}}
            """.formatted(uuid, info, date, timestamp, tag, uuid.substring(0, 24));
    }

    private static void take(Organization owner, String text) {
        var source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(owner.key(), "events", "misp", Audience.of(Tlp.AMBER_STRICT, owner.key())));
        HUB.part(Ingest.class)
                .take(source, "event.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> ask(String method, String path, String body, String... more) {
        return MISP.ask(key, method, path, body, more);
    }

    private static JsonArray found(String path, String body) {
        return object(ask("POST", path, body)).array("response").orElseThrow();
    }

    @Test
    void theClientFindsOutWhoItTalksToAndWhoItIs() {
        var version = object(ask("GET", "servers/getVersion", ""));
        assertThat(version.text("version").orElseThrow()).matches("2\\.[0-9]+\\.[0-9]+");
        assertThat(version.text("pymisp_recommended_version")).isPresent();
        assertThat(object(ask("GET", "servers/getPyMISPVersion.json", "")).text("version"))
                .isPresent();
        var me = object(ask("GET", "users/view/me", ""));
        assertThat(me.object("User").orElseThrow().text("org_id").orElseThrow()).matches("[0-9]+");
        assertThat(me.object("Role").orElseThrow().bool("perm_site_admin")).contains(false);
        assertThat(me.array("UserSetting")).isPresent();
    }

    @Test
    void whoHasNoKeyIsToldSoInTheWordsOfMisp() {
        for (var headers : new String[][] {{"X-MISP-AUTH", "thr_wrong"}, {"X-MISP-AUTH", ""}}) {
            var answer = ask("GET", "servers/getVersion", "", headers);
            assertThat(answer.statusCode()).isEqualTo(403);
            var failure = (JsonObject) Json.read(answer.body());
            assertThat(failure.names()).containsExactly("name", "message", "url");
            assertThat(failure.text("url")).contains("/servers/getVersion");
        }
        var lists = HUB.token(HUB.organization("Lab", "lab"), Scope.LISTS);
        assertThat(ask("GET", "events/index", "", "X-MISP-AUTH", lists).statusCode())
                .isEqualTo(403);
        assertThat(ask("GET", "no/such", "").statusCode()).isEqualTo(404);
    }

    @Test
    void theIndexHasTheEventsOfTheRecipientAndNoOthers() {
        var all = list(ask("GET", "events/index", ""));
        assertThat(all.objects())
                .extracting(event -> event.text("uuid").orElseThrow())
                .containsExactly(OPEN);
        var row = all.objects().getFirst();
        assertThat(row.has("attribute_count"))
                .as("hidden parts are not counted")
                .isFalse();
        assertThat(row.object("Orgc").orElseThrow().text("name")).contains("Partner");
        // what PyMISP's search_index sends, nulls included
        var body = """
                {"all":null,"attribute":null,"email":null,"published":true,"hasproposal":null,"eventid":null,
                 "tags":["campaign:care"],"date_from":null,"date_to":null,"eventinfo":"%care%","threatlevel":["1"],
                 "distribution":null,"analysis":["2"],"org":"Partner","publish_timestamp":null,"sharinggroup":null,
                 "minimal":true,"sort":null,"desc":null,"limit":10,"page":1,"timestamp":"1779999999",
                 "datefrom":"2026-05-01"}""";
        var minimal = list(ask("POST", "events/index", body)).objects().getFirst();
        assertThat(minimal.names())
                .containsExactly("id", "timestamp", "sighting_timestamp", "published", "uuid", "orgc_uuid");
        assertThat(list(ask("POST", "events/index", body.replace("\"Partner\"", "\"!Partner\"")))
                        .size())
                .isZero();
    }

    @Test
    void aServerThatPullsAsksWithATagAndForDeletedPartsToo() {
        var first = ask("POST", "events/index", "{\"minimal\":1,\"published\":1}", "If-None-Match", "\"\"");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(ask("POST", "events/index", "{\"minimal\":1,\"published\":1}", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        var plain = object(ask("GET", "events/view/" + OPEN, ""));
        assertThat(Json.write(plain)).doesNotContain("A remark");
        var whole = raw("/misp/events/view/" + OPEN + "/deleted[]:0/deleted[]:1/excludeLocalTags:1");
        assertThat(whole).startsWith("HTTP/1.1 200").contains("A remark");
    }

    /// As MISP sends it, with brackets that a Java client would not let pass.
    private static String raw(String path) {
        var address = HUB.uri("/");
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, key)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void anEventIsFoundByItsUuidAndByItsNumberHere() {
        var event =
                object(ask("GET", "events/view/" + OPEN, "")).object("Event").orElseThrow();
        var number = event.text("id").orElseThrow();
        assertThat(number).isNotEqualTo("7").isEqualTo(Long.toString(0x5f0e1d2c3b4aL));
        assertThat(event.array("Attribute").orElseThrow().objects())
                .extracting(attribute -> attribute.text("event_id").orElseThrow())
                .containsOnly(number);
        assertThat(Json.write(event)).contains("open.example").doesNotContain("own.example");
        assertThat(ask("GET", "events/view/" + number, "").statusCode()).isEqualTo(200);
        assertThat(ask("HEAD", "events/view/" + OPEN, "").statusCode()).isEqualTo(200);
        for (var absent : new String[] {HIDDEN, Long.toString(0x6f0e1d2c3b4aL), "12", OPEN.replace("b4c5", "ffff")}) {
            var answer = ask("GET", "events/view/" + absent, "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("Invalid event");
        }
    }

    /// What PyMISP's `search` sends: what is not asked for is null or 0.
    private static final String NOTHING_ASKED = """
            {"returnFormat":"json","page":null,"limit":null,"value":null,"type":null,"category":null,"org":null,
             "tags":null,"event_tags":null,"quickFilter":null,"from":null,"to":null,"eventid":null,"withAttachments":0,
             "metadata":0,"uuid":null,"published":null,"enforceWarninglist":0,"deleted":null,"includeEventUuid":0,
             "includeEventTags":0,"sgReferenceOnly":0,"eventinfo":null,"searchall":null,"requested_attributes":null,
             "includeContext":0,"headerless":0,"includeSightings":0,"includeDecayScore":0,"includeCorrelations":0,
             "object_name":null,"excludeDecayed":0,"sharinggroup":null}""";

    private static String search(String asked) {
        var body = (JsonObject) Json.read(NOTHING_ASKED);
        for (var member : ((JsonObject) Json.read("{" + asked + "}")).members()) {
            body = body.with(member.name(), member.value());
        }
        return Json.write(body);
    }

    @Test
    void eventsAreSearchedByWhatTheyAre() {
        assertThat(found("events/restSearch", search("")).size()).isEqualTo(1);
        assertThat(found("events/restSearch", search("\"tags\":{\"AND\":[\"campaign:care\"],\"NOT\":[\"tlp:red\"]}"))
                        .size())
                .isEqualTo(1);
        assertThat(found("events/restSearch", search("\"tags\":[\"!campaign:care\"]"))
                        .size())
                .isZero();
        assertThat(found("events/restSearch", search("\"timestamp\":[\"1779999999\",\"1780000000\"]"))
                        .size())
                .isEqualTo(1);
        assertThat(found("events/restSearch", search("\"publish_timestamp\":\"1780000001\""))
                        .size())
                .isZero();
        var metadata = found("events/restSearch", search("\"metadata\":1,\"limit\":5,\"page\":1"));
        assertThat(Json.write(metadata)).doesNotContain("open.example");
        assertThat(found("events/restSearch", search("\"limit\":1,\"page\":2")).size())
                .isZero();
    }

    private static JsonArray attributes(String asked) {
        return object(ask("POST", "attributes/restSearch", search(asked)))
                .object("response")
                .orElseThrow()
                .array("Attribute")
                .orElseThrow();
    }

    @Test
    void attributesAreFoundByValueTypeTagUuidEventAndTime() {
        var found = attributes("\"value\":\"OPEN.example\",\"includeEventTags\":1,\"includeContext\":1")
                .objects();
        assertThat(found).hasSize(1);
        var attribute = found.getFirst();
        assertThat(attribute.text("event_id")).contains(Long.toString(0x5f0e1d2c3b4aL));
        assertThat(attribute.object("Event").orElseThrow().text("info")).contains("False care package");
        assertThat(Json.write(attribute)).contains("campaign:care");
        assertThat(attributes("\"value\":\"own.example\"").size())
                .as("not for the recipient")
                .isZero();
        assertThat(attributes("\"value\":[\"%.example\"],\"type\":{\"OR\":[\"domain\"],\"NOT\":[\"text\"]}")
                        .size())
                .isEqualTo(1);
        assertThat(attributes("\"type\":\"text\"").size()).as("deleted").isZero();
        assertThat(attributes("\"type\":\"text\",\"deleted\":[\"0\",\"1\"]").size())
                .isEqualTo(1);
        assertThat(attributes("\"tags\":\"campaign:care\",\"to_ids\":1,\"timestamp\":\"1780000001\"")
                        .size())
                .isEqualTo(1);
        assertThat(attributes("\"timestamp\":[\"1780000002\",\"1790000000\"]").size())
                .isZero();
        assertThat(attributes("\"uuid\":\"" + OPEN + "\",\"eventid\":\"" + 0x5f0e1d2c3b4aL + "\"")
                        .size())
                .isEqualTo(1);
        assertThat(attributes("\"publish_timestamp\":\"1780000001\"").size()).isZero();
        assertThat(attributes("\"org\":\"Partner\",\"from\":\"2026-05-28\",\"to\":\"2026-05-28\"")
                        .size())
                .isEqualTo(1);
        assertThat(found("events/restSearch", search("\"value\":\"open.example\""))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void valuesComeAsLinesAndAsTables() {
        var text = ask(
                "POST", "attributes/restSearch", search("\"type\":\"domain\"").replace("\"json\"", "\"text\""));
        assertThat(text.body()).isEqualTo("open.example\n");
        var csv = ask(
                "POST",
                "attributes/restSearch",
                search("\"type\":\"domain\"")
                        .replace("\"json\"", "\"csv\"")
                        .replace(
                                "\"requested_attributes\":null",
                                "\"requested_attributes\":[\"type\",\"value\",\"event_info\"]"));
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.body()).isEqualTo("type,value,event_info\n\"domain\",\"open.example\",\"False care package\"\n");
    }

    @Test
    void aFilterThatIsNotKnownIsRefusedByItsNameAndNeverLeftOut() {
        var answer = ask("POST", "events/restSearch", search("\"colour\":\"red\""));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("colour", "nothing was searched");
        assertThat(ask("POST", "events/restSearch", search("\"includeDecayScore\":1"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask("POST", "events/restSearch", search("\"timestamp\":\"soon\""))
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask("POST", "events/restSearch", "{\"returnFormat\":\"openioc\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask("POST", "events/restSearch", "not json").statusCode()).isEqualTo(400);
    }

    @Test
    void whatStandsAroundEventsIsToldAsFarAsTheCallerMayKnowIt() {
        var organizations =
                list(ask("GET", "organisations/index/scope:local", "")).objects();
        assertThat(organizations)
                .extracting(row ->
                        row.object("Organisation").orElseThrow().text("name").orElseThrow())
                .containsExactly("Cert", "Hospital");
        var uuid = organizations
                .getFirst()
                .object("Organisation")
                .orElseThrow()
                .text("uuid")
                .orElseThrow();
        assertThat(object(ask("GET", "organisations/view/" + uuid, "")).has("Organisation"))
                .isTrue();
        assertThat(ask("GET", "organisations/view/Lab", "").statusCode()).isEqualTo(404);
        var groups = object(ask("GET", "sharing_groups", "")).array("response").orElseThrow();
        assertThat(Json.write(groups)).contains("\"members\"", "\"SharingGroupOrg\":[]");
        assertThat(object(ask("GET", "tags/index", ""))
                        .array("Tag")
                        .orElseThrow()
                        .objects())
                .extracting(tag -> tag.text("name").orElseThrow())
                .contains("campaign:care")
                .doesNotContain("tlp:amber+strict");
        assertThat(list(ask("POST", "tags/search", "{\"tagname\":\"campaign%\",\"strict_tagname\":false}"))
                        .size())
                .isEqualTo(1);
        assertThat(object(ask("GET", "warninglists/index", "")).has("Warninglists"))
                .isTrue();
        var checked = object(ask("POST", "warninglists/checkValue", "[\"10.0.0.1\",\"open.example\"]"));
        assertThat(checked.names()).contains("10.0.0.1");
        assertThat(list(ask("GET", "feeds", "")).size()).isEqualTo(1);
    }

    @Test
    void sightingsAreListedOfAnEventAndOfAnAttribute() {
        var event =
                object(ask("GET", "events/view/" + OPEN, "")).object("Event").orElseThrow();
        var ofEvent =
                "{\"context\":\"event\",\"id\":%s}".formatted(event.text("id").orElseThrow());
        var sighting =
                list(ask("POST", "sightings/listSightings", ofEvent)).objects().getFirst();
        var attribute = sighting.text("attribute_id").orElseThrow();
        assertThat(list(ask(
                                "POST",
                                "sightings/listSightings",
                                "{\"context\":\"attribute\",\"id\":\"%s\"}".formatted(attribute)))
                        .size())
                .isEqualTo(1);
        assertThat(found(
                                "sightings/restSearch/event",
                                "{\"returnFormat\":\"json\",\"last\":0,\"includeUuid\":true,\"uuid\":[\"%s\",\"%s\"]}"
                                        .formatted(OPEN, HIDDEN))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void whatWasTakenIsOnRecordByEvent() {
        ask("GET", "events/view/" + OPEN, "");
        var rows =
                HUB.part(Store.class).ledger().read(Viewer.system("test"), 0, 1_000, Set.of(LedgerEntry.Kind.FETCHED));
        assertThat(rows).isNotEmpty();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.object()).isPresent();
            assertThat(row.detail().has("position"))
                    .as("says nothing of other things")
                    .isFalse();
        });
    }
}
