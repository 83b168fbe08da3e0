package theriac.hub.knowledge;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.ProposalRoutes;
import theriac.hub.proposals.ProposalRoutes.ProposalRow;
import theriac.hub.proposals.Proposals;
import theriac.stix.Tlp;

/// For whom an organisation's own word is, changed over HTTP.
@RestController
public final class MarkingRoutes {

    private final Remarking remarking;
    private final Proposals waiting;
    private final ProposalRoutes proposals;

    public MarkingRoutes(Remarking remarking, Proposals waiting) {
        this.remarking = remarking;
        this.waiting = waiting;
        this.proposals = new ProposalRoutes(waiting);
    }

    /// @param tlp `clear`, `green`, `amber`, `amber+strict`
    /// @param organizations named recipients; with none, and no groups, the label alone decides
    /// @param groups sharing groups that are recipients too
    /// @param pap what they may do with it: `clear`, `green`, `amber`, `red`, or `none` for no word on
    ///     that; absent: as it is
    public record MarkingWish(
            String tlp, Set<UUID> organizations, Set<UUID> groups, Optional<String> pap, String reason) {}

    /// @param claims how many words changed their audience now
    /// @param proposal what waits for a second person, because somebody would see what she could not
    public record MarkingAnswer(long claims, Optional<ProposalRow> proposal) {}

    /// Narrows at once; whatever would let somebody see more waits for a second person.
    @PostMapping("/api/objects/{id}/marking")
    @Requires(Permission.MARK_OBJECTS)
    MarkingAnswer mark(Viewer viewer, @PathVariable String id, @RequestBody MarkingWish wish) {
        if (!(viewer instanceof Viewer.Party party) || party.account() == 0) {
            throw Problem.notAllowed("Only people change for whom something is.");
        }
        var tlp = Tlp.ofLabel(wish.tlp())
                .orElseThrow(() -> Problem.badRequest("The label is clear, green, amber or amber+strict."));
        var outcome = remarking.change(
                party,
                ObjectRoutes.parse(id),
                new Remarking.Wanted(
                        tlp, wish.organizations(), wish.groups(), wish.pap().map(MarkingRoutes::use), wish.reason()),
                waiting);
        return new MarkingAnswer(outcome.claims(), outcome.waiting().map(each -> proposals.row(viewer, each)));
    }

    private static Remarking.Label use(String text) {
        var label = Remarking.Label.of(text);
        if (label.pap().isEmpty() && !text.equals("none")) {
            throw Problem.badRequest("What may be done with it is clear, green, amber, red or none.");
        }
        return label;
    }
}
