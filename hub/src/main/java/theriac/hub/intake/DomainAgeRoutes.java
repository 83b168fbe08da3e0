package theriac.hub.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.value.Defang;

/// How old the domains of a report are, over HTTP.
@RestController
public final class DomainAgeRoutes {

    private final Intake intake;
    private final DomainAges ages;

    public DomainAgeRoutes(Intake intake, DomainAges ages) {
        this.intake = intake;
        this.ages = ages;
    }

    /// @param domain defanged
    /// @param state `waiting`, `registered`, `unknown` or `withheld`
    /// @param problem why it is unknown or nobody is asked, a stable word; absent otherwise
    /// @param server who said so; absent: nobody
    public record DomainAgeView(
            String domain,
            String state,
            Optional<String> problem,
            Optional<Instant> registeredAt,
            Optional<String> server,
            Optional<Instant> askedAt) {}

    /// @param on whether the operator has set a service that is asked
    public record DomainAgeList(boolean on, List<DomainAgeView> domains) {}

    @GetMapping("/api/reports/{id}/domains")
    @Requires(Permission.TRIAGE_REPORTS)
    DomainAgeList domains(Viewer viewer, @PathVariable UUID id) {
        var reading = intake.load(viewer, id).reading();
        return new DomainAgeList(
                ages.on(), ages.of(reading).stream().map(DomainAgeRoutes::view).toList());
    }

    private static DomainAgeView view(DomainAge age) {
        return new DomainAgeView(
                Defang.defang(age.domain()),
                age.state(),
                Optional.of(age.problem()).filter(text -> !text.isEmpty()),
                age.registered(),
                Optional.of(age.server()).filter(text -> !text.isEmpty()),
                age.asked());
    }
}
