package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Who joins a sharing group is told what the group was told before, over HTTP, wherever its clients stand.
class JoiningTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final String LAST = "X-TAXII-Date-Added-Last";

    private static Organization cert;
    private static long source;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "own", "own", Audience.undecided(cert.key())))
                .key();
    }

    private static String publish(String name, Audience audience) {
        var id = "indicator--" + UUID.randomUUID();
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","name":"%s","pattern":"[domain-name:value = 'x.example']",
                 "pattern_type":"stix","valid_from":"2026-11-01T10:00:00Z"}""".formatted(id, name)));
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience))));
        return id;
    }

    @Test
    void whoJoinsAGroupGetsWhatLiesBehindItsPlaceWithTheDateOfTheJoining() {
        var organizations = HUB.part(Organizations.class);
        var hospital = HUB.organization("Hospital", "hospital");
        var token = HUB.token(hospital, Scope.TAXII);
        long group = organizations.group("cardiology");
        var forGroup = Audience.of(Tlp.AMBER_STRICT, cert.key()).withGroup(group);
        var older = List.of(publish("for the group, 1", forGroup), publish("for the group, 2", forGroup));
        publish("for all", Audience.of(Tlp.GREEN, cert.key()));
        var objects = "/taxii2/hub/collections/intelligence/objects/?limit=1";
        var first = HUB.ask(token, objects, "Accept", TAXII);
        assertThat(first.body()).contains("for all").doesNotContain("for the group");
        var last = first.headers().firstValue(LAST).orElseThrow();
        assertThat(HUB.ask(token, objects + "&added_after=" + last, "Accept", TAXII)
                        .body())
                .isEqualTo("{}");

        organizations.join(group, hospital);
        var one = HUB.ask(token, objects + "&added_after=" + last, "Accept", TAXII);
        assertThat(one.body()).contains(older.getFirst());
        var cutOff = one.headers().firstValue(LAST).orElseThrow();
        assertThat(cutOff).isGreaterThan(last);
        var two = HUB.ask(token, objects + "&added_after=" + cutOff, "Accept", TAXII);
        assertThat(two.body()).as("cut off in the middle").contains(older.getLast());
        var end = two.headers().firstValue(LAST).orElseThrow();
        assertThat(HUB.ask(token, objects + "&added_after=" + end, "Accept", TAXII)
                        .body())
                .isEqualTo("{}");
        publish("after", forGroup);
        assertThat(HUB.ask(token, objects + "&added_after=" + end, "Accept", TAXII)
                        .body())
                .contains("\"after\"");
    }

    @Test
    void aFirmThatBeginsToActForAMemberGetsWhatTheMemberWasTold() {
        var organizations = HUB.part(Organizations.class);
        var member = HUB.organization("Clinic", "hospital");
        var firm = HUB.organization("Firm", "security-firm");
        var token = HUB.token(firm, Scope.TAXII);
        var id = publish("for the clinic", Audience.of(Tlp.AMBER, cert.key()).withOrganization(member.key()));
        publish("for all too", Audience.of(Tlp.GREEN, cert.key()));
        var manifest = "/taxii2/hub/collections/indicators/manifest/";
        var first = HUB.ask(token, manifest, "Accept", TAXII);
        assertThat(first.body()).doesNotContain(id);
        var last = first.headers().firstValue(LAST).orElseThrow();
        organizations.delegate(firm, member, java.util.Set.of("watch"));
        var then = (JsonObject) Json.read(HUB.ask(token, manifest + "?added_after=" + last, "Accept", TAXII)
                .body());
        var records = then.array("objects").map(JsonArray::objects).orElseThrow();
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().text("id")).contains(id);
        assertThat(records.getFirst().text("date_added").orElseThrow()).isGreaterThan(last);
    }
}
