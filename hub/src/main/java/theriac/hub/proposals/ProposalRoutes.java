package theriac.hub.proposals;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// What waits for a second person, over HTTP. Which permission a decision takes is the deed's to say; here one must
/// be a person.
@RestController
public final class ProposalRoutes {

    private final Proposals proposals;

    public ProposalRoutes(Proposals proposals) {
        this.proposals = proposals;
    }

    /// @param kind what would be done
    /// @param subject id of the thing that it is about
    /// @param shown what else the one who decides must see
    /// @param state `waiting`, `approved` (being carried out), `done`, `failed`, `refused`, `withdrawn`, `expired`
    /// @param remark why it was refused, or why it could not be done; empty for none
    /// @param own whether the caller proposed it
    /// @param decides whether the caller may decide it now
    public record ProposalRow(
            UUID id,
            String kind,
            String subject,
            String name,
            List<String> shown,
            String reason,
            String by,
            Instant at,
            Instant expiresAt,
            String state,
            Optional<String> decider,
            Optional<Instant> decidedAt,
            String remark,
            boolean own,
            boolean decides) {}

    public record ProposalList(List<ProposalRow> proposals) {}

    /// @param reason the one who proposed it reads it
    public record Refusal(String reason) {}

    @GetMapping("/api/proposals")
    @Requires(Permission.OWN_ACCOUNT)
    ProposalList proposals(Viewer viewer) {
        return new ProposalList(
                proposals.list(viewer).stream().map(each -> row(viewer, each)).toList());
    }

    @PostMapping("/api/proposals/{id}/approval")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    ProposalRow approveProposal(Viewer viewer, @PathVariable UUID id) {
        return row(viewer, proposals.approve(viewer, id));
    }

    @PostMapping("/api/proposals/{id}/refusal")
    @Requires(Permission.OWN_ACCOUNT)
    ProposalRow refuseProposal(Viewer viewer, @PathVariable UUID id, @RequestBody Refusal refusal) {
        return row(viewer, proposals.refuse(viewer, id, refusal.reason()));
    }

    /// The one who proposed it takes it back.
    @DeleteMapping("/api/proposals/{id}")
    @Requires(Permission.OWN_ACCOUNT)
    ProposalRow withdrawProposal(Viewer viewer, @PathVariable UUID id) {
        return row(viewer, proposals.withdraw(viewer, id));
    }

    /// As it is answered, also by routes that propose.
    public ProposalRow row(Viewer viewer, Proposal proposal) {
        var decision = proposal.decision();
        var wish = proposal.wish();
        return new ProposalRow(
                proposal.id(),
                wish.kind(),
                wish.subject(),
                wish.name(),
                wish.shown(),
                wish.reason(),
                proposal.by(),
                proposal.at(),
                proposal.expiresAt(),
                proposal.state().name().toLowerCase(Locale.ROOT),
                decision.map(Proposal.Decision::by),
                decision.map(Proposal.Decision::at),
                decision.map(Proposal.Decision::remark).orElse(""),
                viewer instanceof Viewer.Party party && party.account() == proposal.proposer(),
                proposals.decides(viewer, proposal));
    }
}
