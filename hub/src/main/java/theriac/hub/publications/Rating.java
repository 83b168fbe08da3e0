package theriac.hub.publications;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import theriac.hub.core.Problem;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The levels that a warning says, and what stands behind them. Immutable.
///
/// @param severity the levels that it says
/// @param answers of [Questionnaire], by question; empty when nobody answered any
/// @param deviation why a level is another than the answers give; "" when nobody said so
record Rating(Severity severity, Map<String, String> answers, String deviation) {

    static final Rating UNSAID = new Rating(Severity.UNSAID, Map.of(), "");

    private static final int LONGEST_REASON = 2_000;

    Rating {
        answers = Map.copyOf(answers);
    }

    /// Levels without answers, as another's advisory says them.
    static Rating said(Severity severity) {
        return new Rating(severity, Map.of(), "");
    }

    /// @param wanted "" for a level that follows from the answers
    /// @throws Problem when an answer is none of the table's, or the reason is too long
    static Rating of(Severity wanted, Map<String, String> answers, String deviation) {
        Questionnaire.supplied().check(answers);
        if (deviation.length() > LONGEST_REASON) {
            throw Problem.badRequest("A reason has at most %,d characters.".formatted(LONGEST_REASON));
        }
        var outcome = outcome(answers).severity();
        var severity = new Severity(
                wanted.chance().isEmpty() ? outcome.chance() : wanted.chance(),
                wanted.damage().isEmpty() ? outcome.damage() : wanted.damage());
        return new Rating(severity, answers, deviation.strip());
    }

    Questionnaire.Outcome outcome() {
        return outcome(answers);
    }

    private static Questionnaire.Outcome outcome(Map<String, String> answers) {
        return Questionnaire.supplied().outcome(answers);
    }

    /// Whether a level is another than the answers give.
    boolean deviates() {
        return !severity.equals(outcome().severity());
    }

    /// What must be settled before somebody reviews it: questions of a part are answered all or not at
    /// all, a level that the answers do not give has a reason, and an advisory says both levels.
    ///
    /// @throws Problem naming what is left
    void checkReady(PublicationKind kind) {
        var open = Questionnaire.supplied().open(answers);
        if (!open.isEmpty()) {
            throw unready("Questions on chance and damage have no answer yet: %s. Answer them, or none of that part."
                    .formatted(open.stream()
                            .map(question -> "\"" + question.english() + "\"")
                            .collect(Collectors.joining(", "))));
        }
        if (kind.isRated() && (severity.chance().isEmpty() || severity.damage().isEmpty())) {
            throw unready(
                    "An advisory says how likely it is and how bad it would be: answer the questions on chance and damage, or set both levels and say why.");
        }
        boolean bound = kind.isRated() || !answers.isEmpty();
        if (bound && deviates() && deviation.isEmpty()) {
            throw unready(
                    "Chance or damage is set to another level than the answers give (%s). Say why, or take the level of the answers."
                            .formatted(given()));
        }
    }

    private String given() {
        var outcome = outcome().severity();
        return "chance %s, damage %s".formatted(orNothing(outcome.chance()), orNothing(outcome.damage()));
    }

    private static String orNothing(String level) {
        return level.isEmpty() ? "not answered" : level;
    }

    private static Problem unready(String sentence) {
        return Problem.of(Problem.Code.UNPROCESSABLE, sentence);
    }

    /// The answers as stored.
    String stored() {
        var json = JsonObject.builder();
        new TreeMap<>(answers).forEach((question, answer) -> json.put(question, answer));
        return Json.write(json.build());
    }

    /// @param answers as [#stored]
    static Rating read(Severity severity, String answers, String deviation) {
        var all = new TreeMap<String, String>();
        var json = (JsonObject) Json.read(answers);
        json.names().forEach(question -> all.put(question, json.text(question).orElseThrow()));
        return new Rating(severity, all, deviation);
    }
}
