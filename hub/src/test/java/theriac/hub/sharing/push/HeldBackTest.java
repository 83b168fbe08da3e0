package theriac.hub.sharing.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.fetch.Credential;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.hub.vault.Vault;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// A warning list brakes every way out to machines, people see what it holds back, and what is let go
/// comes to readers whose place lies far behind.
class HeldBackTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    @RegisterExtension
    static final RunningHub OTHER = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";

    private static Organization cert;
    private static Organization partner;
    private static Organization member;
    private static RunningHub.Browser maker;
    private static MispPushes pushes;
    private static String token;
    private static String memberToken;
    private static String keyThere;
    private static Source source;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        partner = HUB.organization("Partner", "partner");
        member = HUB.organization("Hospital", "hospital");
        maker = HUB.person(cert, "maker");
        pushes = new MispPushes(HUB, maker, partner.id());
        token = HUB.token(partner, Scope.TAXII, Scope.LISTS, Scope.MISP);
        memberToken = HUB.token(member, Scope.TAXII);
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "events", "misp", Audience.of(Tlp.GREEN, cert.key())));
        OTHER.organization("Their cert", "cert");
        keyThere = OTHER.token(OTHER.organization("Receiver", "hospital"), Scope.MISP_WRITE);
        HUB.part(Vault.class).put("misp", "127.0.0.1", new Credential.Header("Authorization", keyThere), "maker");
    }

    @BeforeEach
    void theListBrakes() {
        list("ours.example");
    }

    private static void list(String name) {
        pushes.brake(name);
    }

    private static UUID event(String... domains) {
        var uuid = UUID.randomUUID();
        var attributes = new StringBuilder();
        for (var domain : domains) {
            attributes.append("""
                    %s{"uuid":"%s","type":"domain","category":"Network activity","to_ids":true,"value":"%s",
                     "timestamp":"1780000001"}""".formatted(attributes.isEmpty() ? "" : ",", UUID.randomUUID(), domain));
        }
        var event = """
                {"Event":{"uuid":"%s","info":"Held","date":"2026-05-28","distribution":"3","threat_level_id":"2",
                 "analysis":"0","timestamp":"1780000000","published":true,
                 "Orgc":{"uuid":"55f6ea5e-2c60-40e5-964f-47a8950d210f","name":"Elsewhere"},
                 "Tag":[{"name":"tlp:green"}],"Attribute":[%s]}}""".formatted(uuid, attributes);
        var taken = HUB.part(Ingest.class)
                .take(source, "event.json", new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
        assertThat(taken.counts().rejected()).isZero();
        return uuid;
    }

    private static StixId indicator(String domain, String more) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"%s}""".formatted(UUID.randomUUID(), domain, more)));
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(
                        source.key(), null, List.of(new Candidate(object, Audience.of(Tlp.GREEN, cert.key())))));
        return object.id();
    }

    private static HttpResponse<String> taxii(String as, String collection, String rest) {
        pushes.filled();
        var answer = HUB.ask(as, "/taxii2/hub/collections/" + collection + "/objects/" + rest, "Accept", TAXII);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String misp(String path, String body) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/misp/" + path))
                        .header("Authorization", token)
                        .header("Content-Type", "application/json")
                        .method(body.isEmpty() ? "GET" : "POST", HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .body();
    }

    private static String collection(String title) {
        return pushes.collection(title, MispPushes.REPORTS_AND_INDICATORS, partner.id(), member.id());
    }

    private static String destination(String title, String collection) {
        return pushes.destination(title, collection, OTHER.uri("/misp/"));
    }

    private static void push(String destination) {
        pushes.sent(destination, false);
    }

    private static String there(UUID event) {
        return OTHER.send(HttpRequest.newBuilder(OTHER.uri("/misp/events/view/" + event))
                        .header("Authorization", keyThere)
                        .build())
                .body();
    }

    private static void except(String kind, String id) {
        var answer = maker.post(
                "/api/held-back/exceptions",
                JsonObject.builder()
                        .put("kind", kind)
                        .put("id", id)
                        .put("reason", "The partner compares lists itself.")
                        .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void brake(String kind, String id) {
        var answer = maker.write("DELETE", "/api/held-back/exceptions/" + kind + "/" + id, "", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String last(HttpResponse<String> page) {
        return page.headers().firstValue("X-TAXII-Date-Added-Last").orElseThrow();
    }

    @Test
    void everyWayOutToMachinesLeavesOutWhatAListStopsUntilItDoesNot() {
        var event = event("all-ways.example", "all-ways.ours.example");
        var made = collection("For all ways");
        var pushed = destination("To their MISP", made);
        push(pushed);
        Map<String, Supplier<String>> ways = new LinkedHashMap<>();
        ways.put("indicators", () -> taxii(token, "indicators", "").body());
        ways.put("intelligence", () -> taxii(token, "intelligence", "").body());
        ways.put("made collection", () -> taxii(token, made, "").body());
        ways.put("event", () -> misp("events/view/" + event, ""));
        ways.put("events", () -> misp("events/restSearch", "{\"uuid\":\"%s\"}".formatted(event)));
        ways.put("attributes", () -> misp("attributes/restSearch", "{\"value\":\"all-ways%\"}"));
        ways.put(
                "attribute",
                () -> misp("attributes/restSearch", "{\"value\":\"all-ways.ours.example\"}") + " all-ways.example");
        ways.put("feed", () -> HUB.ask(token, "/lists/misp/" + event + ".json").body());
        ways.put("push", () -> there(event));
        ways.forEach((way, answer) ->
                assertThat(answer.get()).as(way).contains("all-ways.example").doesNotContain("all-ways.ours.example"));
        assertThat(maker.get("/api/held-back").body()).contains("all-ways[.]ours[.]example", "Our own sites");
        var lastOwn = last(taxii(token, "indicators", ""));
        var lastMade = last(taxii(token, made, ""));

        list("nothing.example");
        push(pushed);
        ways.forEach(
                (way, answer) -> assertThat(answer.get()).as("let go: " + way).contains("all-ways.ours.example"));
        assertThat(taxii(token, "indicators", "?added_after=" + lastOwn).body())
                .as("behind the place of who had read all")
                .contains("all-ways.ours.example")
                .doesNotContain("all-ways.example'");
        assertThat(taxii(token, made, "?added_after=" + lastMade).body())
                .contains("all-ways.ours.example")
                .doesNotContain("all-ways.example'");
        for (var collection : List.of("indicators", "intelligence", made)) {
            assertThat(idsPageByPage(collection))
                    .as("%s, an object a page", collection)
                    .doesNotHaveDuplicates()
                    .hasSameElementsAs(ids(taxii(token, collection, "").body()));
        }
        assertThat(maker.get("/api/held-back").body()).doesNotContain("all-ways[.]ours[.]example");
    }

    private static List<String> ids(String page) {
        return ((JsonObject) Json.read(page))
                .array("objects").map(JsonArray::objects).orElse(List.of()).stream()
                        .map(object -> object.text("id").orElseThrow())
                        .toList();
    }

    private static List<String> idsPageByPage(String collection) {
        var found = new ArrayList<String>();
        var next = "";
        do {
            var page = taxii(token, collection, "?limit=1" + next).body();
            found.addAll(ids(page));
            next = ((JsonObject) Json.read(page))
                    .text("next")
                    .map(text -> "&next=" + text)
                    .orElse("");
        } while (!next.isEmpty());
        return found;
    }

    @Test
    void whatAnOrganisationSaysItselfIsNotHeldBackFromIt() {
        event("own.ours.example");
        assertThat(taxii(HUB.token(cert, Scope.TAXII), "indicators", "").body()).contains("own.ours.example");
        assertThat(taxii(token, "indicators", "").body()).doesNotContain("own.ours.example");
    }

    @Test
    void onePartnerIsGivenEverythingAlsoWhatWasHeldBackBefore() {
        event("before.ours.example", "before.example");
        var since = last(taxii(token, "indicators", ""));
        except("organization", partner.id().toString());
        event("after.ours.example");
        assertThat(taxii(token, "indicators", "?added_after=" + since).body())
                .contains("before.ours.example", "after.ours.example")
                .doesNotContain("before.example'");
        assertThat(misp("attributes/restSearch", "{\"value\":\"before%\"}")).contains("before.ours.example");
        assertThat(taxii(memberToken, "indicators", "").body()).doesNotContain("ours.example");
        assertThat(maker.get("/api/held-back").body()).contains("The partner compares lists itself.", "Partner");
        brake("organization", partner.id().toString());
        assertThat(taxii(token, "indicators", "").body()).doesNotContain("ours.example");
    }

    @Test
    void oneCollectionOrOneDestinationIsGivenEverything() {
        var event = event("one.ours.example", "one.example");
        var made = collection("For one");
        var other = collection("For the other");
        var pushed = destination("To one", other);
        push(pushed);
        var since = last(taxii(token, made, ""));
        except("collection", made);
        assertThat(taxii(token, made, "?added_after=" + since).body()).contains("one.ours.example");
        assertThat(taxii(token, other, "").body()).doesNotContain("one.ours.example");
        assertThat(there(event)).contains("one.example").doesNotContain("one.ours.example");
        except("destination", pushed);
        push(pushed);
        assertThat(there(event)).contains("one.ours.example");
        assertThat(taxii(token, other, "").body()).doesNotContain("one.ours.example");
        brake("collection", made);
        assertThat(taxii(token, made, "").body()).doesNotContain("one.ours.example");
    }

    @Test
    void whatWasGivenBeforeAListCameIsStillTakenBack() {
        var given = indicator("given.late.example", "");
        var since = last(taxii(token, "indicators", ""));
        list("late.example");
        assertThat(taxii(token, "indicators", "").body()).doesNotContain("given.late.example");
        assertThat(taxii(token, "indicators", "?added_after=" + since).body())
                .as("a list revokes nothing")
                .doesNotContain("given.late.example");
        HUB.part(Store.class).claims().withdraw(Viewer.system("test"), given, source.key(), "wrong");
        assertThat(taxii(token, "indicators", "?added_after=" + since).body())
                .contains("given.late.example", "\"revoked\":true");
    }

    @Test
    void whatItsAuthorRevokesAndWhatDecidesOnlyTogetherIsNotHeldBack() {
        indicator("revoked.ours.example", ",\"revoked\":true");
        indicator("together.ours.example' AND domain-name:resolves_to_refs[*].value = '203.0.113.9", "");
        assertThat(taxii(token, "indicators", "").body()).contains("revoked.ours.example", "together.ours.example");
    }

    @Test
    void onlyWhoRunsTheHubSeesAndDecidesIt() {
        var foreign = HUB.person(member, "member-person");
        assertThat(foreign.get("/api/held-back").statusCode()).isEqualTo(403);
        var none = maker.post(
                "/api/held-back/exceptions",
                JsonObject.builder()
                        .put("kind", "organization")
                        .put("id", partner.id().toString())
                        .put("reason", " ")
                        .build());
        assertThat(none.statusCode()).isEqualTo(400);
    }
}
