package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// For whom a warning is: by group, by kind, by what organisations have and by what they saw; who
/// writes it sees that before it goes out, and nobody gets it whom its label does not reach.
class TargetingTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization north;
    private static Organization south;
    private static Organization practice;
    private static Organization partner;
    private static RunningHub.Browser ann;
    private static RunningHub.Browser bob;
    private static RunningHub.Browser nora;
    private static RunningHub.Browser sam;
    private static RunningHub.Browser gina;
    private static RunningHub.Browser paul;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        ann = HUB.person(cert, "ann");
        bob = HUB.person(cert, "bob");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
        practice = HUB.organization("Practice", "gp");
        partner = HUB.organization("Partner", "partner");
        nora = HUB.person(north, "nora", Set.of(Role.READER, Role.MEMBER_ADMIN));
        sam = HUB.person(south, "sam", Set.of(Role.READER, Role.MEMBER_ADMIN));
        gina = HUB.person(practice, "gina", Set.of(Role.READER));
        paul = HUB.person(partner, "paul", Set.of(Role.READER));
        has(nora, north, "cpe", "cpe:2.3:h:pumpworks:drip_master:2.1:*:*:*:*:*:*:*");
        has(nora, north, "product", "Ledgerly Server");
        has(sam, south, "device", "Pumpworks Drip Master 300");
        has(sam, south, "cpe", "cpe:2.3:h:pumpworks:other_pump:*:*:*:*:*:*:*:*");
    }

    private static void has(RunningHub.Browser who, Organization of, String kind, String value) {
        who.json(who.post(
                "/api/organizations/" + of.id() + "/assets",
                JsonObject.builder().put("kind", kind).put("value", value).build()));
    }

    private static String draft(String tlp, String summary, String... values) {
        var words = "{\"title\":\"t\",\"summary\":\"%s\",\"advice\":\"a\"}".formatted(summary);
        var indicators = List.of(values).stream()
                .map("{\"value\":\"%s\"}"::formatted)
                .toList()
                .toString();
        var wish = "{\"tlp\":\"%s\",\"nl\":%s,\"en\":%s,\"indicators\":%s}".formatted(tlp, words, words, indicators);
        return ann.json(ann.post("/api/publications", (JsonObject) Json.read(wish)))
                .text("id")
                .orElseThrow();
    }

    private static JsonObject rule(String rule, Object subject) {
        return JsonObject.builder()
                .put("rule", rule)
                .put("subject", subject.toString())
                .build();
    }

    private static JsonObject choose(String id, JsonObject... rules) {
        var wish = JsonObject.builder()
                .put("targets", JsonArray.of(List.of(rules)))
                .build();
        return ann.json(ann.write("PUT", "/api/publications/" + id + "/targets", Json.write(wish), "application/json"));
    }

    private static List<String> names(JsonObject answer, String part) {
        return answer.array(part).orElseThrow().objects().stream()
                .map(row -> row.text("name").orElseThrow())
                .toList();
    }

    private static JsonObject send(String id) {
        step(ann, id, "review");
        step(bob, id, "approval");
        return step(ann, id, "publication");
    }

    private static JsonObject step(RunningHub.Browser who, String id, String step) {
        return who.json(who.post("/api/publications/" + id + "/" + step, JsonObject.empty()));
    }

    private static int reads(RunningHub.Browser who, String id) {
        return who.get("/api/publications/" + id).statusCode();
    }

    @Test
    void withoutARuleItIsForEveryMember() {
        var id = draft("green", "s");
        var seen = ann.json("/api/publications/" + id + "/recipients");
        assertThat(names(seen, "recipients")).containsExactly("North", "Practice", "South");
        assertThat(seen.bool("sent")).contains(false);
        send(id);
        assertThat(List.of(reads(nora, id), reads(sam, id), reads(gina, id), reads(paul, id)))
                .containsExactly(200, 200, 200, 404);
    }

    @Test
    void aKindOrAnOrganisationNarrowsItAndTheWriterSeesWhoDoesNotGetIt() {
        var id = draft("green", "s");
        var seen = choose(id, rule("kind", "gp"), rule("organization", south.id()));
        assertThat(names(seen, "recipients")).containsExactly("Practice", "South");
        assertThat(names(seen, "others")).containsExactly("North");
        assertThat(seen.array("others").orElseThrow().objects().getFirst().text("refused"))
                .contains("not-meant");
        send(id);
        assertThat(List.of(reads(nora, id), reads(sam, id), reads(gina, id))).containsExactly(404, 200, 200);
        var sent = ann.json("/api/publications/" + id + "/recipients");
        assertThat(names(sent, "recipients")).containsExactly("Practice", "South");
        assertThat(sent.bool("sent")).contains(true);
        assertThat(Json.write(sent)).contains("\"rule\":\"kind\"");
        assertThat(gina.get("/api/publications/" + id + "/recipients").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aGroupNeverTakesItToWhoIsNoMember() {
        var organizations = HUB.part(Organizations.class);
        long group = organizations.group("pumps");
        organizations.join(group, north);
        organizations.join(group, partner);
        var id = draft("green", "s");
        var of = organizations.groups().stream()
                .filter(each -> each.key() == group)
                .findFirst()
                .orElseThrow();
        var seen = choose(id, rule("group", of.id()));
        assertThat(names(seen, "recipients")).containsExactly("North");
        assertThat(seen.array("others").orElseThrow().objects())
                .anyMatch(row -> row.text("name").equals(java.util.Optional.of("Partner"))
                        && row.text("refused").equals(java.util.Optional.of("no-member")));
        send(id);
        assertThat(List.of(reads(nora, id), reads(sam, id), reads(paul, id))).containsExactly(200, 404, 404);
    }

    @Test
    void onlyWhoHasTheDeviceGetsIt() {
        var id = draft("amber", "s");
        var byCpe = choose(id, rule("assets", "cpe:/h:pumpworks:drip_master"));
        assertThat(names(byCpe, "recipients")).containsExactly("North", "South");
        assertThat(Json.write(byCpe)).contains("Pumpworks Drip Master 300", "drip_master:2.1");
        assertThat(names(choose(id, rule("assets", "cpe:2.3:h:pumpworks:drip_master:3.0")), "recipients"))
                .as("another version; a name says none")
                .containsExactly("South");
        assertThat(names(choose(id, rule("assets", "Ledgerly")), "recipients")).containsExactly("North");
        assertThat(names(choose(id, rule("assets", "Ledgerly Server 4 for Linux")), "recipients"))
                .containsExactly("North");
        assertThat(names(choose(id, rule("assets", "Drip")), "others")).containsExactly("Practice");
        send(id);
        assertThat(List.of(reads(nora, id), reads(sam, id), reads(gina, id))).containsExactly(200, 200, 404);
    }

    @Test
    void whatTheWarningNamesIsTakenFromItsOwnWords() {
        var id = draft("green", "An update of Ledgerly Server closes a hole.");
        assertThat(names(choose(id, rule("assets", "")), "recipients")).containsExactly("North");
    }

    @Test
    void nobodyMeetsTheRulesAndItStays() {
        var id = draft("green", "s");
        choose(id, rule("assets", "Nobody Has This"));
        step(ann, id, "review");
        step(bob, id, "approval");
        var answer = ann.post("/api/publications/" + id + "/publication", JsonObject.empty());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("no member meets its rules");
    }

    @Test
    void rulesAreWrittenInADraftOnlyAndByWhoIsNotItsApprover() {
        var id = draft("green", "s");
        var wish = JsonObject.builder().put("targets", JsonArray.EMPTY).build();
        var path = "/api/publications/" + id + "/targets";
        bob.json(bob.write("PUT", path, Json.write(wish), "application/json"));
        step(ann, id, "review");
        assertThat(bob.post("/api/publications/" + id + "/approval", JsonObject.empty())
                        .statusCode())
                .as("he wrote for whom it is")
                .isEqualTo(403);
        assertThat(ann.write("PUT", path, Json.write(wish), "application/json").statusCode())
                .isEqualTo(409);
        var other = draft("green", "s");
        choose(other, rule("kind", "gp"));
        assertThat(ann.write(
                                "PUT",
                                "/api/publications/" + other + "/targets",
                                "{\"read\":[],\"targets\":[]}",
                                "application/json")
                        .statusCode())
                .as("somebody was faster")
                .isEqualTo(409);
        for (var wrong : List.of(
                rule("planet", "x"), rule("kind", "x"), rule("organization", partner.id()), rule("group", "x"))) {
            var bad = JsonObject.builder()
                    .put("targets", JsonArray.of(List.of(wrong)))
                    .build();
            assertThat(ann.write("PUT", "/api/publications/" + other + "/targets", Json.write(bad), "application/json")
                            .statusCode())
                    .as(Json.write(wrong))
                    .isEqualTo(400);
        }
    }

    @Test
    void whoSawItIsAskedForWithAPurposeThatTheyRead() {
        var first = draft("green", "s", "seen-in-logs.example");
        var sent = send(first);
        var indicator = sent.array("indicators")
                .orElseThrow()
                .objects()
                .getFirst()
                .text("id")
                .orElseThrow();
        sight(indicator);
        var id = draft("green", "s", "seen-in-logs.example");
        var path = "/api/publications/" + id + "/targets/sightings";
        assertThat(ann.post(path, JsonObject.builder().put("purpose", "x").build())
                        .statusCode())
                .as("no purpose")
                .isEqualTo(400);
        var purpose = "Who saw it must act tonight.";
        var seen = ann.json(
                ann.post(path, JsonObject.builder().put("purpose", purpose).build()));
        assertThat(names(seen, "recipients")).containsExactly("South");
        assertThat(sam.get("/api/disclosures").body()).contains(purpose);
        assertThat(names(choose(id, rule("sightings", purpose)), "recipients")).containsExactly("South");
        assertThat(ann.write(
                                "PUT",
                                "/api/publications/" + id + "/targets",
                                "{\"targets\":[{\"rule\":\"sightings\",\"subject\":\"another reason\"}]}",
                                "application/json")
                        .statusCode())
                .isEqualTo(400);
        colleaguesDoNotLearnWhoSawIt(id);
    }

    /// What was told to one person of the CERT was told to her, for her purpose.
    private static void colleaguesDoNotLearnWhoSawIt(String id) {
        var path = "/api/publications/" + id + "/recipients";
        assertThat(Json.write(ann.json(path))).contains("South", "\"rule\":\"sightings\"");
        var colleague = bob.json(path);
        assertThat(names(colleague, "recipients")).isEmpty();
        assertThat(names(colleague, "others"))
                .as("who is missing would tell who saw it")
                .isEmpty();
        assertThat(colleague.integer("unnamed")).as("one is fewer than three").hasValue(0);
        choose(id, rule("sightings", "Who saw it must act tonight."), rule("kind", "hospital"));
        assertThat(ann.json(path).array("recipients").orElseThrow().objects())
                .as("by both rules")
                .anyMatch(row -> Json.write(row).contains("\"sightings\""));
        assertThat(names(bob.json(path), "recipients")).containsExactly("North", "South");
        assertThat(Json.write(bob.json(path).array("recipients").orElseThrow())).doesNotContain("sightings");
        choose(id, rule("sightings", "Who saw it must act tonight."));
        send(id);
        assertThat(names(bob.json(path), "recipients")).as("whom to chase").containsExactly("South");
        assertThat(Json.write(bob.json(path).array("recipients").orElseThrow())).doesNotContain("sightings");
        assertThat(Json.write(ann.json(path).array("recipients").orElseThrow())).contains("sightings");
    }

    private static void sight(String indicator) {
        var sighting = """
                {"objects":[{"type":"sighting","spec_version":"2.1","id":"sighting--6f0c9e5b-2f6f-4c64-a1d9-2a3f6f4d9f61",\
                "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",\
                "sighting_of_ref":"%s","count":1}]}""".formatted(indicator);
        var token = HUB.token(south, Scope.TAXII);
        var type = "application/taxii+json;version=2.1";
        var answer =
                HUB.send(java.net.http.HttpRequest.newBuilder(HUB.uri("/taxii2/hub/collections/sightings/objects/"))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", type)
                        .header("Content-Type", type)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(sighting))
                        .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
}
