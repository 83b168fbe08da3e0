package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.benign.WarningLists;
import theriac.hub.policy.Role;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;

/// What comes in and is on a warning list is marked, searchable and kept.
class ListedOnTheWayInTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static RunningHub.Browser admin;

    @BeforeAll
    static void people() {
        admin = HUB.person(HUB.organization("Cert", "cert"), "admin", EnumSet.of(Role.CERT_ADMIN, Role.ANALYST));
        var list =
                "{\"name\":\"Clinics of ours\",\"description\":\"\",\"type\":\"hostname\",\"version\":1,\"list\":[\"clinic.example\"],\"matching_attributes\":[\"domain\"]}";
        admin.json(admin.write("PUT", "/api/warning-lists/ours?use=tell", list, "application/json"));
    }

    private static String source(String name, String kind) {
        return admin.json(admin.post("/api/sources", SourceForms.brought(name, kind)))
                .text("id")
                .orElseThrow();
    }

    private static List<String> found(String query) {
        var path = "/api/objects?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        return admin.json(path).array("objects").orElseThrow().objects().stream()
                .map(object -> object.text("name").orElse(""))
                .toList();
    }

    @Test
    void aListedValueIsMarkedSearchableAndNeverDropped() {
        var id = source("A list", "text");
        var run = admin.json(admin.write(
                "POST",
                "/api/sources/" + id + "/uploads",
                "www.clinic.example\nhttps://clinic.example/kwaad\nelsewhere.example\n",
                "application/octet-stream"));
        assertThat(run.integer("created")).as("nothing is dropped").hasValue(3);
        assertThat(found("type:indicator label:listed*"))
                .singleElement()
                .asString()
                .contains("www[.]clinic[.]example");
        assertThat(found("label:\"listed:Clinics of ours\"")).hasSize(1);
        assertThat(found("type:indicator -label:listed*"))
                .as("a page on a listed host is no listed value")
                .hasSize(2);
        var card = admin.json("/api/sources/" + id + "/scorecard");
        assertThat(card.integer("listed")).hasValue(1);
        assertThat(card.integer("disputed")).hasValue(0);
    }

    /// A list that is changed marks what is here already as well: nobody has to deliver it again.
    @Test
    void marksFollowTheListsAndLabelsOfTheSourceStay() {
        var bundle = """
                {"type":"bundle","id":"bundle--7e0092c5-5f74-4287-9642-33f4c354e56d","objects":[
                {"type":"indicator","spec_version":"2.1","id":"indicator--7e0092c5-5f74-4287-9642-33f4c354e561","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","name":"moved","labels":["c2","listed:by a source"],
                 "pattern":"[domain-name:value = 'moved.example']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"},
                {"type":"indicator","spec_version":"2.1","id":"indicator--7e0092c5-5f74-4287-9642-33f4c354e562","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","name":"stays","pattern":"[domain-name:value = 'stays.example']","pattern_type":"stix",
                 "valid_from":"2026-01-01T00:00:00Z"}]}""";
        var id = source("Marked again", "stix");
        admin.json(admin.write("POST", "/api/sources/" + id + "/uploads", bundle, "application/octet-stream"));
        var ours = "label:\"listed:Moving\"";
        assertThat(found(ours)).isEmpty();
        bring("moved.example");
        renew();
        assertThat(found(ours)).containsExactly("moved");
        bring("stays.example");
        assertThat(found(ours)).as("nobody has looked again yet").containsExactly("moved");
        renew();
        assertThat(found(ours)).containsExactly("stays");
        assertThat(found("label:c2 label:\"listed:by a source\"")).containsExactly("moved");
        admin.write("DELETE", "/api/warning-lists/moving", "", "application/json");
        renew();
        assertThat(found(ours)).isEmpty();
    }

    private static void bring(String name) {
        admin.json(admin.write("PUT", "/api/warning-lists/moving?use=tell", """
                {"name":"Moving","description":"","type":"hostname","version":1,"list":["%s"],"matching_attributes":["domain"]}""".formatted(name), "application/json"));
    }

    private static void renew() {
        HUB.part(MarkKeeper.class).renew();
        assertThat(HUB.part(Store.class)
                        .marks()
                        .areOf(HUB.part(WarningLists.class).stamp()))
                .isTrue();
    }

    @Test
    void whoCallsItAFalsePositiveIsCounted() {
        var bundle = """
                {"type":"bundle","id":"bundle--5d0092c5-5f74-4287-9642-33f4c354e56d","objects":[
                {"type":"indicator","spec_version":"2.1","id":"indicator--5d0092c5-5f74-4287-9642-33f4c354e561","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","pattern":"[domain-name:value = 'doubted.example']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"},
                {"type":"opinion","spec_version":"2.1","id":"opinion--5d0092c5-5f74-4287-9642-33f4c354e562","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","opinion":"strongly-disagree","object_refs":["indicator--5d0092c5-5f74-4287-9642-33f4c354e561"]}]}""";
        var id = source("Doubted", "stix");
        admin.json(admin.write("POST", "/api/sources/" + id + "/uploads", bundle, "application/octet-stream"));
        assertThat(admin.json("/api/sources/" + id + "/scorecard").integer("disputed"))
                .hasValue(1);
    }
}
