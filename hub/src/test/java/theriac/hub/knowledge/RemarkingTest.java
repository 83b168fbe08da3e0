package theriac.hub.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Who narrows does it alone, who widens needs another, and nobody changes for whom another's word is.
class RemarkingTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static Organization north;
    private static RunningHub.Browser ann;
    private static RunningHub.Browser bob;
    private static RunningHub.Browser nora;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        ann = HUB.person(cert, "ann", Set.of(Role.READER, Role.ANALYST));
        bob = HUB.person(cert, "bob", Set.of(Role.READER, Role.ANALYST));
        nora = HUB.person(north, "nora", Set.of(Role.READER, Role.ANALYST));
    }

    private static String told(Audience audience) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"malware","spec_version":"2.1","id":"malware--%s","is_family":true,"name":"Night owl",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z"}""".formatted(UUID.randomUUID())));
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(audience.owner(), "own", "own", Audience.undecided(audience.owner())))
                .key();
        store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience))));
        return object.id().text();
    }

    private static HttpResponse<String> mark(RunningHub.Browser who, String id, String tlp, UUID... organizations) {
        var wish = JsonObject.builder()
                .put("tlp", tlp)
                .put(
                        "organizations",
                        List.of(organizations).stream().map(UUID::toString).toList())
                .put("groups", List.of())
                .put("reason", "The owner of the system agreed.")
                .build();
        return who.post("/api/objects/" + id + "/marking", wish);
    }

    /// How Nora has it; what she could see once stays as revoked, as with a withdrawal.
    private static String sees(String id) {
        var answer = nora.get("/api/objects/" + id);
        if (answer.statusCode() == 404) {
            return "nothing";
        }
        var summary = nora.json(answer).object("summary").orElseThrow();
        return summary.bool("revoked").orElseThrow() ? "revoked" : "it";
    }

    @Test
    void narrowingHappensAtOnceAndWideningAfterASecondPersonDecided() {
        var id = told(Audience.of(Tlp.AMBER_STRICT, cert.key()));
        assertThat(sees(id)).isEqualTo("nothing");
        var wider = ann.json(mark(ann, id, "amber+strict", north.id()));
        assertThat(sees(id)).as("a second person decides").isEqualTo("nothing");
        var proposal = wider.object("proposal").orElseThrow();
        assertThat(proposal.array("shown").orElseThrow().texts()).contains("North");
        var path = "/api/proposals/" + proposal.text("id").orElseThrow() + "/approval";
        assertThat(ann.post(path, JsonObject.empty()).statusCode()).isEqualTo(403);
        assertThat(nora.post(path, JsonObject.empty()).statusCode()).isEqualTo(404);
        bob.json(bob.post(path, JsonObject.empty()));
        assertThat(sees(id)).isEqualTo("it");
        var narrower = ann.json(mark(ann, id, "amber+strict"));
        assertThat(narrower.object("proposal")).isEmpty();
        assertThat(sees(id)).isEqualTo("revoked");
    }

    @Test
    void whatChangedSinceItWasProposedIsLookedAtAgain() {
        var id = told(Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(north.key()));
        var wider = ann.json(mark(ann, id, "green")).object("proposal").orElseThrow();
        ann.json(mark(ann, id, "amber+strict"));
        var answer = bob.post("/api/proposals/" + wider.text("id").orElseThrow() + "/approval", JsonObject.empty());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("has changed since");
        assertThat(sees(id)).isEqualTo("revoked");
    }

    @Test
    void anothersWordIsNotChanged() {
        var id = told(Audience.of(Tlp.GREEN, north.key()));
        assertThat(mark(ann, id, "clear").statusCode()).isEqualTo(404);
        assertThat(mark(ann, "malware--" + UUID.randomUUID(), "clear").statusCode())
                .isEqualTo(404);
        assertThat(mark(nora, id, "red").statusCode()).isEqualTo(400);
        assertThat(mark(nora, id, "green", UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(sees(id)).isEqualTo("it");
    }
}
