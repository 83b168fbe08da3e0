package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Role;
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
