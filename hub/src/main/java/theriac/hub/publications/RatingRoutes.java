package theriac.hub.publications;

import java.util.HashMap;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;

/// The questions on chance and damage over HTTP.
@RestController
public final class RatingRoutes {

    private static final int MOST = 100;

    /// @param points what it adds to the chance, or how bad it is
    public record RatingAnswer(String id, int points, String nl, String en) {}

    public record RatingQuestion(String id, String nl, String en, List<RatingAnswer> answers) {}

    /// @param chance the points of its answers are added up: below 19 low, from 28 on high
    /// @param damage the worst answer counts
    public record RatingQuestions(List<RatingQuestion> chance, List<RatingQuestion> damage) {}

    /// What answers give.
    ///
    /// @param points behind the chance, 10 to 38; 0 as long as a question has no answer
    /// @param chance `low`, `medium`, `high`; "" as long as a question about it has no answer
    /// @param damage the same
    /// @param level both in one: `low`, `medium`, `high`; "" as long as one is not known
    /// @param urgency `urgent` or `normal`; the same
    public record RatingView(int points, String chance, String damage, String level, String urgency) {}

    @GetMapping("/api/rating-questions")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    RatingQuestions ratingQuestions() {
        var all = Questionnaire.supplied();
        return new RatingQuestions(questions(all.chance()), questions(all.damage()));
    }

    /// Works out chance and damage; nothing is kept.
    ///
    /// @param answers as `question:answer`, with commas between them; a question that is absent has none
    @GetMapping("/api/ratings")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    RatingView rate(@RequestParam(defaultValue = "") String answers) {
        var all = new HashMap<String, String>();
        for (var pair : answers.isEmpty() ? new String[0] : answers.split(",", MOST)) {
            var parts = pair.split(":", 2);
            all.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return view(Rating.of(Severity.UNSAID, all, ""));
    }

    static RatingView view(Rating rating) {
        var outcome = rating.outcome();
        var severity = outcome.severity();
        return new RatingView(
                outcome.points(), severity.chance(), severity.damage(), severity.together(), severity.urgency());
    }

    private static List<RatingQuestion> questions(Questionnaire.Part part) {
        return part.questions().stream()
                .map(question -> new RatingQuestion(
                        question.id(),
                        question.dutch(),
                        question.english(),
                        question.answers().stream()
                                .map(answer -> new RatingAnswer(
                                        answer.id(), answer.points(), answer.dutch(), answer.english()))
                                .toList()))
                .toList();
    }
}
