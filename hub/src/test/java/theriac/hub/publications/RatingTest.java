package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Chance and damage by the questionnaire: the table is written once more here, from the field's own
/// description.
class RatingTest {

    /// Points of the answers to the ten questions on chance, in the order of the field's table.
    private static final List<List<Integer>> CHANCE = List.of(
            List.of(1, 3, 3),
            List.of(1, 4, 6),
            List.of(1, 2, 3),
            List.of(1, 4, 6),
            List.of(1, 2, 4),
            List.of(1, 2, 3),
            List.of(1, 3, 4),
            List.of(1, 2, 3),
            List.of(1, 3),
            List.of(1, 2, 3));

    /// Of damage: five of the field, and the one about patients.
    private static final List<Integer> DAMAGE = List.of(3, 3, 3, 2, 3, 3);

    private static final String WORDS = "{\"title\":\"t\",\"summary\":\"s\",\"advice\":\"a\"}";

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;
    private static RunningHub.Browser noor;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Sector-CERT", "cert");
        anna = HUB.person(cert, "anna");
        bram = HUB.person(cert, "bram");
        noor = HUB.person(HUB.organization("North", "hospital"), "noor");
    }

    private static final Questionnaire TABLE = Questionnaire.supplied();

    @Test
    void theTableIsTheOneOfTheField() {
        assertThat(points(TABLE.chance())).isEqualTo(CHANCE);
        assertThat(points(TABLE.damage()))
                .isEqualTo(DAMAGE.stream()
                        .map(answers -> List.of(0, 1, 2).subList(0, answers))
                        .toList());
        assertThat(TABLE.damage().questions().getLast().id()).isEqualTo("patient-safety");
    }

    private static List<List<Integer>> points(Questionnaire.Part part) {
        return part.questions().stream()
                .map(question -> question.answers().stream()
                        .map(Questionnaire.Answer::points)
                        .toList())
                .toList();
    }

    @Test
    void chanceIsTheSumOfTenAnswersAndDamageTheWorstOfSix() {
        var levels = new TreeMap<Integer, String>();
        each(TABLE.chance(), 0, new HashMap<>(), answers -> {
            var outcome = TABLE.outcome(answers);
            var level = levels.putIfAbsent(outcome.points(), outcome.severity().chance());
            assertThat(level == null || level.equals(outcome.severity().chance()))
                    .isTrue();
        });
        assertThat(levels.firstKey()).isEqualTo(10);
        assertThat(levels.lastKey()).isEqualTo(38);
        levels.forEach((sum, level) ->
                assertThat(level).as("%d points", sum).isEqualTo(sum < 19 ? "low" : sum < 28 ? "medium" : "high"));
        each(TABLE.damage(), 0, new HashMap<>(), answers -> {
            int worst = answers.entrySet().stream()
                    .mapToInt(entry -> places(TABLE.damage(), entry))
                    .max()
                    .orElse(0);
            assertThat(TABLE.outcome(answers).severity().damage())
                    .isEqualTo(List.of("low", "medium", "high").get(worst));
        });
    }

    private static int places(Questionnaire.Part part, Map.Entry<String, String> answer) {
        var question = part.questions().stream()
                .filter(one -> one.id().equals(answer.getKey()))
                .findFirst()
                .orElseThrow();
        return question.answers().stream()
                .map(Questionnaire.Answer::id)
                .toList()
                .indexOf(answer.getValue());
    }

    private static void each(
            Questionnaire.Part part, int from, Map<String, String> answers, Consumer<Map<String, String>> check) {
        if (from == part.questions().size()) {
            check.accept(answers);
            return;
        }
        var question = part.questions().get(from);
        for (var answer : question.answers()) {
            answers.put(question.id(), answer.id());
            each(part, from + 1, answers, check);
        }
        answers.remove(question.id());
    }

    @Test
    void twoLevelsAreOneAndHighAndHighIsUrgent() {
        var expected = Map.of(
                "low low",
                "low",
                "low medium",
                "low",
                "medium low",
                "low",
                "low high",
                "medium",
                "high low",
                "medium",
                "medium medium",
                "medium",
                "medium high",
                "medium",
                "high medium",
                "medium",
                "high high",
                "high");
        expected.forEach((pair, level) -> {
            var severity = new Severity(pair.split(" ")[0], pair.split(" ")[1]);
            assertThat(severity.together()).as(pair).isEqualTo(level);
            assertThat(severity.urgency()).isEqualTo(level.equals("high") ? "urgent" : "normal");
        });
        assertThat(new Severity("high", "").urgency()).isEmpty();
    }

    /// All answers of both parts, the one at a place of each list.
    static Map<String, String> answers(int place) {
        var answers = new TreeMap<String, String>();
        var questions = new ArrayList<>(TABLE.chance().questions());
        questions.addAll(TABLE.damage().questions());
        questions.forEach(question -> answers.put(
                question.id(),
                question.answers()
                        .get(Math.min(place, question.answers().size() - 1))
                        .id()));
        return answers;
    }

    static String json(Map<String, String> answers) {
        var json = JsonObject.builder();
        answers.forEach((question, answer) -> json.put(question, answer));
        return Json.write(json.build());
    }

    private static String pairs(Map<String, String> answers) {
        return answers.entrySet().stream()
                .map(answer -> answer.getKey() + ":" + answer.getValue())
                .collect(Collectors.joining(","));
    }

    private static HttpResponse<String> create(String more) {
        return anna.write(
                "POST",
                "/api/publications",
                "{\"kind\":\"advisory\",\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[]%s}"
                        .formatted(WORDS, WORDS, more),
                "application/json");
    }

    private static String draft(String more) {
        return "/api/publications/" + anna.json(create(more)).text("id").orElseThrow();
    }

    private static HttpResponse<String> review(String path) {
        return anna.post(path + "/review", JsonObject.empty());
    }

    @Test
    void levelsFollowFromTheAnswersAndAnotherLevelNeedsAReason() {
        var worst = json(answers(2));
        var draft = anna.json(create(",\"answers\":" + worst));
        assertThat(draft.text("chance")).contains("high");
        assertThat(draft.text("damage")).contains("high");
        assertThat(draft.text("urgency")).contains("urgent");
        assertThat(anna.json("/api/ratings?answers=" + pairs(answers(2))).integer("points"))
                .hasValue(38);

        assertThat(review(draft("")).statusCode()).as("an advisory says both").isEqualTo(422);
        assertThat(review(draft(",\"chance\":\"low\",\"damage\":\"high\"")).statusCode())
                .as("by hand, without a reason")
                .isEqualTo(422);
        assertThat(review(draft(",\"chance\":\"low\",\"damage\":\"high\",\"deviation\":\"As the maker says.\""))
                        .statusCode())
                .isEqualTo(200);
        var refused = review(draft(",\"answers\":{\"access\":\"internet\"}"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Is there exploit code?").doesNotContain("Which access");

        var other = draft(",\"chance\":\"medium\",\"answers\":" + worst);
        refused = review(other);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("chance high, damage high");
        var reason =
                draft(",\"chance\":\"medium\",\"deviation\":\"Nobody has it on the internet.\",\"answers\":" + worst);
        assertThat(review(reason).statusCode()).isEqualTo(200);
        assertThat(anna.json(reason).object("rating").orElseThrow().text("deviation"))
                .contains("Nobody has it on the internet.");
    }

    @Test
    void answersAreThoseOfTheTable() {
        assertThat(create(",\"answers\":{\"access\":\"by train\"}").statusCode())
                .isEqualTo(400);
        assertThat(create(",\"answers\":{\"weather\":\"fine\"}").statusCode()).isEqualTo(400);
        assertThat(create(",\"deviation\":\"%s\"".formatted("x".repeat(2_001))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsLowAndLowIsNotSentUnlessSomebodyDecidesSo() {
        var path = draft(",\"answers\":" + json(answers(0)));
        anna.json(review(path));
        bram.json(bram.post(path + "/approval", JsonObject.empty()));
        var refused = bram.post(path + "/publication", JsonObject.empty());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("low");
        assertThat(noor.get(path).statusCode()).isEqualTo(404);
        var sent = bram.json(bram.write(
                "POST", path + "/publication", "{\"low\":\"Half of the sector asks about it.\"}", "application/json"));
        assertThat(sent.text("state")).contains("published");
        assertThat(sent.object("rating").orElseThrow().text("despiteLow"))
                .contains("Half of the sector asks about it.");
        var member = noor.json(path);
        assertThat(member.text("urgency")).contains("normal");
        assertThat(member.object("rating")).as("for its owner only").isEmpty();
        var version =
                noor.json(path + "/versions").array("versions").orElseThrow().objects();
        assertThat(version).hasSize(1);
        assertThat(version.getFirst().text("chance")).contains("low");
    }
}
