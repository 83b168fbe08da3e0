package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What machines get: their own, in order, and gone when it is taken back.
class SharingTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";

    private static Organization cert;
    private static Organization hospital;
    private static Organization partner;
    private static long members;
    private static long source;
    private static String hospitalToken;
    private static String partnerToken;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
        partner = HUB.organization("Partner", "partner");
        members = HUB.part(Organizations.class).group(Organizations.MEMBERS);
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "own", "own", Audience.undecided(cert.key())))
                .key();
        hospitalToken = HUB.token(hospital, Scope.TAXII, Scope.LISTS, Scope.SCOUT);
        partnerToken = HUB.token(partner, Scope.TAXII, Scope.LISTS);
    }

    private static StixObject indicator(String domain) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain)));
    }

    private static StixId publish(String domain, Audience audience) {
        var object = indicator(domain);
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience))));
        return object.id();
    }

    private static Audience forMembers() {
        return Audience.of(Tlp.AMBER, cert.key()).withGroup(members);
    }

    private static String objects(String token, String query) {
        var answer = HUB.ask(token, "/taxii2/hub/collections/indicators/objects/" + query, "Accept", TAXII);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void aMemberGetsWhatIsForMembersAndOthersDoNot() {
        publish("for-members.example", forMembers());
        publish("for-the-cert.example", Audience.undecided(cert.key()));
        assertThat(objects(hospitalToken, "")).contains("for-members.example").doesNotContain("for-the-cert.example");
        assertThat(objects(partnerToken, "")).doesNotContain("for-members.example");
        assertThat(HUB.ask(hospitalToken, "/lists/domains.txt").body()).contains("for-members.example\n");
        assertThat(HUB.ask(partnerToken, "/lists/domains.txt").body()).doesNotContain("for-members.example");
    }

    @Test
    void aWithdrawnIndicatorComesOnceMoreAsRevokedAndLeavesTheLists() {
        var id = publish("mistake.example", forMembers());
        var before = objects(hospitalToken, "?match[id]=" + id.text());
        assertThat(before).contains("mistake.example").doesNotContain("\"revoked\":true");
        assertThat(HUB.ask(hospitalToken, "/lists/domains.txt").body()).contains("mistake.example");
        HUB.part(Store.class).claims().withdraw(Viewer.system("test"), id, source, "It was a mistake.");
        assertThat(objects(hospitalToken, "?match[id]=" + id.text()).replace(" ", ""))
                .contains("\"revoked\":true");
        assertThat(HUB.ask(hospitalToken, "/lists/domains.txt").body()).doesNotContain("mistake.example");
    }

    @Test
    void anUnchangedListIsNotSentAgain() {
        var first = HUB.ask(hospitalToken, "/lists/domains.txt");
        var etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(HUB.ask(hospitalToken, "/lists/domains.txt", "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aPatternThatNeedsTwoThingsBlocksNeither() {
        var both = StixObject.of(indicator("half.example")
                .json()
                .with(
                        "pattern",
                        new theriac.stix.json.JsonString(
                                "[domain-name:value = 'half.example'] AND [ipv4-addr:value = '192.0.2.77']")));
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(both, forMembers()))));
        assertThat(HUB.ask(hospitalToken, "/lists/domains.txt").body()).doesNotContain("half.example");
        assertThat(HUB.ask(hospitalToken, "/lists/ips.txt").body()).doesNotContain("192.0.2.77");
    }

    @Test
    void aCollectionOfAnotherLooksAbsent() {
        var other = "/taxii2/hub/collections/" + CollectionIds.indicators(partner.id()) + "/objects/";
        var absent = "/taxii2/hub/collections/" + UUID.randomUUID() + "/objects/";
        var hidden = HUB.ask(hospitalToken, other, "Accept", TAXII);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.statusCode())
                .isEqualTo(HUB.ask(hospitalToken, absent, "Accept", TAXII).statusCode());
    }

    @Test
    void withoutATokenTheAnswerIsWhoAreYou() {
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/"))
                .header("Accept", TAXII)
                .GET()
                .build());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void aTokenForOtherThingsFindsNothingAtTaxiiAndIsNotAskedForAnotherOne() {
        var lists = HUB.token(hospital, Scope.LISTS);
        for (var path : new String[] {"/taxii2/", "/taxii2/hub/", "/taxii2/hub/collections/"}) {
            assertThat(HUB.ask(lists, path, "Accept", TAXII).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void aMemberSendsSightingsInItsOwnNameOnly() {
        var id = publish("seen.example", forMembers());
        var own = post(sighting(id, hospital.identity()));
        assertThat(own).contains("\"success_count\":1").contains("\"failure_count\":0");
        assertThat(post(sighting(id, partner.identity()))).contains("\"failure_count\":1");
        assertThat(post(indicator("smuggled.example").text())).contains("\"failure_count\":1");
    }

    private static String sighting(StixId of, StixId by) {
        return """
                {"type":"sighting","spec_version":"2.1","id":"sighting--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","created_by_ref":"%s","sighting_of_ref":"%s","count":3,
                 "first_seen":"2026-11-01T10:00:00Z","last_seen":"2026-11-01T11:00:00Z"}""".formatted(UUID.randomUUID(), by.text(), of.text());
    }

    private static String post(String object) {
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/hub/collections/sightings/objects/"))
                .header("Authorization", "Bearer " + hospitalToken)
                .header("Accept", TAXII)
                .header("Content-Type", TAXII)
                .POST(HttpRequest.BodyPublishers.ofString("{\"objects\":[" + object + "]}"))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.body().replace(" ", "");
    }

    @Test
    void aScoutLearnsItsCollectionsIsWokenAndConfirms() throws Exception {
        var profile = (JsonObject)
                Json.read(HUB.ask(hospitalToken, "/api/scout/profile").body());
        assertThat(profile.text("indicators"))
                .contains(CollectionIds.indicators(hospital.id()).toString());
        var before = HUB.ask(hospitalToken, "/api/scout/wake?after=2020-01-01T00:00:00.000000Z")
                .body();
        var position = ((JsonObject) Json.read(before)).text("position").orElseThrow();
        var publisher = Thread.ofVirtual().start(() -> {
            pause();
            publish("wake-up.example", forMembers());
        });
        var woken = (JsonObject) Json.read(
                HUB.ask(hospitalToken, "/api/scout/wake?after=" + position).body());
        publisher.join();
        assertThat(woken.text("position").orElseThrow()).isGreaterThan(position);
        var receipt = HUB.send(HttpRequest.newBuilder(HUB.uri("/api/scout/receipts"))
                .header("Authorization", "Bearer " + hospitalToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"position\":\"%s\",\"indicators\":5}"
                        .formatted(woken.text("position").orElseThrow())))
                .build());
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(204);
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
