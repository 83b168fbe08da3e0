package theriac.hub.investigations;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.investigations.InvestigationRoutes.InvestigationPage;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.ProposalRoutes;
import theriac.hub.proposals.ProposalRoutes.ProposalRow;
import theriac.hub.proposals.Proposals;
import theriac.stix.Tlp;

/// Drafts of investigations over HTTP, and that they are published together.
@RestController
public final class InvestigationDraftRoutes {

    private final Investigations investigations;
    private final Drafts drafts;
    private final DraftPublication publication;
    private final Proposals waiting;
    private final ProposalRoutes proposals;
    private final InvestigationRoutes pages;

    public InvestigationDraftRoutes(
            Investigations investigations,
            Drafts drafts,
            DraftPublication publication,
            Proposals waiting,
            InvestigationRoutes pages) {
        this.investigations = investigations;
        this.drafts = drafts;
        this.publication = publication;
        this.waiting = waiting;
        this.proposals = new ProposalRoutes(waiting);
        this.pages = pages;
    }

    /// What counts depends on the type; texts that do not count are empty.
    ///
    /// @param pattern of an indicator: a STIX pattern or one value
    /// @param from where a relationship begins, `to` where it ends (STIX ids)
    /// @param objects what a note or a report is about (STIX ids)
    public record DraftToWrite(
            String type,
            String name,
            String text,
            String pattern,
            String from,
            String link,
            String to,
            List<String> objects) {

        DraftForm form() {
            return new DraftForm(type, name, text, pattern, from, link, to, objects);
        }
    }

    /// @param revision the one that was read
    public record ChangedDraft(int revision, DraftToWrite draft) {}

    /// @param tlp `clear`, `green`, `amber`, `amber+strict`
    /// @param organizations named recipients; with none, and no groups, the label alone decides
    /// @param reason the second person reads it
    public record InvestigationPublication(String tlp, Set<UUID> organizations, Set<UUID> groups, String reason) {}

    @PostMapping("/api/investigations/{id}/drafts")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage writeDraft(Viewer viewer, @PathVariable UUID id, @RequestBody DraftToWrite draft) {
        mustNotWait(viewer, id);
        return pages.page(drafts.write(viewer, id, draft.form()));
    }

    @PutMapping("/api/investigations/{id}/drafts/{draft}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage rewriteDraft(
            Viewer viewer, @PathVariable UUID id, @PathVariable String draft, @RequestBody ChangedDraft wish) {
        mustNotWait(viewer, id);
        return pages.page(drafts.rewrite(
                viewer,
                id,
                InvestigationRoutes.parse(draft),
                wish.revision(),
                wish.draft().form()));
    }

    @DeleteMapping("/api/investigations/{id}/drafts/{draft}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage removeDraft(Viewer viewer, @PathVariable UUID id, @PathVariable String draft) {
        mustNotWait(viewer, id);
        return pages.page(drafts.remove(viewer, id, InvestigationRoutes.parse(draft)));
    }

    /// Asks another of its people to look at all drafts; when she agrees, they become known together.
    @PostMapping("/api/investigations/{id}/publication")
    @Requires(Permission.INVESTIGATE)
    ProposalRow publishDrafts(Viewer viewer, @PathVariable UUID id, @RequestBody InvestigationPublication wish) {
        var tlp = Tlp.ofLabel(wish.tlp())
                .orElseThrow(() -> Problem.badRequest("The label is clear, green, amber or amber+strict."));
        mustNotWait(viewer, id);
        var wanted = new DraftPublication.Wanted(tlp, wish.organizations(), wish.groups(), wish.reason());
        var proposed = new AtomicReference<ProposalRow>();
        investigations.change(
                viewer,
                id,
                inside ->
                        proposed.set(proposals.row(viewer, waiting.propose(viewer, publication.wish(inside, wanted)))));
        return Objects.requireNonNull(proposed.get());
    }

    /// What the second person looks at stays as it is; a change that slips in makes the publication fail.
    private void mustNotWait(Viewer viewer, UUID id) {
        investigations.enter(viewer, id);
        if (waiting.waits(viewer, DraftPublication.KIND, id.toString())) {
            throw Problem.conflict("The drafts wait for a second person: take the proposal back before you change one.")
                    .because("investigation.waits");
        }
    }
}
