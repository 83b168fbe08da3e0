package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Viewers;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A warning of high chance and high damage goes out when a second person who may publish decided so, and every other
/// one at once.
class HighestWarningTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static RunningHub.Browser ann;
    private static RunningHub.Browser bob;
    private static RunningHub.Browser nora;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        var all = Set.of(Role.READER, Role.ANALYST, Role.REVIEWER, Role.PUBLISHER);
        ann = HUB.person(cert, "ann", all);
        bob = HUB.person(cert, "bob", all);
        nora = HUB.person(HUB.organization("North", "hospital"), "nora", Set.of(Role.READER));
    }

    private static JsonObject content(String chance, String damage) {
        var words = "{\"title\":\"t\",\"summary\":\"s\",\"advice\":\"a\"}";
        return (JsonObject) Json.read(
                "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[],\"chance\":\"%s\",\"damage\":\"%s\"}"
                        .formatted(words, words, chance, damage));
    }

    private static JsonObject step(RunningHub.Browser who, String id, String step, String body) {
        return who.json(who.write("POST", "/api/publications/" + id + "/" + step, body, "application/json"));
    }

    private static String approved(String chance, String damage) {
        var id = ann.json(ann.post("/api/publications", content(chance, damage)))
                .text("id")
                .orElseThrow();
        step(ann, id, "review", "{}");
        step(bob, id, "approval", "{}");
        return id;
    }

    private static String proposal(RunningHub.Browser who) {
        return who.json("/api/proposals").array("proposals").orElseThrow().objects().stream()
                .filter(each -> each.text("kind").orElseThrow().equals("warning-high-high"))
                .findFirst()
                .orElseThrow()
                .text("id")
                .orElseThrow();
    }

    @Test
    void highAndHighGoesOutWhenAnotherWhoMayPublishDecides() {
        var id = approved("high", "high");
        assertThat(ann.write("POST", "/api/publications/" + id + "/publication", "{}", "application/json")
                        .statusCode())
                .as("nobody said why")
                .isEqualTo(400);
        var asked = step(ann, id, "publication", "{\"reason\":\"Half of the sector runs it.\"}");
        assertThat(asked.text("state")).contains("approved");
        assertThat(asked.bool("waiting")).contains(true);
        assertThat(nora.get("/api/publications/" + id).statusCode()).isEqualTo(404);
        var path = "/api/proposals/" + proposal(bob) + "/approval";
        assertThat(ann.post(path, JsonObject.empty()).statusCode()).isEqualTo(403);
        bob.json(bob.post(path, JsonObject.empty()));
        var sent = nora.json("/api/publications/" + id);
        assertThat(sent.text("state")).contains("published");
        assertThat(sent.text("chance")).contains("high");
        assertThat(sent.bool("waiting")).contains(false);
    }

    /// A decision that a crash cut off is carried out again, and may have been carried out before.
    @Test
    void doneAgainItIsSentAlready() {
        var id = approved("high", "high");
        int revision =
                (int) ann.json("/api/publications/" + id).integer("revision").orElseThrow();
        var decider = HUB.part(Viewers.class)
                .person(HUB.part(Accounts.class).find("bob").orElseThrow());
        for (int n = 0; n < 2; n++) {
            HUB.part(Publishing.class).publishDecided(decider, UUID.fromString(id), revision, "");
        }
        assertThat(nora.json("/api/publications/" + id).text("state")).contains("published");
    }

    @Test
    void whatChangedSinceItWasProposedIsLookedAtAgain() {
        var id = approved("high", "high");
        step(ann, id, "publication", "{\"reason\":\"Half of the sector runs it.\"}");
        var proposal = proposal(bob);
        step(bob, id, "return", "{}");
        ann.json(ann.write("PUT", "/api/publications/" + id, Json.write(content("high", "high")), "application/json"));
        step(ann, id, "review", "{}");
        step(bob, id, "approval", "{}");
        assertThat(bob.post("/api/proposals/" + proposal + "/approval", JsonObject.empty())
                        .statusCode())
                .isEqualTo(409);
        assertThat(nora.get("/api/publications/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void everyOtherGoesOutAtOnceAndALevelIsOneOfThree() {
        for (var damage : new String[] {"", "low", "medium"}) {
            var id = approved("high", damage);
            assertThat(step(ann, id, "publication", "{}").text("state")).contains("published");
        }
        assertThat(ann.post("/api/publications", content("severe", "high")).statusCode())
                .isEqualTo(400);
    }
}
