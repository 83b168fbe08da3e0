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
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Collections that the CERT makes, from the route that makes them to the page that a recipient reads.
class SharedCollectionsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";

    private static Organization cert;
    private static Organization hospital;
    private static Organization partner;
    private static RunningHub.Browser maker;
    private static long source;
    private static String hospitalToken;
    private static String partnerToken;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
        partner = HUB.organization("Partner", "partner");
        maker = HUB.person(cert, "maker");
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "own", "own", Audience.undecided(cert.key())))
                .key();
        hospitalToken = HUB.token(hospital, Scope.TAXII);
        partnerToken = HUB.token(partner, Scope.TAXII);
    }

    private static StixId publish(String name, String label) {
        return publish("indicator--" + UUID.randomUUID(), "2026-11-01T10:00:00.000Z", name, label);
    }

    private static StixId publish(String id, String modified, String name, String label) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"%s","name":"%s","labels":["%s"],"pattern":"[domain-name:value = 'x.example']",
                 "pattern_type":"stix","valid_from":"2026-11-01T10:00:00Z"}""".formatted(id, modified, name, label)));
        var audience = Audience.of(Tlp.GREEN, cert.key());
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience))));
        return object.id();
    }

    private static JsonObject toSave(String title, String query, boolean ended, Organization... readers) {
        return JsonObject.builder()
                .put("title", title)
                .put("description", "")
                .put("picked", false)
                .put("posting", "nobody")
                .put("query", query)
                .put(
                        "organizations",
                        List.of(readers).stream()
                                .map(reader -> reader.id().toString())
                                .toList())
                .put("groups", List.of())
                .put("ended", ended)
                .build();
    }

    private static String make(String title, String query, Organization... readers) {
        var made = maker.json(maker.post("/api/collections", toSave(title, query, false, readers)));
        return made.text("id").orElseThrow();
    }

    private static void filled() {
        while (HUB.part(Store.class).shelves().advance()) {
            // Until all that happened has been read.
        }
    }

    private static String objects(String token, String collection, String query) {
        filled();
        var answer = HUB.ask(token, "/taxii2/hub/collections/" + collection + "/objects/" + query, "Accept", TAXII);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void aRecipientReadsWhatTheQuestionChoosesAndOthersFindNothing() {
        publish("before-yes", "wanted");
        publish("before-no", "other");
        var id = make("For the hospital", "label:wanted", hospital);
        publish("after-yes", "wanted");
        assertThat(objects(hospitalToken, id, ""))
                .contains("before-yes", "after-yes")
                .doesNotContain("before-no");
        assertThat(HUB.ask(hospitalToken, "/taxii2/hub/collections/", "Accept", TAXII)
                        .body())
                .contains(id, "For the hospital");
        assertThat(HUB.ask(partnerToken, "/taxii2/hub/collections/", "Accept", TAXII)
                        .body())
                .doesNotContain(id);
        var hidden = "/taxii2/hub/collections/" + id + "/objects/";
        assertThat(HUB.ask(partnerToken, hidden, "Accept", TAXII).statusCode()).isEqualTo(404);
    }

    @Test
    void pagesGoOnByNextAndByDateAndTellWhatWasTakenBack() {
        var first = publish("page-1", "paged");
        publish("page-2", "paged");
        publish("page-3", "paged");
        var id = make("In pages", "label:paged", hospital);
        filled();
        var page = (JsonObject) Json.read(objects(hospitalToken, id, "?limit=2"));
        assertThat(page.array("objects").map(JsonArray::objects).orElseThrow()).hasSize(2);
        var next = page.text("next").orElseThrow();
        HUB.part(Store.class).claims().withdraw(Viewer.system("test"), first, source, "wrong");
        var rest = objects(hospitalToken, id, "?limit=2&next=" + next);
        assertThat(rest).contains("page-3", "\"revoked\":true", first.text());
        assertThat(objects(hospitalToken, id, "")).doesNotContain(first.text());
    }

    @Test
    void anObjectThatNoLongerFitsComesOnceMoreToWhoHadItAndToNobodyElse() {
        var changed = "indicator--" + UUID.randomUUID();
        publish(changed, "2026-11-01T10:00:00.000Z", "fits", "fit");
        var id = make("What fits", "label:fit", hospital);
        filled();
        var had = HUB.ask(hospitalToken, "/taxii2/hub/collections/" + id + "/objects/", "Accept", TAXII)
                .headers()
                .firstValue("X-TAXII-Date-Added-Last")
                .orElseThrow();
        publish(changed, "2026-11-02T10:00:00.000Z", "fits no longer", "unfit");
        assertThat(objects(hospitalToken, id, "?added_after=" + had)).contains("fits no longer");
        assertThat(objects(hospitalToken, id, "")).isEqualTo("{}");
    }

    @Test
    void anotherQuestionIsAnsweredAnewAndAnEndedCollectionIsGone() {
        publish("first-answer", "one");
        publish("second-answer", "two");
        var id = make("Changing", "label:one", hospital);
        assertThat(objects(hospitalToken, id, "")).contains("first-answer");
        var put = "/api/collections/" + id;
        maker.json(maker.write(
                "PUT", put, Json.write(toSave("Changing", "label:two", false, hospital)), "application/json"));
        assertThat(objects(hospitalToken, id, "")).contains("second-answer").doesNotContain("first-answer");
        maker.json(maker.write(
                "PUT", put, Json.write(toSave("Changing", "label:two", true, hospital)), "application/json"));
        var ended = "/taxii2/hub/collections/" + id + "/objects/";
        assertThat(HUB.ask(hospitalToken, ended, "Accept", TAXII).statusCode()).isEqualTo(404);
        assertThat(maker.get("/api/collections").body()).contains(id, "endedAt");
    }

    @Test
    void aSharingGroupReadsTogetherAndWhoFetchedWhatIsRecordedByName() {
        var organizations = HUB.part(Organizations.class);
        organizations.join(organizations.group("Region"), partner);
        publish("for-the-region", "region");
        var group = organizations.groups().stream()
                .filter(each -> each.name().equals("Region"))
                .findFirst()
                .orElseThrow();
        var body = toSave("Of the region", "label:region", false)
                .with(
                        "groups",
                        JsonArray.of(List.of(
                                new theriac.stix.json.JsonString(group.id().toString()))));
        var id = maker.json(maker.post("/api/collections", body)).text("id").orElseThrow();
        assertThat(objects(partnerToken, id, "")).contains("for-the-region");
        assertThat(HUB.part(Store.class)
                        .ledger()
                        .newest(Viewer.system("test"), Long.MAX_VALUE, 50, java.util.Set.of(LedgerEntry.Kind.FETCHED)))
                .anySatisfy(row -> {
                    assertThat(row.organization()).contains(partner.key());
                    assertThat(row.detail().text("collection")).contains("Of the region");
                });
    }

    @Test
    void aQuestionThatCannotBeFollowedIsRefusedWithASentence() {
        var answer = maker.post("/api/collections", toSave("Fading", "score>50", false, hospital));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("A collection cannot follow that.");
        var other = HUB.person(hospital, "guest");
        assertThat(other.post("/api/collections", toSave("Mine", "", false, hospital))
                        .statusCode())
                .isEqualTo(403);
    }
}
