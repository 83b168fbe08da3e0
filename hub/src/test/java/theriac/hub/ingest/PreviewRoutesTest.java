package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.formats.Preview;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Store;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// Whoever sets up a source sees how a file would be read before anything of it is stored.
class PreviewRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static RunningHub.Browser analyst;
    private static RunningHub.Browser member;

    @BeforeAll
    static void people() {
        analyst = HUB.person(HUB.organization("Cert", "cert"), "analyst");
        member = HUB.person(HUB.organization("Hospital", "hospital"), "member", EnumSet.of(Role.READER));
    }

    private static String path(String kind, String settings) {
        return "/api/sources/preview?kind=" + kind + "&settings=" + URLEncoder.encode(settings, StandardCharsets.UTF_8);
    }

    private static JsonObject preview(String kind, String settings, String text) {
        return analyst.json(analyst.write("POST", path(kind, settings), text, "application/octet-stream"));
    }

    @Test
    void theFirstFiftyRecordsShowWhatTheyBecomeAndWhyTheyAreRejected() {
        var text = new StringBuilder(
                "ioc,when,state\nevil.example,2/3/2026,up\nnothing here,2/3/2026,up\nold.example,,down\n");
        for (int n = 0; n < 200; n++) {
            text.append("host").append(n).append(".example,,up\n");
        }
        var page = preview(
                "csv",
                "{\"columns\":{\"value\":\"ioc\",\"seen\":\"when\"},\"dates\":[\"M/d/yyyy\"],\"exclude\":[{\"column\":\"state\",\"equals\":\"down\"}]}",
                text.toString());
        var rows = page.array("rows").orElseThrow().objects();
        assertThat(rows).hasSize(50);
        assertThat(page.bool("more")).contains(true);
        assertThat(page.integer("rejected")).hasValue(1);
        assertThat(rows.getFirst().array("objects").orElseThrow().objects().getFirst())
                .satisfies(object -> {
                    assertThat(object.text("pattern")).contains("[domain-name:value = 'evil.example']");
                    assertThat(object.text("validFrom")).contains("2026-02-03T00:00:00.000Z");
                });
        assertThat(rows.get(1)).satisfies(row -> {
            assertThat(row.text("state")).contains("rejected");
            assertThat(row.text("place")).contains("line 3");
            assertThat(row.text("raw")).contains("nothing here,2/3/2026,up");
            assertThat(row.array("findings")
                            .orElseThrow()
                            .objects()
                            .getFirst()
                            .text("message")
                            .orElse(""))
                    .contains("ioc");
        });
        assertThat(page.array("findings").orElseThrow().objects())
                .anySatisfy(finding -> assertThat(finding.text("rule")).contains("mapping.excluded"));
    }

    /// The beginning of a file at an address, through the fetcher that guards all others: private addresses are
    /// refused unless allowed, failures are sentences, and whoever may not set up sources asks for nothing.
    @Test
    void theBeginningOfTheFileAtAnAddressIsASample() {
        try (var server = new HostileServer()) {
            server.on("/list", HostileServer.text("ioc,when\nevil.example,2026-02-03\nnothing here,\n"))
                    .on("/endless", server.endless())
                    .on("/private", HostileServer.redirect("http://10.0.0.1/"))
                    .on("/fault", HostileServer.status(500, ""));
            var sample = address(analyst, server.uri("/list"), "\"127.0.0.1\"");
            assertThat(sample.headers().firstValue("Content-Type")).contains("application/octet-stream");
            var page = preview("csv", "{}", sample.body());
            assertThat(page.integer("read")).hasValue(1);
            assertThat(page.integer("rejected")).hasValue(1);
            assertThat(address(analyst, server.uri("/endless"), "\"127.0.0.1\"").body())
                    .as("no more than is looked at")
                    .hasSizeBetween(1_000, (int) Preview.MOST_BYTES + (1 << 14));
            assertThat(address(analyst, server.uri("/private"), "\"127.0.0.1\"").body())
                    .contains("a private network");
            assertThat(address(analyst, server.uri("/fault"), "\"127.0.0.1\"").body())
                    .contains("answered 500")
                    .as("for screens in other languages")
                    .contains("\"reason\":\"fetch.status\"");
            int asked = server.requests().size();
            var refused = address(analyst, server.uri("/list"), "");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("this machine").contains("\"reason\":\"fetch.refused-address\"");
            assertThat(address(member, server.uri("/list"), "\"127.0.0.1\"").statusCode())
                    .isEqualTo(403);
            assertThat(server.requests()).hasSize(asked);
        }
    }

    private static HttpResponse<String> address(RunningHub.Browser who, URI url, String allow) {
        return who.write(
                "POST",
                "/api/sources/sample",
                "{\"url\":\"%s\",\"credential\":\"\",\"allow\":[%s]}".formatted(url, allow),
                "application/json");
    }

    @Test
    void theColumnsThatCanBeChosenAreShownWithWhatTheyAreTakenFor() {
        var table = preview("csv", "{}", "when;ioc;note\n2/3/2026;evil.example;\nx;bad.example;seen twice\n");
        assertThat(places(table))
                .containsExactly("when 2/3/2026 []", "ioc evil.example [value]", "note seen twice [description]");
        var chosen = preview(
                "csv",
                "{\"columns\":{\"seen\":[\"when\"],\"description\":[]}}",
                "when;ioc;note\n2/3/2026;evil.example;\n");
        assertThat(places(chosen)).containsExactly("when 2/3/2026 [seen]", "ioc evil.example [value]", "note  []");
        var bare = preview("csv", "{}", "x,evil.example\ny,bad.example\n");
        assertThat(places(bare)).containsExactly("1 x []", "2 evil.example [value]");
        var json = preview(
                "json",
                "{\"records\":\"/data\",\"columns\":{\"kind\":\"/a~1b/type\"}}",
                "{\"data\":[{\"ioc\":\"evil.example\",\"a/b\":{\"type\":\"domain\"},\"n\":[1,2]}]}");
        assertThat(places(json)).containsExactly("/ioc evil.example [value]", "/a~1b/type domain [kind]", "/n 1 []");
        assertThat(places(preview("text", "{}", "evil.example\n"))).isEmpty();
    }

    private static List<String> places(JsonObject page) {
        return page.array("places").orElseThrow().objects().stream()
                .map(place -> place.text("name").orElse("") + " "
                        + place.text("example").orElse("") + " "
                        + place.array("roles").orElseThrow().texts())
                .toList();
    }

    @Test
    void nothingOfItIsStored() {
        preview("text", "{}", "stored-nowhere.example\n");
        var everything = Viewer.system("test");
        assertThat(HUB.part(Store.class).sources().list(everything))
                .noneMatch(source -> source.kind().equals("text"));
        assertThat(HUB.part(Store.class).deliveries().list(everything, java.util.Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void theBeginningOfAPackedFileIsEnough() throws IOException {
        var text = new StringBuilder();
        for (int n = 0; n < 50_000; n++) {
            text.append("host").append(n * 7919L % 50_021).append(".example\n");
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        var beginning = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        var page = analyst.json(analyst.write("POST", path("text", "{}"), beginning, "application/octet-stream"));
        assertThat(page.integer("read")).hasValue(50);
        assertThat(page.bool("more")).contains(true);
        assertThat(analyst.write("POST", path("text", "{}"), Arrays.copyOf(beginning, 6), "application/octet-stream")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void eachFormatCanBeLookedAt() {
        var page = preview(
                "kev", "{}", "{\"vulnerabilities\":[{\"cveID\":\"CVE-2099-0001\",\"dateAdded\":\"2026-02-01\"},{}]}");
        assertThat(page.integer("read")).hasValue(1);
        assertThat(page.integer("rejected")).hasValue(1);
        assertThat(page.bool("more")).contains(false);
    }

    @Test
    void aWrongQuestionGetsASentence() {
        assertThat(analyst.write("POST", path("dance", "{}"), "x", "application/octet-stream")
                        .statusCode())
                .isEqualTo(400);
        assertThat(analyst.write("POST", path("csv", "[1]"), "x", "application/octet-stream")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoMayNotRunSourcesMayNotLookEither() {
        assertThat(member.write("POST", path("text", "{}"), "evil.example", "application/octet-stream")
                        .statusCode())
                .isEqualTo(403);
    }
}
