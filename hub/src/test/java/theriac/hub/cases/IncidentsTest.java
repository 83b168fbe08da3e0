package theriac.hub.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Incidents over HTTP: their clocks, what was done, how they end, and who sees nothing of them.
class IncidentsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization north;
    private static RunningHub.Browser ann;
    private static RunningHub.Browser bob;
    private static RunningHub.Browser nora;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        ann = HUB.person(cert, "ann", Set.of(Role.ANALYST));
        bob = HUB.person(cert, "bob", Set.of(Role.ANALYST));
        nora = HUB.person(north, "nora", Set.of(Role.READER, Role.REPORTER, Role.ANALYST));
    }

    private static JsonObject json(String text) {
        return (JsonObject) Json.read(text);
    }

    private static String facts(boolean significant, Instant aware) {
        return """
                {"type":"ransomware","region":"NL-UT","organizationKind":"unknown","throughSupplier":false,
                 "significant":%s,"awareAt":"%s"}""".formatted(significant, aware);
    }

    private static JsonObject opened(String title, boolean significant, Instant aware) {
        return ann.json(
                ann.post("/api/cases/incidents", json("""
                        {"title":"%s","text":"The file server is locked.","organization":"%s","incident":%s}""".formatted(title, north.id(), facts(significant, aware)))));
    }

    private static String path(JsonObject opened) {
        return "/api/cases/" + opened.text("id").orElseThrow();
    }

    private static JsonObject reminder(JsonObject found, String code) {
        return found.array("reminders").orElseThrow().objects().stream()
                .filter(each -> each.text("code").orElseThrow().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(Json.write(found)));
    }

    private static Instant due(JsonObject found, String code) {
        return Instant.parse(reminder(found, code).text("due").orElseThrow());
    }

    @Test
    void theClocksRunFromWhenItWasKnownAndTheFinalReportFromTheNotification() {
        var aware = Instant.now().minus(Duration.ofHours(30)).truncatedTo(ChronoUnit.SECONDS);
        var opened = opened("Ransomware at North", true, aware);
        assertThat(due(opened, "early-warning")).isEqualTo(aware.plus(Duration.ofHours(24)));
        assertThat(due(opened, "notification")).isEqualTo(aware.plus(Duration.ofHours(72)));
        assertThat(opened.object("incident").orElseThrow().text("organizationKind"))
                .as("of the organisation where it happened")
                .contains("hospital");
        var before = due(opened, "final-report");
        var done = ann.json(ann.post(path(opened) + "/reminders/notification", JsonObject.empty()));
        assertThat(reminder(done, "notification").text("doneBy")).contains("ann");
        assertThat(due(done, "final-report"))
                .as("a month after the notification, which came earlier than it had to")
                .isBefore(before)
                .isAfter(Instant.now().plus(Duration.ofDays(27)));
        assertThat(bob.post(path(opened) + "/reminders/notification", JsonObject.empty())
                        .statusCode())
                .as("once")
                .isEqualTo(409);
        var waiting = ann.json("/api/overview").object("waiting").orElseThrow();
        assertThat(waiting.integer("due").orElseThrow())
                .as("its early warning is overdue")
                .isGreaterThanOrEqualTo(1);
        assertThat(Json.write(ann.json("/api/cases"))).contains("early-warning");
    }

    @Test
    void whatIsNotSignificantHasNoClocksAndWhatWasDoneStays() {
        var opened = opened("A mailbox", false, Instant.now());
        assertThat(opened.array("reminders").orElseThrow().size()).isZero();
        var change = """
                {"revision":%s,"title":"A mailbox of many","text":"","organization":"%s","incident":%s}""";
        var changed = ann.json(ann.write(
                "PUT",
                path(opened) + "/incident",
                change.formatted(1, north.id(), facts(true, Instant.now())),
                "application/json"));
        assertThat(changed.array("reminders").orElseThrow().size()).isEqualTo(3);
        ann.json(ann.post(path(opened) + "/reminders/early-warning", JsonObject.empty()));
        assertThat(bob.write(
                                "PUT",
                                path(opened) + "/incident",
                                change.formatted(1, north.id(), facts(true, Instant.now())),
                                "application/json")
                        .statusCode())
                .as("a revision that is not the last")
                .isEqualTo(409);
        var back = ann.json(ann.write(
                "PUT",
                path(opened) + "/incident",
                change.formatted(2, north.id(), facts(false, Instant.now())),
                "application/json"));
        assertThat(back.array("reminders").orElseThrow().objects())
                .extracting(each -> each.text("code").orElseThrow())
                .containsExactly("early-warning");
    }

    @Test
    void itEndsWithAnOutcomeAndItsRecordSaysWhoDidWhat() {
        var path = path(opened("A fraud", false, Instant.now()));
        assertThat(ann.post(path + "/state", json("{\"state\":\"ended\"}")).statusCode())
                .as("without an outcome")
                .isEqualTo(400);
        bob.json(bob.post(path + "/keeper", JsonObject.empty()));
        ann.json(ann.post(path + "/notes", json("{\"told\":\"Police\",\"text\":\"By telephone.\\u0000\"}")));
        var ended = ann.json(ann.post(path + "/state", json("{\"state\":\"ended\",\"outcome\":\"The bank paid.\"}")));
        assertThat(ended.text("outcome")).contains("The bank paid.");
        assertThat(ended.text("keeper")).contains("bob");
        assertThat(ended.array("entries").orElseThrow().objects())
                .extracting(each -> each.text("kind").orElseThrow() + " "
                        + each.text("subject").orElseThrow())
                .containsExactly("opened incident", "keeper bob", "told Police", "state ended");
        assertThat(ann.post(path + "/keeper", JsonObject.empty()).statusCode())
                .as("ended")
                .isEqualTo(409);
        assertThat(Json.write(ann.json("/api/cases"))).doesNotContain("A fraud");
        assertThat(Json.write(ann.json("/api/cases?open=false"))).contains("A fraud");
        assertThat(ann.json(ann.post(path + "/state", json("{\"state\":\"open\"}")))
                        .text("outcome"))
                .contains("");
    }

    @Test
    void nobodyOutsideTheCertSeesThatThereIsACase() {
        var opened = opened("Secret of North", true, Instant.now());
        assertThat(nora.get(path(opened)).statusCode()).isEqualTo(404);
        assertThat(nora.get("/api/cases/00000000-0000-4000-8000-000000000000").body())
                .isEqualTo(nora.get(path(opened)).body());
        assertThat(nora.json("/api/cases").array("cases").orElseThrow().size()).isZero();
        assertThat(nora.post(path(opened) + "/notes", json("{\"text\":\"x\"}")).statusCode())
                .isEqualTo(403);
        assertThat(nora.json("/api/overview")
                        .object("waiting")
                        .orElseThrow()
                        .integer("cases")
                        .orElseThrow())
                .isZero();
    }

    @Test
    void aCaseIsLinkedToReportsThatThePersonMaySeeAndToNothingElse() {
        var report = nora.json(nora.post(
                        "/api/reports", json("{\"text\":\"Pay at https://bank-login.example/x\",\"channel\":\"sms\"}")))
                .text("id")
                .orElseThrow();
        var made = ann.json(ann.post(
                "/api/cases/vulnerabilities",
                json("{\"title\":\"A hole\",\"text\":\"\",\"report\":\"%s\"}".formatted(report))));
        assertThat(reminder(made, "first-answer").text("doneAt")).isEmpty();
        assertThat(Json.write(made.array("links").orElseThrow())).contains(report);
        assertThat(Json.write(ann.json("/api/cases/about?kind=report&subject=" + report)))
                .contains("A hole");
        assertThat(ann.post(
                                path(made) + "/links",
                                json(
                                        "{\"kind\":\"object\",\"subject\":\"indicator--00000000-0000-4000-8000-000000000000\"}"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(ann.post(path(made) + "/links", json("{\"kind\":\"report\",\"subject\":\"nothing\"}"))
                        .statusCode())
                .isEqualTo(400);
        var without = ann.json(ann.write("DELETE", path(made) + "/links/report/" + report, "", "application/json"));
        assertThat(without.array("links").orElseThrow().size()).isZero();
    }
}
