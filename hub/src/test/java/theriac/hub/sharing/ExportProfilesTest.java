package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class ExportProfilesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static Organization north;
    private static Organization south;

    @BeforeAll
    static void organizations() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
    }

    @Test
    void aRecipientGetsWhatItsProfileAsksForAndABrakeHoldsWhatWouldBreakIt() {
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(cert.key(), "Feed", "stix", Audience.of(Tlp.GREEN, cert.key())))
                .key();
        var objects = new ArrayList<StixObject>();
        IntStream.range(0, 40).forEach(n -> objects.add(indicator("site%02d.example".formatted(n), n < 30 ? 80 : 20)));
        claim(store, source, cert.key(), objects);

        var operator = HUB.person(cert, "operator", Set.of(Role.values()));
        var body = """
                {"organization":"%s","name":"Resolver","query":"source:Feed","minConfidence":50,"minScore":0,"most":0,
                 "shrinkPercent":30,"growPercent":50}""".formatted(north.id());
        var made = operator.json(operator.write("POST", "/api/exports", body, "application/json"));
        var id = made.text("id").orElseThrow();
        var url = "/exports/" + id + "/";
        var token = HUB.token(north, Scope.LISTS);
        var zone = HUB.ask(token, url + "rpz.zone");
        assertThat(zone.statusCode()).as(zone.body()).isEqualTo(200);
        assertThat(zone.body()).contains("site29.example CNAME .").doesNotContain("site30.example");
        assertThat(HUB.ask(token, url + "domains.txt").body().lines()).hasSize(30);
        assertThat(HUB.ask(token, url + "indicators.csv").body()).contains("\"site00.example\",\"domain\",\"80\"");
        var bundle = (JsonObject) Json.read(HUB.ask(token, url + "bundle.json").body());
        assertThat(bundle.array("objects").orElseThrow().values()).hasSize(30);
        assertThat(bundle.array("objects").orElseThrow().objects())
                .as("as received")
                .contains(objects.getFirst().json());
        assertThat(HUB.ask(token, url + "nothing.txt").statusCode()).isEqualTo(404);
        assertThat(HUB.ask(HUB.token(south, Scope.LISTS), url + "domains.txt").statusCode())
                .isEqualTo(404);

        var etag =
                HUB.ask(token, url + "domains.txt").headers().firstValue("ETag").orElseThrow();
        assertThat(HUB.ask(token, url + "domains.txt", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
        assertThat(HUB.ask(token, url + "domains.txt", "If-None-Match", "W/" + etag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(HUB.ask(token, url + "domains.txt", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .contains("gzip");

        // Twelve of thirty leave because somebody took them back: no loss that nobody explains.
        objects.subList(0, 12)
                .forEach(object -> store.claims().withdraw(Viewer.system("test"), object.id(), source, "A mistake."));
        var less = HUB.ask(token, url + "domains.txt");
        assertThat(less.headers().firstValue("X-Theriac-Held")).isEmpty();
        assertThat(less.body().lines()).hasSize(18);

        // Its source no longer believes in eleven of eighteen, and one more is taken back: ten would be let pass.
        claim(
                store,
                source,
                cert.key(),
                objects.subList(12, 23).stream()
                        .map(ExportProfilesTest::doubted)
                        .toList());
        store.claims().withdraw(Viewer.system("test"), objects.get(23).id(), source, "A mistake.");
        var held = HUB.ask(token, url + "domains.txt");
        assertThat(held.headers().firstValue("X-Theriac-Held")).contains("true");
        assertThat(held.body().lines()).hasSize(18);
        assertThat(operator.get("/api/exports").body()).contains("\"heldEntries\":6");

        var released = operator.write("POST", "/api/exports/" + id + "/domains.txt/release", "", "application/json");
        assertThat(released.statusCode()).as(released.body()).isEqualTo(200);
        var after = HUB.ask(token, url + "domains.txt");
        assertThat(after.headers().firstValue("X-Theriac-Held")).isEmpty();
        assertThat(after.body().lines()).hasSize(6);
        assertThat(operator.write("POST", "/api/exports/" + id + "/domains.txt/release", "", "application/json")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void onlyTheSurestGoWhenThereAreTooManyAndOnlyTheOwnerChangesAProfile() {
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(cert.key(), "Another", "stix", Audience.of(Tlp.GREEN, cert.key())))
                .key();
        claim(
                store,
                source,
                cert.key(),
                List.of(indicator("sure.top.example", 99), indicator("surer.top.example", 100)));
        var admin = HUB.person(north, "admin of north", Set.of(Role.CERT_ADMIN));
        var body = """
                {"name":"Own","query":"value:\\"*.top.example\\"","minConfidence":0,"minScore":0,"most":1,
                 "shrinkPercent":100,"growPercent":100}""";
        var made = admin.write("POST", "/api/exports", body.replace("*.top", "surer.top"), "application/json");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        var id = admin.json(made).text("id").orElseThrow();
        var first = HUB.ask(HUB.token(north, Scope.LISTS), "/exports/" + id + "/domains.txt");
        assertThat(first.body()).isEqualTo("surer.top.example\n");
        var all = body.replace("value:\\\"*.top.example\\\"", "confidence>=99");
        assertThat(admin.write("PUT", "/api/exports/" + id, all, "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(HUB.ask(HUB.token(north, Scope.LISTS), "/exports/" + id + "/domains.txt")
                        .body())
                .isEqualTo("surer.top.example\n");

        var stranger = HUB.person(south, "admin of south", Set.of(Role.CERT_ADMIN));
        assertThat(stranger.get("/api/exports").body()).doesNotContain(id);
        assertThat(stranger.write("PUT", "/api/exports/" + id, all, "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.write("DELETE", "/api/exports/" + id, "", "application/json")
                        .statusCode())
                .isEqualTo(404);
        var broken = body.replace("value:\\\"*.top.example\\\"", "confidence>=");
        assertThat(admin.write("PUT", "/api/exports/" + id, broken, "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(admin.write("DELETE", "/api/exports/" + id, "", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(HUB.ask(HUB.token(north, Scope.LISTS), "/exports/" + id + "/domains.txt")
                        .statusCode())
                .isEqualTo(404);
    }

    private static void claim(Store store, long source, long cert, List<StixObject> objects) {
        store.claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        objects.stream()
                                .map(object -> new Candidate(object, Audience.of(Tlp.GREEN, cert)))
                                .toList()));
    }

    /// The next version, of little confidence.
    private static StixObject doubted(StixObject object) {
        return StixObject.of((JsonObject) Json.read(Json.write(object.json())
                .replace("\"modified\":\"2026-11-01", "\"modified\":\"2026-11-02")
                .replace("\"confidence\":80", "\"confidence\":20")));
    }

    private static StixObject indicator(String domain, int confidence) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "confidence":%d,"valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain, confidence)));
    }
}
