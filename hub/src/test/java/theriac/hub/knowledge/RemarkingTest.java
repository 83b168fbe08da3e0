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
        return again("malware--" + UUID.randomUUID(), audience, 1);
    }

    private static String again(String id, Audience audience, int day) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"malware","spec_version":"2.1","id":"%s","is_family":true,"name":"Night owl",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-0%dT10:00:00.000Z"}""".formatted(id, day)));
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(
                        audience.owner(), "own " + audience.owner(), "own", Audience.undecided(audience.owner())))
                .key();
        store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience))));
        return object.id().text();
    }

    private static HttpResponse<String> mark(RunningHub.Browser who, String id, String tlp, UUID... organizations) {
        return mark(who, id, JsonObject.builder(), tlp, organizations);
    }

    /// The word of another organisation.
    private static HttpResponse<String> override(
            RunningHub.Browser who, Organization owner, String id, String tlp, UUID... organizations) {
        return mark(who, id, JsonObject.builder().put("owner", owner.id().toString()), tlp, organizations);
    }

    private static HttpResponse<String> mark(
            RunningHub.Browser who, String id, JsonObject.Builder begun, String tlp, UUID... organizations) {
        var wish = begun.put("tlp", tlp)
                .put(
                        "organizations",
                        List.of(organizations).stream().map(UUID::toString).toList())
                .put("groups", List.of())
                .put("reason", "The owner of the system agreed.")
                .build();
        return who.post("/api/objects/" + id + "/marking", wish);
    }

    private static HttpResponse<String> lift(RunningHub.Browser who, String id, Organization... owner) {
        var wish = JsonObject.builder().put("reason", "It was a mistake.");
        for (var each : owner) {
            wish.put("owner", each.id().toString());
        }
        return who.post("/api/objects/" + id + "/marking/lifting", wish.build());
    }

    private static void approve(RunningHub.Browser who, HttpResponse<String> answer) {
        var id = who.json(answer).object("proposal").orElseThrow().text("id").orElseThrow();
        who.json(who.post("/api/proposals/" + id + "/approval", JsonObject.empty()));
    }

    private static String rules(RunningHub.Browser who, String id) {
        return who.get("/api/objects/" + id + "/marking").body();
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

    /// A newer version from the same source does not undo what people decided.
    @Test
    void whatWasDecidedCountsForLaterDeliveriesAndIsUndone() {
        var id = told(Audience.of(Tlp.GREEN, cert.key()));
        assertThat(ann.json(mark(ann, id, "amber+strict")).bool("changed")).contains(true);
        assertThat(sees(id)).isEqualTo("revoked");
        again(id, Audience.of(Tlp.GREEN, cert.key()), 2);
        assertThat(sees(id)).isEqualTo("revoked");
        assertThat(rules(ann, id))
                .contains("\"rules\":[\"override\"]", "\"by\":\"ann\"", "The owner of the system agreed.");
        var lifted = lift(ann, id);
        assertThat(sees(id)).as("lifting lets North see more: it takes two").isEqualTo("revoked");
        approve(bob, lifted);
        assertThat(sees(id)).isEqualTo("it");
        assertThat(rules(ann, id)).contains("\"rules\":[\"delivered\"]", "\"overrides\":[]");
        assertThat(lift(ann, id).statusCode()).isEqualTo(409);
    }

    /// The CERT narrows a member's word at once and widens it with two; members override nobody.
    @Test
    void theCertOverridesAnothersWordAndTellsByWhichRule() {
        var id = told(Audience.of(Tlp.GREEN, north.key()));
        var outsider = HUB.person(
                HUB.organization("South " + UUID.randomUUID(), "hospital"),
                "south" + UUID.randomUUID(),
                Set.of(Role.READER, Role.ANALYST));
        assertThat(override(outsider, north, id, "amber+strict").statusCode()).isEqualTo(403);
        assertThat(ann.json(override(ann, north, id, "amber")).bool("changed")).contains(true);
        assertThat(outsider.json("/api/objects/" + id)
                        .object("summary")
                        .orElseThrow()
                        .bool("revoked"))
                .contains(true);
        assertThat(sees(id)).as("whose word it is").isEqualTo("it");
        assertThat(ann.get("/api/objects/" + id + "/who-sees").body())
                .contains("\"decided\":\"override\"")
                .doesNotContain("\"decided\":\"delivered\"");
        assertThat(rules(nora, id))
                .as("whose word it is reads who decided and why, and no person of the CERT")
                .contains("\"organization\":\"Cert\"", "The owner of the system agreed.")
                .doesNotContain("\"by\":\"ann\"");
        assertThat(mark(nora, id, "clear").statusCode())
                .as("while the CERT's decision stands")
                .isEqualTo(409);
        assertThat(nora.json(mark(nora, id, "amber+strict")).bool("changed")).contains(true);
        assertThat(ann.json("/api/objects/" + id)
                        .object("summary")
                        .orElseThrow()
                        .bool("revoked"))
                .as("its owner narrows further, also against the CERT")
                .contains(true);
        assertThat(override(ann, north, id, "clear").statusCode()).isEqualTo(404);
    }

    @Test
    void theCertWidensAnothersWordWithTwoAndNothingThatIsForNamedPeople() {
        var id = told(Audience.of(Tlp.AMBER_STRICT, north.key()).withOrganization(cert.key()));
        var wider = override(ann, north, id, "green");
        assertThat(ann.json(wider).object("proposal").orElseThrow().text("kind"))
                .contains("marking-override");
        assertThat(ann.json(wider)
                        .object("proposal")
                        .orElseThrow()
                        .array("shown")
                        .orElseThrow()
                        .texts())
                .contains("North:");
        approve(bob, wider);
        assertThat(ann.get("/api/objects/" + id).body()).contains("TLP:GREEN");
        again(id, Audience.of(Tlp.AMBER_STRICT, north.key()), 2);
        assertThat(rules(ann, id)).contains("\"tlp\":[\"TLP:GREEN\"]");
        assertThat(rules(nora, id))
                .as("what North says to fewer than it did when two decided stays with them")
                .contains("TLP:GREEN", "TLP:AMBER+STRICT", "\"rules\":[\"override\",\"source\"]");
        var red = told(new Audience(
                Tlp.RED,
                north.key(),
                new java.util.TreeSet<>(),
                new java.util.TreeSet<>(),
                new java.util.TreeSet<>(Set.of(account("ann")))));
        assertThat(override(ann, north, red, "green").statusCode()).isEqualTo(409);
    }

    private static long account(String login) {
        return HUB.part(theriac.hub.db.Database.class)
                .jdbc()
                .sql("select id from account where login = :login")
                .param("login", login)
                .query(Long.class)
                .single();
    }

    private static HttpResponse<String> red(RunningHub.Browser who, String id, String... people) {
        var wish = JsonObject.builder()
                .put("tlp", "red")
                .put("organizations", List.of())
                .put("groups", List.of())
                .put("people", List.of(people))
                .put("reason", "Said in the room.")
                .build();
        return who.post("/api/objects/" + id + "/marking", wish);
    }

    @Test
    void redIsForThePeopleWhoAreNamedAndForNobodyElse() {
        var id = told(Audience.of(Tlp.GREEN, cert.key()));
        var carl = HUB.person(cert, "carl", Set.of(Role.READER, Role.ANALYST));
        assertThat(red(ann, id, "bob", "nora").statusCode()).as("herself not").isEqualTo(400);
        assertThat(red(ann, id, "ann", "nobody").statusCode()).isEqualTo(400);
        assertThat(red(ann, id).statusCode()).isEqualTo(400);
        assertThat(mark(ann, id, "red", north.id()).statusCode())
                .as("for organisations")
                .isEqualTo(400);
        assertThat(nora.get("/api/objects/" + id).statusCode()).isEqualTo(200);

        var done = red(ann, id, "ann", "bob", "nora");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        for (var reader : List.of(ann, bob, nora)) {
            assertThat(reader.get("/api/objects/" + id).statusCode()).isEqualTo(200);
        }
        assertThat(carl.json("/api/objects/" + id).object("summary").flatMap(each -> each.bool("revoked")))
                .as("what he had seen is taken back")
                .contains(true);
        assertThat(ann.get("/api/objects/" + id + "/marking").body()).contains("TLP:RED", "\"login\":\"nora\"");
        assertThat(nora.get("/api/objects/" + id + "/marking").body())
                .as("who else is named is the owner's")
                .doesNotContain("\"login\":\"bob\"");

        var fewer = red(ann, id, "ann", "bob");
        assertThat(ann.json(fewer).bool("changed")).as("fewer is at once").contains(true);
        var more = red(ann, id, "ann", "bob", "carl");
        assertThat(ann.json(more).bool("changed")).as("more takes two").contains(false);
        assertThat(carl.get("/api/proposals").body())
                .as("he may not know of it")
                .doesNotContain(id);
        var proposal = ann.json(more)
                .object("proposal")
                .flatMap(each -> each.text("id"))
                .orElseThrow();
        assertThat(carl.post("/api/proposals/" + proposal + "/approval", JsonObject.empty())
                        .statusCode())
                .isIn(403, 404);
        var decided = bob.post("/api/proposals/" + proposal + "/approval", JsonObject.empty());
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
        assertThat(carl.json("/api/objects/" + id).object("summary").flatMap(each -> each.bool("revoked")))
                .contains(false);
    }

    @Test
    void nobodyMakesAnothersWordRed() {
        var id = told(Audience.of(Tlp.GREEN, north.key()));
        var wish = JsonObject.builder()
                .put("owner", north.id().toString())
                .put("tlp", "red")
                .put("organizations", List.of())
                .put("groups", List.of())
                .put("people", List.of("ann"))
                .put("reason", "No.")
                .build();
        var chief = HUB.person(cert, "chief", Set.of(Role.values()));
        assertThat(chief.post("/api/objects/" + id + "/marking", wish).statusCode())
                .isEqualTo(400);
    }
}
