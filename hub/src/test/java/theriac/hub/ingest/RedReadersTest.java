package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// TLP:RED is for named people: nobody sees it before somebody is named, two people name, and a name that
/// goes counts at once.
class RedReadersTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final Set<Role> MANAGES = Set.of(Role.ANALYST, Role.SOURCE_MANAGER);

    private static Organization cert;
    private static Organization north;
    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;
    private static RunningHub.Browser noor;
    private static RunningHub.Browser colleague;
    private static Source source;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        anna = HUB.person(cert, "anna", MANAGES);
        bram = HUB.person(cert, "bram", MANAGES);
        noor = HUB.person(north, "noor", Set.of(Role.READER));
        colleague = HUB.person(north, "colleague", Set.of(Role.READER));
        HUB.person(HUB.organization("Partner", "partner"), "outsider", Set.of(Role.READER));
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(
                        cert.key(),
                        "meeting",
                        "stix",
                        Audience.of(Tlp.AMBER, cert.key()).withOrganization(north.key())));
    }

    private static String told(String more) {
        var id = "indicator--" + UUID.randomUUID();
        var bundle = """
                {"type":"bundle","id":"bundle--%s","objects":[{"type":"indicator","spec_version":"2.1","id":"%s",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z","pattern_type":"stix",
                 "pattern":"[domain-name:value = 'red.example']","valid_from":"2026-11-01T10:00:00Z",
                 "object_marking_refs":["%s"]%s}]}""".formatted(UUID.randomUUID(), id, Tlp.RED.markingId().text(), more);
        var run = HUB.part(Ingest.class)
                .take(source, "d.json", new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)));
        assertThat(run.state()).isEqualTo("done");
        source = HUB.part(Store.class).sources().load(source.key());
        return "/api/objects/" + id;
    }

    private static JsonObject name(RunningHub.Browser who, String... logins) {
        var answer = who.write("PUT", path(), wish("They were there.", logins), "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        source = HUB.part(Store.class).sources().load(source.key());
        return (JsonObject) Json.read(answer.body());
    }

    private static String path() {
        return "/api/sources/" + source.id() + "/red";
    }

    private static String wish(String reason, String... logins) {
        return Json.write(JsonObject.builder()
                .put("people", List.of(logins))
                .put("reason", reason)
                .build());
    }

    private static void decide(RunningHub.Browser who, int expected) {
        var waiting = who.json("/api/proposals").array("proposals").map(JsonArray::objects).orElseThrow().stream()
                .filter(each -> each.text("state").filter("waiting"::equals).isPresent())
                .toList();
        assertThat(waiting).isNotEmpty();
        for (var each : waiting) {
            var answer = who.post("/api/proposals/" + each.text("id").orElseThrow() + "/approval", JsonObject.empty());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        }
        source = HUB.part(Store.class).sources().load(source.key());
    }

    @Test
    void nobodyIsNamedForWhatAnOrganisationWritesItself() {
        var own = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Cert (investigations)", "own", Audience.undecided(cert.key())));
        var at = "/api/sources/" + own.id();
        var named = anna.write("PUT", at + "/red", wish("To see the drafts.", "anna"), "application/json");
        assertThat(named.statusCode()).as(named.body()).isEqualTo(409);
        var form = (JsonObject) Json.read("""
                {"name":"Cert (investigations)","kind":"stix","way":"","url":"","folder":"","pgpKey":"","credential":"",
                 "allow":[],"options":"","reliability":"A","tlp":"TLP:AMBER","recipients":[],"terms":"","licence":"",
                 "enabled":true}""");
        var changed = anna.write("PUT", at, Json.write(form), "application/json");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(409);
        assertThat(HUB.part(Store.class).sources().load(own.key()).kind()).isEqualTo("own");
    }

    private static void see(String object, int anna, int noor) {
        assertThat(RedReadersTest.anna.get(object).statusCode()).isEqualTo(anna);
        assertThat(RedReadersTest.noor.get(object).statusCode()).isEqualTo(noor);
        assertThat(colleague.get(object).statusCode()).as("nobody named her").isEqualTo(404);
        assertThat(bram.get(object).statusCode()).as("nor him").isEqualTo(404);
    }

    private static boolean withdrawn(RunningHub.Browser who, String object) {
        return who.json(object)
                .object("summary")
                .flatMap(each -> each.bool("revoked"))
                .orElseThrow();
    }

    @Test
    void namedPeopleReadItAndNobodyElse() {
        var before = told("");
        see(before, 404, 404);
        var answer = name(anna, "noor", "anna");
        assertThat(answer.array("proposed").orElseThrow().texts()).containsExactly("anna", "noor");
        assertThat(answer.array("people").orElseThrow().size()).isZero();
        see(before, 404, 404);
        decide(anna, 403);
        see(before, 404, 404);
        decide(bram, 200);
        see(before, 200, 200);
        var after = told(",\"labels\":[\"PAP:AMBER\"]");
        see(after, 200, 200);
        var machine = HUB.token(north, Scope.TAXII);
        assertThat(HUB.ask(
                                machine,
                                "/taxii2/hub/collections/indicators/objects/?limit=1000",
                                "Accept",
                                "application/taxii+json;version=2.1")
                        .body())
                .as("a machine is no person")
                .doesNotContain("red.example");

        assertThat(name(bram, "anna").array("people").orElseThrow().objects())
                .extracting(each -> each.text("login").orElseThrow())
                .containsExactly("anna");
        for (var each : List.of(before, after)) {
            see(each, 200, 200);
            assertThat(withdrawn(anna, each)).isFalse();
            assertThat(withdrawn(noor, each)).as("what she had is taken back").isTrue();
        }
        see(told(""), 200, 404);
        assertThat(anna.json(after + "/marking").toString())
                .as("what may be done stays")
                .contains("PAP:AMBER");
        name(bram);
        assertThat(withdrawn(anna, before)).isTrue();
        see(told(""), 404, 404);
    }

    @Test
    void whatIsRestoredIsForWhoIsNamedNowAndNotForWhoWasThen() {
        var first = told("");
        name(anna, "noor");
        decide(bram, 200);
        see(first, 404, 200);
        var store = HUB.part(Store.class);
        var id = StixId.of(first.substring("/api/objects/".length()));
        var wrong = store.claims().withdraw(Viewer.system("test"), id, source.key(), "wrong");
        name(anna, "anna");
        decide(bram, 200);
        assertThat(store.claims()
                        .undo(Viewer.system("test"), wrong, "right after all")
                        .claims())
                .isEqualTo(1);
        assertThat(withdrawn(anna, first)).as("she is named now").isFalse();
        assertThat(withdrawn(noor, first)).as("she was named then").isTrue();
        assertThat(noor.get(first + "/history").body()).doesNotContain("right after all");

        store.claims().withdraw(Viewer.system("test"), id, source.key(), "wrong again");
        name(anna);
        store.claims().restore(Viewer.system("test"), id, source.key(), "right again");
        assertThat(withdrawn(anna, first)).as("nobody is named").isTrue();
        assertThat(withdrawn(noor, first)).isTrue();
    }

    @Test
    void whoIsNoneOfTheSectorCannotBeNamedAndNothingHappensWithoutAReason() {
        for (var login : new String[] {"outsider", "nobody", ""}) {
            assertThat(anna.write("PUT", path(), wish("Why.", login), "application/json")
                            .statusCode())
                    .as(login)
                    .isEqualTo(400);
        }
        assertThat(anna.write("PUT", path(), wish(" ", "noor"), "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(noor.write("PUT", path(), wish("Why.", "noor"), "application/json")
                        .statusCode())
                .isEqualTo(403);
    }
}
