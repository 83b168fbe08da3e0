package theriac.hub.knowledge;

import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ValueHit;

/// Is this known? One question for up to ten thousand pasted values.
@RestController
public final class ValueRoutes {

    private final Knowledge knowledge;

    public ValueRoutes(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /// @param values as pasted, one each, defanged ones included
    public record ValueQuestion(List<String> values) {}

    public record KnownObject(String id, String type, String name, int sources, boolean revoked, Instant since) {}

    /// @param kind what it was read as; `other` when it is no known kind of value
    /// @param text its normal form
    /// @param known empty: nobody told the asker about it
    public record ValueAnswer(String asWritten, String kind, String text, List<KnownObject> known) {}

    public record ValueAnswers(List<ValueAnswer> values) {}

    @PostMapping("/api/values")
    @Requires(Permission.READ_OBJECTS)
    ValueAnswers lookUp(Viewer viewer, @RequestBody ValueQuestion question) {
        return new ValueAnswers(knowledge.lookUp(viewer, question.values()).stream()
                .map(answer -> new ValueAnswer(
                        answer.asWritten(),
                        answer.value().kind().code(),
                        answer.value().text(),
                        answer.known().stream().map(ValueRoutes::known).toList()))
                .toList());
    }

    private static KnownObject known(ValueHit hit) {
        return new KnownObject(
                hit.object().text(), hit.object().type(), hit.name(), hit.sources(), hit.revoked(), hit.since());
    }
}
