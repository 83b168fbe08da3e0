package theriac.hub.knowledge;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.WhoSees;

/// Who would see an object or a warning, and by which rule: for those of the CERT who may know its members.
/// As far as the one who asks sees it: who sees an object by a hidden claim is not told.
@RestController
public final class SeerRoutes {

    private final WhoSees whoSees;
    private final MarkedWords words;
    private final Warnings warnings;

    public SeerRoutes(WhoSees whoSees, MarkedWords words, Warnings warnings) {
        this.words = words;
        this.whoSees = whoSees;
        this.warnings = warnings;
    }

    /// For whom a warning is, drafts included.
    @FunctionalInterface
    public interface Warnings {

        /// @throws theriac.hub.core.Problem not found: absent, or hidden from the one who asks
        Audience audience(Viewer viewer, UUID id);
    }

    /// @param person empty: everybody of the organisation, its machines included
    /// @param rule `owner`, `named`, `group`, `circle`, `community`, `everybody` or `person`
    /// @param tlp the label under which it is seen
    /// @param decided what decided about that label: `override`, `delivered` (it came so) or `source` (what
    ///     holds for all that its source leaves unmarked); for a warning always `delivered`
    /// @param through organisations through which it comes, for `circle`
    public record SeerRow(
            UUID organization,
            String name,
            String kind,
            String person,
            String rule,
            String tlp,
            String decided,
            List<String> through) {

        static SeerRow of(WhoSees.Seer seer, Function<Audience, MarkedWords.Rule> decided) {
            return new SeerRow(
                    seer.organization(),
                    seer.name(),
                    seer.kind(),
                    seer.person(),
                    seer.ground().text(),
                    seer.audience().tlp().label(),
                    decided.apply(seer.audience()).text(),
                    seer.through());
        }
    }

    public record SeerList(List<SeerRow> seers) {}

    @GetMapping("/api/objects/{id}/who-sees")
    @Requires(Permission.READ_MEMBERS)
    SeerList whoSees(Viewer viewer, @PathVariable String id) {
        var object = ObjectRoutes.parse(id);
        var told = words.words(viewer, object);
        if (told.isEmpty()) {
            throw Knowledge.absent(object);
        }
        var audiences = told.stream()
                .flatMap(word -> words.audiences(word).stream())
                .distinct()
                .toList();
        return answer(audiences, audience -> words.rule(told, audience));
    }

    @GetMapping("/api/publications/{id}/who-sees")
    @Requires(Permission.READ_MEMBERS)
    SeerList whoSeesWarning(Viewer viewer, @PathVariable UUID id) {
        return answer(List.of(warnings.audience(viewer, id)), audience -> MarkedWords.Rule.DELIVERED);
    }

    private SeerList answer(List<Audience> audiences, Function<Audience, MarkedWords.Rule> decided) {
        return new SeerList(whoSees.of(audiences).stream()
                .map(seer -> SeerRow.of(seer, decided))
                .toList());
    }
}
