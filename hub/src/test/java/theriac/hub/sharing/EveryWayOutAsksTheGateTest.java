package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.audit.AuditQuestion;
import theriac.hub.audit.AuditTrail;
import theriac.hub.formats.CsafAdvisory;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// Policy alone keeps back what nobody may have, so an answer that went past the gate would look right.
/// What the gate lets through and is not for everybody stands in the audit trail: each way out leaves such
/// a row for each answer (law 3).
class EveryWayOutAsksTheGateTest {

    @RegisterExtension
    static final RunningHub HUB = RunningHub.withMail();

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final String EVENT = "5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5";

    private static Organization cert;
    private static Organization hospital;
    private static RunningHub.Browser maker;
    private static String token;
    private static Source source;

    @BeforeAll
    static void aValueForOneHospital() {
        cert = HUB.organization("Cert", "cert");
        hospital = HUB.part(Organizations.class)
                .create(new Organizations.NewOrganization("Hospital", "hospital", "nl", "soc@hospital.example"));
        maker = HUB.person(cert, "maker", Set.of(Role.values()));
        token = HUB.token(hospital, Scope.TAXII, Scope.LISTS, Scope.MISP);
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(
                        cert.key(),
                        "events",
                        "misp",
                        Audience.of(Tlp.AMBER, cert.key()).withOrganization(hospital.key())));
        take(EVENT, "for-one.example");
    }

    private static void take(String uuid, String domain) {
        var event = """
                {"Event":{"uuid":"%s","info":"For one","date":"2026-05-28","timestamp":"1780000000","distribution":"3",
                 "Attribute":[{"uuid":"%s708192a3b4c7","type":"domain","category":"Network activity",
                 "to_ids":true,"value":"%s","timestamp":"1780000001","distribution":"5"}]}}""".formatted(uuid, uuid.substring(0, 24), domain);
        var taken = HUB.part(Ingest.class)
                .take(source, "event.json", new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
        assertThat(taken.counts().rejected()).isZero();
    }

    @Test
    void taxii() {
        leavesARow("taxii.seen", () -> HUB.ask(token, "/taxii2/hub/collections/indicators/objects/", "Accept", TAXII));
        leavesARow(
                "taxii.seen", () -> HUB.ask(token, "/taxii2/hub/collections/intelligence/manifest/", "Accept", TAXII));
    }

    @Test
    void aCollectionThatTheCertMade() {
        var collection = maker.json(maker.post(
                        "/api/collections",
                        JsonObject.builder()
                                .put("title", "All")
                                .put("description", "")
                                .put("picked", false)
                                .put("posting", "nobody")
                                .put("query", "type:indicator")
                                .put("organizations", List.of(hospital.id().toString()))
                                .put("groups", List.of())
                                .put("ended", false)
                                .build()))
                .text("id")
                .orElseThrow();
        while (HUB.part(Store.class).shelves().advance()) {
            // Until all that happened has been read.
        }
        leavesARow(
                "taxii.seen",
                () -> HUB.ask(token, "/taxii2/hub/collections/" + collection + "/objects/", "Accept", TAXII));
    }

    /// Made anew, and changed in places, where only what has come and gone is looked at.
    @Test
    void aPlainList() {
        leavesARow("list.seen", () -> HUB.ask(token, "/lists/domains.txt"));
        take("5f0e1d2c-3b4b-4c5d-8e6f-708192a3b4c5", "also-for-one.example");
        leavesARow("list.seen", () -> HUB.ask(token, "/lists/domains.txt"));
        assertThat(HUB.ask(token, "/lists/domains.txt").body()).contains("also-for-one.example");
    }

    @Test
    void aFileOfAProfile() {
        var body = """
                {"organization":"%s","name":"Resolver","query":"","minConfidence":0,"minScore":0,"most":0,
                 "shrinkPercent":30,"growPercent":50}""".formatted(hospital.id());
        var id = maker.json(maker.write("POST", "/api/exports", body, "application/json"))
                .text("id")
                .orElseThrow();
        leavesARow("list.seen", () -> HUB.ask(token, "/exports/" + id + "/rpz.zone"));
        leavesARow("list.seen", () -> HUB.ask(token, "/exports/" + id + "/bundle.json"));
    }

    @Test
    void theMispFeedAndInterface() {
        leavesARow("misp.seen", () -> HUB.ask(token, "/lists/misp/" + EVENT + ".json"));
        leavesARow("misp.seen", () -> misp("events/restSearch", "{\"returnFormat\":\"json\"}"));
        leavesARow("misp.seen", () -> misp("attributes/restSearch", "{\"value\":\"for-one.example\"}"));
        leavesARow("misp.seen", () -> misp("events/view/" + EVENT, "{}"));
    }

    /// By mail, as a member reads it, and as CSAF. Chat channels and short messages are never given what would leave
    /// a row; they take the same step as mail ([theriac.hub.publications.WebhooksTest] sees it refuse).
    @Test
    void aWarning() {
        var words = JsonObject.builder()
                .put("title", "About for-one.example")
                .put("summary", "s")
                .put("advice", "a")
                .build();
        var path = "/api/publications/"
                + maker.json(maker.post(
                                "/api/publications",
                                JsonObject.builder()
                                        .put("tlp", "amber")
                                        .put("nl", words)
                                        .put("en", words)
                                        .put("indicators", List.of())
                                        .build()))
                        .text("id")
                        .orElseThrow();
        maker.json(maker.post(path + "/review", JsonObject.empty()));
        var second = HUB.person(cert, "second", Set.of(Role.values()));
        second.json(second.post(path + "/approval", JsonObject.empty()));
        long mails = rows("mail.seen");
        second.json(second.post(path + "/publication", JsonObject.empty()));
        eventually(() -> !HUB.mails("soc@hospital.example").isEmpty());
        eventually(() -> rows("mail.seen") > mails);
        var reader = HUB.person(hospital, "reader", Set.of(Role.READER));
        leavesARow("portal.seen", () -> reader.get(path));
        leavesARow("portal.seen", () -> reader.get("/api/publications"));
        leavesARow("csaf.seen", () -> HUB.ask(token, "/csaf/amber/feed.json"));
        var reference = reader.json(path).text("reference").orElseThrow();
        leavesARow(
                "csaf.seen",
                () -> HUB.ask(
                        token, "/csaf/amber/" + Year.now(ZoneOffset.UTC) + "/" + CsafAdvisory.fileName(reference)));
    }

    private static HttpResponse<String> misp(String action, String body) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/misp/" + action))
                .header("Authorization", token)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static void leavesARow(String action, Supplier<HttpResponse<String>> asking) {
        long before = rows(action);
        var answer = asking.get();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .as("it holds what is not for everybody")
                .containsAnyOf("for-one.example", "5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7");
        try {
            eventually(Duration.ofSeconds(15), () -> rows(action) > before);
        } catch (AssertionError none) {
            throw new AssertionError("No new row of " + action, none);
        }
    }

    private static long rows(String action) {
        return HUB.part(AuditTrail.class)
                .page(
                        new AuditQuestion("", action, "", Optional.empty(), Optional.empty()),
                        OptionalLong.of(hospital.key()),
                        OptionalLong.empty(),
                        1_000)
                .entries()
                .size();
    }
}
