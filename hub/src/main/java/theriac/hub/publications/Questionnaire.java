package theriac.hub.publications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.core.Problem;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The questions that give a warning its chance and its damage, as NCSC-NL asks them, with a sixth about
/// patients. Chance is the sum of all answers, damage the worst of them; the table is a file. Immutable.
///
/// @param chance ten questions, 10 to 38 points
/// @param damage six questions, 0 to 2 points each
record Questionnaire(Part chance, Part damage) {

    private static final Questionnaire SUPPLIED = read("chance-and-damage.json");

    /// @param medium from how many points on it is medium
    /// @param high from how many points on it is high
    record Part(int medium, int high, List<Question> questions) {

        /// Whether each of the questions has an answer.
        boolean answered(Map<String, String> answers) {
            return questions.stream().allMatch(question -> answers.containsKey(question.id()));
        }

        private String level(int points) {
            return points >= high ? "high" : points >= medium ? "medium" : "low";
        }
    }

    /// @param id stored with warnings: never change one, only add
    record Question(String id, String dutch, String english, List<Answer> answers) {

        private Optional<Answer> find(String answer) {
            return answers.stream().filter(one -> one.id().equals(answer)).findFirst();
        }
    }

    /// @param id stored with warnings
    record Answer(String id, int points, String dutch, String english) {}

    /// What answers give.
    ///
    /// @param points the sum behind the chance; 0 as long as a question about it has no answer
    /// @param severity with "" for what has a question without an answer
    record Outcome(int points, Severity severity) {}

    static Questionnaire supplied() {
        return SUPPLIED;
    }

    Outcome outcome(Map<String, String> answers) {
        int sum = chance.answered(answers)
                ? chance.questions().stream()
                        .mapToInt(question -> points(question, answers))
                        .sum()
                : 0;
        var likely = sum == 0 ? "" : chance.level(sum);
        var bad = damage.answered(answers)
                ? damage.level(damage.questions().stream()
                        .mapToInt(question -> points(question, answers))
                        .max()
                        .orElse(0))
                : "";
        return new Outcome(sum, new Severity(likely, bad));
    }

    private static int points(Question question, Map<String, String> answers) {
        return question.find(answers.getOrDefault(question.id(), ""))
                .map(Answer::points)
                .orElse(0);
    }

    /// @throws Problem when a question or an answer is none of the table's
    void check(Map<String, String> answers) {
        var open = new HashSet<>(answers.keySet());
        for (var part : List.of(chance, damage)) {
            for (var question : part.questions()) {
                var answer = answers.get(question.id());
                if (answer != null && question.find(answer).isEmpty()) {
                    throw Problem.badRequest("The question \"%s\" has no answer \"%s\"; choose one of %s."
                            .formatted(
                                    question.id(),
                                    answer.length() > 40 ? answer.substring(0, 40) + "…" : answer,
                                    String.join(
                                            ", ",
                                            question.answers().stream()
                                                    .map(Answer::id)
                                                    .toList())));
                }
                open.remove(question.id());
            }
        }
        if (!open.isEmpty()) {
            throw Problem.badRequest("There is no question \"%s\"; /api/rating-questions lists them."
                    .formatted(open.iterator().next()));
        }
    }

    /// The questions of a part that was begun and not ended; empty when none or all have an answer.
    List<Question> open(Map<String, String> answers) {
        return List.of(chance, damage).stream()
                .filter(part -> part.questions().stream().anyMatch(question -> answers.containsKey(question.id())))
                .flatMap(part -> part.questions().stream())
                .filter(question -> !answers.containsKey(question.id()))
                .toList();
    }

    private static Questionnaire read(String file) {
        try (var in = Questionnaire.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The file " + file + " is missing from the build.");
            }
            var table = (JsonObject) Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            var all = new Questionnaire(part(table, "chance"), part(table, "damage"));
            var seen = new HashSet<String>();
            for (var question : all.chance().questions()) {
                checkOnce(seen, question);
            }
            for (var question : all.damage().questions()) {
                checkOnce(seen, question);
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void checkOnce(Set<String> seen, Question question) {
        if (!seen.add(question.id())) {
            throw new IllegalStateException("The question " + question.id() + " is in the table twice.");
        }
    }

    private static Part part(JsonObject table, String name) {
        var part = table.object(name).orElseThrow();
        return new Part(
                (int) part.integer("medium").orElseThrow(),
                (int) part.integer("high").orElseThrow(),
                part.array("questions").orElseThrow().objects().stream()
                        .map(Questionnaire::question)
                        .toList());
    }

    private static Question question(JsonObject json) {
        return new Question(
                json.text("id").orElseThrow(),
                json.text("nl").orElseThrow(),
                json.text("en").orElseThrow(),
                json.array("answers").orElseThrow().objects().stream()
                        .map(answer -> new Answer(
                                answer.text("id").orElseThrow(),
                                (int) answer.integer("points").orElseThrow(),
                                answer.text("nl").orElseThrow(),
                                answer.text("en").orElseThrow()))
                        .toList());
    }
}
