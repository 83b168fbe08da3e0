package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Viewers;
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
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Collections that people fill by hand and to which their readers post, from the routes to the pages that are read.
class PickedCollectionsTest {

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
    private static String outsiderToken;

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
        outsiderToken = HUB.token(HUB.organization("Outsider", "hospital"), Scope.TAXII);
    }

    private static String indicator(String id, String name, String more) {
        return """
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","name":"%s","pattern":"[domain-name:value = 'x.example']",
                 "pattern_type":"stix","valid_from":"2026-11-01T10:00:00Z"%s}""".formatted(id, name, more);
    }

    private static String id() {
        return "indicator--" + UUID.randomUUID();
    }

    private static StixId publish(String name, Audience audience) {
        var object = StixObject.of((JsonObject) Json.read(indicator(id(), name, "")));
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience))));
        return object.id();
    }

    private static StixId publish(String name) {
        return publish(name, Audience.of(Tlp.GREEN, cert.key()));
    }

    private static JsonObject form(String title, String posting) {
        return JsonObject.builder()
                .put("title", title)
                .put("description", "")
                .put("picked", true)
                .put("posting", posting)
                .put("query", "")
                .put(
                        "organizations",
                        List.of(hospital.id().toString(), partner.id().toString()))
                .put("groups", List.of())
                .put("ended", false)
                .build();
    }

    private static String make(String title, String posting) {
        return maker.json(maker.post("/api/collections", form(title, posting)))
                .text("id")
                .orElseThrow();
    }

    private static HttpResponse<String> put(String collection, StixId... objects) {
        var ids = List.of(objects).stream().map(StixId::text).toList();
        return maker.post(
                "/api/collections/" + collection + "/objects",
                JsonObject.builder().put("objects", ids).build());
    }

    private static HttpResponse<String> takeOut(String collection, StixId object) {
        return maker.write("DELETE", "/api/collections/" + collection + "/objects/" + object.text(), "", "text/plain");
    }

    /// A reader that goes on from the last date.
    private static final class Poll {
        private final String token;
        private final String collection;
        private String last = "";

        Poll(String token, String collection) {
            this.token = token;
            this.collection = collection;
        }

        List<JsonObject> next() {
            while (HUB.part(Store.class).shelves().advance()) {
                // Until all that happened has been read.
            }
            var query = last.isEmpty() ? "" : "?added_after=" + last;
            var answer = HUB.ask(token, "/taxii2/hub/collections/" + collection + "/objects/" + query, "Accept", TAXII);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            answer.headers().firstValue("X-TAXII-Date-Added-Last").ifPresent(date -> last = date);
            return ((JsonObject) Json.read(answer.body()))
                    .array("objects")
                    .map(JsonArray::objects)
                    .orElse(List.of());
        }

        List<String> names() {
            return next().stream().map(object -> object.text("name").orElse("")).toList();
        }
    }

    @Test
    void whatIsPutInIsAddedThenAndWhatIsTakenOutComesOnceMoreToWhoHadIt() {
        var first = publish("first");
        var second = publish("second");
        publish("third");
        var collection = make("By hand", "nobody");
        assertThat(put(collection, first).statusCode()).isEqualTo(200);
        var poll = new Poll(hospitalToken, collection);
        assertThat(poll.names()).containsExactly("first");
        assertThat(poll.names()).isEmpty();
        put(collection, first, second);
        assertThat(poll.names()).as("the older object is new here").containsExactly("second");

        assertThat(takeOut(collection, first).statusCode()).isEqualTo(200);
        var told = poll.next();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().text("id")).contains(first.text());
        assertThat(told.getFirst().has("revoked")).as("it still holds").isFalse();
        assertThat(new Poll(partnerToken, collection).names()).as("afresh").containsExactly("second");
        put(collection, first);
        assertThat(poll.names()).as("put in again").containsExactly("first");

        HUB.part(Store.class).claims().withdraw(Viewer.system("test"), second, source, "wrong");
        assertThat(poll.next().getFirst().bool("revoked")).contains(true);
        assertThat(HUB.ask(outsiderToken, "/taxii2/hub/collections/" + collection + "/objects/", "Accept", TAXII)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aReaderGetsOfItWhatHeMaySeeAndNothingElse() {
        var hidden = publish("hidden", Audience.of(Tlp.AMBER_STRICT, cert.key()));
        var shown = publish("shown");
        var collection = make("Partly hidden", "nobody");
        put(collection, hidden, shown);
        assertThat(new Poll(hospitalToken, collection).names()).containsExactly("shown");
        HUB.part(Store.class)
                .claims()
                .override(
                        HUB.part(Viewers.class).organization(cert),
                        hidden,
                        Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(hospital.key()),
                        "shared");
        assertThat(new Poll(hospitalToken, collection).names()).containsExactlyInAnyOrder("shown", "hidden");
        assertThat(new Poll(partnerToken, collection).names()).containsExactly("shown");
    }

    @Test
    void peopleSeeWhatIsInItAndWhereAnObjectIs() {
        var object = publish("listed here");
        var collection = make("Listed", "nobody");
        put(collection, object);
        var held = maker.json("/api/collections/" + collection + "/objects")
                .array("objects")
                .map(JsonArray::objects)
                .orElseThrow();
        assertThat(held).hasSize(1);
        assertThat(held.getFirst().text("name")).contains("listed here");
        assertThat(held.getFirst().text("by")).contains("maker");
        var places = maker.json("/api/objects/" + object.text() + "/collections")
                .array("collections")
                .map(JsonArray::objects)
                .orElseThrow();
        assertThat(places)
                .anyMatch(each -> each.text("id").filter(collection::equals).isPresent()
                        && each.bool("holds").orElse(false));

        var unknown = put(collection, object, StixId.of(id()));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("nothing was put in");
        assertThat(takeOut(collection, StixId.of(id())).statusCode()).isEqualTo(404);
        assertThat(HUB.person(hospital, "visitor")
                        .get("/api/collections/" + collection + "/objects")
                        .statusCode())
                .isEqualTo(403);
    }

    private static HttpResponse<String> post(String token, String collection, String... objects) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/hub/collections/" + collection + "/objects/"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", TAXII)
                .header("Content-Type", TAXII)
                .POST(HttpRequest.BodyPublishers.ofString("{\"objects\":[" + String.join(",", objects) + "]}"))
                .build());
    }

    private static List<String> everythingOf(String token) {
        var names = new ArrayList<String>();
        var answer = HUB.ask(token, "/taxii2/hub/collections/intelligence/objects/", "Accept", TAXII);
        ((JsonObject) Json.read(answer.body()))
                .array("objects")
                .map(JsonArray::objects)
                .orElse(List.of())
                .forEach(object -> names.add(object.text("name").orElse("")));
        return names;
    }

    @Test
    void whatAReaderPostsIsReadByTheOthersAndByNobodyElse() {
        var collection = make("Exchange", "readers");
        var posted = id();
        var red = ",\"object_marking_refs\":[\"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1\"]";
        var answer = post(
                hospitalToken, collection, indicator(posted, "posted", ""), indicator(id(), "for named people", red));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var status = (JsonObject) Json.read(answer.body());
        assertThat(status.integer("success_count")).hasValue(1);
        assertThat(status.integer("failure_count")).hasValue(1);
        assertThat(answer.body()).contains("TLP:RED");

        assertThat(new Poll(partnerToken, collection).names()).containsExactly("posted");
        assertThat(everythingOf(partnerToken)).contains("posted");
        assertThat(everythingOf(outsiderToken)).doesNotContain("posted", "for named people");
        assertThat(maker.json("/api/objects/" + posted).text("json").orElse("")
                        + maker.get("/api/objects/" + posted).body())
                .contains("posted");

        var poll = new Poll(partnerToken, collection);
        poll.next();
        var objects = "/taxii2/hub/collections/" + collection + "/objects/" + posted + "/";
        assertThat(delete(partnerToken, objects).statusCode())
                .as("another's word")
                .isEqualTo(404);
        assertThat(delete(hospitalToken, objects).statusCode()).isEqualTo(200);
        assertThat(poll.next().getFirst().bool("revoked")).contains(true);
    }

    private static HttpResponse<String> delete(String token, String path) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri(path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", TAXII)
                .DELETE()
                .build());
    }

    @Test
    void whatIsPostedForTheCertIsReadByThePosterAndTheCertOnly() {
        var collection = make("To the CERT", "cert");
        var posted = id();
        assertThat(post(hospitalToken, collection, indicator(posted, "for the cert", ""))
                        .statusCode())
                .isEqualTo(202);
        assertThat(new Poll(hospitalToken, collection).names()).containsExactly("for the cert");
        assertThat(new Poll(partnerToken, collection).names()).isEmpty();
        assertThat(maker.get("/api/objects/" + posted).statusCode()).isEqualTo(200);
    }

    @Test
    void wishesThatContradictEachOtherAreRefused() {
        var withQuestion =
                form("With a question", "nobody").with("query", new theriac.stix.json.JsonString("type:indicator"));
        assertThat(maker.post("/api/collections", withQuestion).body()).contains("has no question");
        var posted = form("Posted to", "readers").with("picked", theriac.stix.json.JsonBoolean.FALSE);
        assertThat(maker.post("/api/collections", posted).body()).contains("filled by hand only");
        var byQuestion = form("By question", "nobody").with("picked", theriac.stix.json.JsonBoolean.FALSE);
        var made = maker.json(maker.post("/api/collections", byQuestion))
                .text("id")
                .orElseThrow();
        assertThat(put(made, publish("not by hand")).statusCode()).isEqualTo(409);
        assertThat(post(hospitalToken, made, indicator(id(), "no", "")).statusCode())
                .isEqualTo(403);
        var changed = maker.write(
                "PUT", "/api/collections/" + made, Json.write(form("By question", "nobody")), "application/json");
        assertThat(changed.statusCode()).isEqualTo(400);
    }
}
