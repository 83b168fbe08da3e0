package theriac.hub.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Questions to members: nobody reads an answer but whom it was promised before, and nothing changes after asking.
class RequestsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--sightings-least=2");

    private static final List<Organization> MEMBERS = new ArrayList<>();
    private static final List<RunningHub.Browser> PEOPLE = new ArrayList<>();

    private static RunningHub.Browser ann;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        ann = HUB.person(cert, "ann", Set.of(Role.ANALYST));
        for (var name : List.of("North", "South", "West", "Apart")) {
            var member = HUB.organization(name, "hospital");
            MEMBERS.add(member);
            PEOPLE.add(HUB.person(member, name.toLowerCase(java.util.Locale.ROOT), Set.of(Role.READER, Role.REPORTER)));
        }
    }

    private static JsonObject json(String text) {
        return (JsonObject) Json.read(text);
    }

    /// Asks the first three members.
    private static String request(String title, String readers) {
        var recipients = MEMBERS.stream()
                .limit(3)
                .map(member -> "\"" + member.id() + "\"")
                .collect(Collectors.joining(","));
        return """
                {"title":"%s","text":"For all.","due":"%s",%s"recipients":[%s],
                 "items":[{"text":"Do you use it?","choices":["yes","no"]},{"text":"Which version?","choices":[]}]}""".formatted(title, Instant.now().plus(Duration.ofDays(7)), readers, recipients);
    }

    private static String opened(String title, String readers) {
        return ann.json(ann.post("/api/cases/requests", json(request(title, readers))))
                .text("id")
                .orElseThrow();
    }

    private static String asked(String title, String readers) {
        var id = opened(title, readers);
        ann.json(ann.post("/api/cases/" + id + "/asking", JsonObject.empty()));
        return id;
    }

    private static JsonObject answer(int who, String id, String version) {
        var browser = PEOPLE.get(who);
        return browser.json(browser.write(
                "PUT",
                "/api/requests/" + id + "/answer",
                "{\"texts\":[\"yes\",\"%s\"]}".formatted(version),
                "application/json"));
    }

    private static List<JsonObject> others(int who, String id) {
        return PEOPLE.get(who)
                .json("/api/requests/" + id)
                .array("others")
                .orElseThrow()
                .objects();
    }

    @Test
    void asLongAsNobodySetsAnythingNamesAreReadByNobodyAndAnswersByTheCertAlone() {
        var id = asked("All off", "");
        answer(0, id, "v-north");
        answer(1, id, "v-south");
        answer(2, id, "v-west");
        assertThat(others(0, id)).isEmpty();
        var read = ann.json("/api/cases/" + id + "/request");
        var answers = read.array("answers").orElseThrow();
        assertThat(answers.size()).isEqualTo(3);
        assertThat(Json.write(answers))
                .contains("v-north")
                .doesNotContain("North")
                .doesNotContain("2026-");
        assertThat(Json.write(ann.json("/api/cases/" + id).array("entries").orElseThrow()))
                .as("the record does not tell either")
                .doesNotContain("North");
    }

    @Test
    void membersReadTheOthersOnceEnoughAnsweredAndNamesOnlyWhereThatWasSet() {
        var id = asked(
                "Shared", "\"readers\":{\"namesToCert\":true,\"answersToMembers\":true,\"namesToMembers\":false},");
        answer(0, id, "v-north");
        answer(1, id, "v-south");
        assertThat(others(0, id)).as("one other is too few").isEmpty();
        answer(2, id, "v-west");
        assertThat(others(0, id)).hasSize(2);
        assertThat(Json.write(PEOPLE.getFirst()
                        .json("/api/requests/" + id)
                        .array("others")
                        .orElseThrow()))
                .contains("v-south", "v-west")
                .doesNotContain("South")
                .doesNotContain("v-north");
        assertThat(Json.write(ann.json("/api/cases/" + id + "/request"))).contains("\"organization\":\"South\"");
    }

    @Test
    void whoWasNotAskedFindsNothing() {
        var id = asked("Not for all", "");
        var apart = PEOPLE.get(3);
        assertThat(apart.get("/api/requests/" + id).statusCode()).isEqualTo(404);
        assertThat(apart.json("/api/requests").array("requests").orElseThrow().size())
                .isZero();
        assertThat(apart.write(
                                "PUT",
                                "/api/requests/" + id + "/answer",
                                "{\"texts\":[\"yes\",\"\"]}",
                                "application/json")
                        .statusCode())
                .isEqualTo(404);
        var draft = opened("A draft", "");
        assertThat(PEOPLE.getFirst().get("/api/requests/" + draft).statusCode())
                .as("not asked yet")
                .isEqualTo(404);
        assertThat(PEOPLE.getFirst().get("/api/cases/" + id + "/request").statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatWasAskedStaysAsItWasAsked() {
        var id = asked("Fixed", "");
        var change = "{\"revision\":2,\"request\":%s}"
                .formatted(request(
                        "Fixed",
                        "\"readers\":{\"namesToCert\":true,\"answersToMembers\":false,\"namesToMembers\":false},"));
        for (int revision = 1; revision < 4; revision++) {
            var answer = ann.write(
                    "PUT",
                    "/api/cases/" + id + "/request",
                    change.replace("\"revision\":2", "\"revision\":" + revision),
                    "application/json");
            assertThat(answer.statusCode()).isEqualTo(409);
        }
        assertThat(ann.post("/api/cases/" + id + "/asking", JsonObject.empty()).statusCode())
                .isEqualTo(409);
        assertThat(ann.post("/api/cases/" + id + "/state", json("{\"state\":\"draft\"}"))
                        .statusCode())
                .isEqualTo(409);
        ann.json(ann.post("/api/cases/" + id + "/state", json("{\"state\":\"closed\",\"outcome\":\"Two use it.\"}")));
        assertThat(PEOPLE.getFirst()
                        .write(
                                "PUT",
                                "/api/requests/" + id + "/answer",
                                "{\"texts\":[\"yes\",\"\"]}",
                                "application/json")
                        .statusCode())
                .as("closed")
                .isEqualTo(409);
    }

    @Test
    void whatWaitsForAnAnswerIsCountedUntilItIsThere() {
        long before = questions();
        var id = asked("Counted", "");
        assertThat(questions()).isEqualTo(before + 1);
        assertThat(PEOPLE.getFirst()
                        .write(
                                "PUT",
                                "/api/requests/" + id + "/answer",
                                "{\"texts\":[\"maybe\",\"\"]}",
                                "application/json")
                        .statusCode())
                .as("none of the choices")
                .isEqualTo(400);
        answer(0, id, "1");
        assertThat(questions()).isEqualTo(before);
        assertThat(ann.post(
                                "/api/cases/requests",
                                json(
                                        request(
                                                "Names",
                                                "\"readers\":{\"namesToCert\":false,\"answersToMembers\":true,\"namesToMembers\":true},")))
                        .statusCode())
                .as("names for members and not for the CERT")
                .isEqualTo(400);
    }

    private static long questions() {
        return PEOPLE.getFirst()
                .json("/api/overview")
                .object("waiting")
                .orElseThrow()
                .integer("questions")
                .orElseThrow();
    }
}
