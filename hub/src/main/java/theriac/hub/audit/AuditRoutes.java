package theriac.hub.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// The audit trail for auditors: of the CERT everything, of another organisation what its own people and
/// machines did.
@RestController
public final class AuditRoutes {

    private final AuditTrail trail;
    private final LongPredicate isCert;

    /// @param isCert whether an organisation (internal key) is the CERT
    public AuditRoutes(AuditTrail trail, LongPredicate isCert) {
        this.trail = trail;
        this.isCert = isCert;
    }

    /// @param actor log-in or beginning of a key; empty: nobody that the hub knows
    /// @param outcome `done`, `refused` or `failed`
    /// @param blanked the detail was removed later
    /// @param place in the chain; 0: in a moment
    public record AuditRow(
            Instant at,
            String actor,
            String address,
            String action,
            String subject,
            String outcome,
            String detail,
            boolean blanked,
            long place) {

        static AuditRow of(AuditTrail.Entry entry) {
            var event = entry.event();
            return new AuditRow(
                    event.at(),
                    event.actor().name(),
                    event.actor().address(),
                    event.action(),
                    event.subject(),
                    event.outcome().text(),
                    event.detail(),
                    entry.blanked(),
                    entry.seq());
        }
    }

    public record AuditPage(List<AuditRow> rows, Optional<String> next) {}

    /// @param first place of the first row that is there
    /// @param blanked details that were removed
    /// @param fault what is wrong, in a sentence; empty: the chain is whole
    public record AuditCheck(long rows, long first, long blanked, Optional<String> fault) {}

    /// @param from not before
    /// @param to before
    /// @param after [AuditPage#next] of the page before
    @GetMapping("/api/audit")
    @Requires(Permission.READ_AUDIT)
    AuditPage auditTrail(
            Viewer viewer,
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam Optional<Instant> from,
            @RequestParam Optional<Instant> to,
            @RequestParam Optional<Long> after,
            @RequestParam(defaultValue = "100") int limit) {
        var page = trail.page(
                new AuditQuestion(actor.strip(), action.strip(), subject.strip(), from, to),
                own(viewer),
                after.map(OptionalLong::of).orElse(OptionalLong.empty()),
                limit);
        return new AuditPage(
                page.entries().stream().map(AuditRow::of).toList(),
                page.next().isPresent() ? Optional.of(Long.toString(page.next().getAsLong())) : Optional.empty());
    }

    @PostMapping("/api/audit/check")
    @Requires(Permission.READ_AUDIT)
    AuditCheck checkAuditTrail(Viewer viewer) {
        if (own(viewer).isPresent()) {
            throw Problem.notAllowed("The chain is checked by auditors of the CERT: it holds rows of everybody.");
        }
        var checked = trail.check();
        return new AuditCheck(checked.rows(), checked.first(), checked.blanked(), checked.fault());
    }

    private OptionalLong own(Viewer viewer) {
        if (viewer instanceof Viewer.Party party) {
            return isCert.test(party.organization()) ? OptionalLong.empty() : OptionalLong.of(party.organization());
        }
        throw Problem.notAllowed("The audit trail is read by people.");
    }
}
