package theriac.hub.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.knowledge.ObjectRoutes.ObjectRow;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ValueHit;
import theriac.hub.store.ValueSearch;

/// Is this known? One question for up to ten thousand pasted values; sub-domains, networks and beginnings of
/// values.
@RestController
public final class ValueRoutes {

    private final Knowledge knowledge;
    private final Asked asked;
    private final Connections connections;

    public ValueRoutes(Knowledge knowledge, Connections connections, Asked asked) {
        this.knowledge = knowledge;
        this.asked = asked;
        this.connections = connections;
    }

    /// @param values as pasted, one each, defanged ones included
    public record ValueQuestion(List<String> values) {}

    /// @param value the object's own value: the one that was asked, or a network or domain around it
    /// @param by names of the sources that say so
    public record KnownObject(
            String id,
            String type,
            String name,
            String value,
            int sources,
            List<String> by,
            OptionalInt confidence,
            boolean revoked,
            Instant since) {}

    /// @param kind what it was read as; `other` when it is no known kind of value
    /// @param text its normal form
    /// @param verdict `unknown`, `around` (a network or domain around it is known), `seen` (without anybody
    ///     saying that it is bad), `revoked`, `indicated`
    /// @param by names of all sources that know the value itself
    /// @param since when the oldest claim on it arrived; null when it is not known
    /// @param confidence the highest among what stands
    /// @param lists warning lists on which it is
    /// @param known empty: nobody told the asker about it
    /// @param around what is known about networks and domains around it
    public record ValueAnswer(
            String asWritten,
            String kind,
            String text,
            String verdict,
            List<String> by,
            Optional<Instant> since,
            OptionalInt confidence,
            List<String> lists,
            List<KnownObject> known,
            List<KnownObject> around) {}

    public record ValueAnswers(List<ValueAnswer> values) {}

    public record ValueRow(String kind, String text, ObjectRow object) {}

    /// @param next hand in as `after`; null on the last page
    public record ValueList(List<ValueRow> values, Optional<String> next) {}

    /// @param mode `exact`, `prefix`, `below`, `inside`, `around`
    /// @param text what `/api/values` is asked
    public record InfrastructureGroup(String mode, String text, List<ValueRow> values, Optional<String> next) {}

    public record Infrastructure(List<InfrastructureGroup> groups) {}

    @PostMapping("/api/values")
    @Requires(Permission.READ_OBJECTS)
    ValueAnswers lookUp(Viewer viewer, @RequestBody ValueQuestion question) {
        asked.asked(viewer, "look-up", String.join("\n", question.values()));
        return new ValueAnswers(knowledge.lookUp(viewer, question.values()).stream()
                .map(ValueRoutes::answer)
                .toList());
    }

    private static ValueAnswer answer(LookedUp answer) {
        return new ValueAnswer(
                answer.asWritten(),
                answer.value().kind().code(),
                answer.value().text(),
                answer.verdict().name().toLowerCase(Locale.ROOT),
                answer.by(),
                answer.since(),
                answer.confidence(),
                answer.lists(),
                answer.known().stream().map(ValueRoutes::known).toList(),
                answer.around().stream().map(ValueRoutes::known).toList());
    }

    private static KnownObject known(ValueHit hit) {
        return new KnownObject(
                hit.object().text(),
                hit.object().type(),
                hit.name(),
                hit.found().text(),
                hit.sources(),
                hit.by(),
                hit.confidence(),
                hit.revoked(),
                hit.since());
    }

    /// @param mode `exact`, `prefix` (values that begin so), `below` (sub-domains), `inside` (addresses and
    ///     networks inside a network), `around` (networks that contain an address)
    @GetMapping("/api/values")
    @Requires(Permission.READ_OBJECTS)
    ValueList values(
            Viewer viewer,
            @RequestParam String mode,
            @RequestParam String text,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> after) {
        var page = connections.values(viewer, new ValueSearch(mode(mode), text, limit, after));
        return new ValueList(page.items().stream().map(ValueRoutes::row).toList(), page.next());
    }

    /// What stands on the same hosts and networks as an object's values.
    @GetMapping("/api/objects/{id}/infrastructure")
    @Requires(Permission.READ_OBJECTS)
    Infrastructure infrastructure(Viewer viewer, @PathVariable String id) {
        return new Infrastructure(connections.infrastructure(viewer, ObjectRoutes.parse(id)).stream()
                .map(group -> new InfrastructureGroup(
                        group.mode().name().toLowerCase(Locale.ROOT),
                        group.text(),
                        group.rows().stream().map(ValueRoutes::row).toList(),
                        group.next()))
                .toList());
    }

    private static ValueRow row(ValueSearch.Row row) {
        return new ValueRow(row.value().kind().code(), row.value().text(), ObjectRow.of(row.object()));
    }

    private static ValueSearch.Mode mode(String text) {
        for (var mode : ValueSearch.Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        throw Problem.badRequest("The mode is one of exact, prefix, below, inside and around.");
    }
}
