package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// Members ask the CERT something; the answer is for who asked.
class QuestionsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static JsonObject body(String name, String value) {
        return JsonObject.builder().put(name, value).build();
    }

    @Test
    void aQuestionWaitsAtTheDeskAndItsAnswerIsForWhoAsked() {
        var ann = HUB.person(HUB.organization("Cert", "cert"), "ann", Set.of(Role.READER, Role.ANALYST));
        var nora = HUB.person(HUB.organization("North", "hospital"), "nora", Set.of(Role.READER, Role.REPORTER));
        var sam = HUB.person(HUB.organization("South", "hospital"), "sam", Set.of(Role.READER, Role.REPORTER));
        var asked = nora.json(nora.post(
                "/api/reports",
                JsonObject.builder()
                        .put("text", "Is factuur 7 van leverancier.example echt?")
                        .put("channel", "question")
                        .build()));
        var path = "/api/reports/" + asked.text("id").orElseThrow();
        assertThat(ann.json("/api/reports?state=new")
                        .array("reports")
                        .orElseThrow()
                        .objects())
                .singleElement()
                .satisfies(row -> assertThat(row.text("channel")).contains("question"));
        assertThat(nora.post(path + "/answer", body("answer", "x")).statusCode())
                .isEqualTo(403);
        assertThat(ann.post(path + "/answer", body("answer", " ")).statusCode()).isEqualTo(400);
        assertThat(ann.json(ann.post(path + "/answer", body("answer", "Bel hen.")))
                        .text("state"))
                .contains("answered");
        assertThat(nora.json(path).text("reason")).contains("Bel hen.");
        assertThat(sam.get(path).statusCode()).as("another member").isEqualTo(404);
        assertThat(ann.post(path + "/answer", body("answer", "Nog eens.")).statusCode())
                .as("a second time")
                .isEqualTo(409);
        var message = nora.json(nora.post("/api/reports", body("text", "Betaal op https://alert-pay.example/x")));
        assertThat(ann.post("/api/reports/" + message.text("id").orElseThrow() + "/answer", body("answer", "Nee."))
                        .statusCode())
                .as("a message is no question")
                .isEqualTo(409);
        var figures = ann.json("/api/figures?year=" + java.time.Year.now(java.time.ZoneId.systemDefault()));
        assertThat(figures.toString()).as("questions are no reports").doesNotContain("question");
    }
}
