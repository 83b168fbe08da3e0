package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Cases of every kind over HTTP: reading them, and what can be done with each.
@RestController
public final class CaseRoutes {

    private final Cases cases;
    private final Incidents incidents;

    public CaseRoutes(Cases cases, Incidents incidents) {
        this.cases = cases;
        this.incidents = incidents;
    }

    /// @param code `early-warning`, `notification`, `final-report`, `first-answer`, `follow-up`, `registry` or
    /// `answers`
    public record CaseDue(String code, Instant due) {}

    /// @param kind `incident`, `vulnerability`, `takedown` or `request`
    /// @param organization "" when it happened at nobody who takes part
    /// @param next what is wanted first; absent: nothing is
    public record CaseRow(
            UUID id,
            String kind,
            String state,
            String title,
            String organization,
            Instant openedAt,
            Optional<String> keeper,
            Optional<Instant> endedAt,
            Optional<CaseDue> next) {}

    public record CaseList(List<CaseRow> cases) {}

    /// @param code of [CaseDue]
    public record CaseReminder(String code, Instant due, Optional<Instant> doneAt, Optional<String> doneBy) {}

    /// @param kind `report` or `object`
    /// @param name of the object, or whom the report's message imitates; ""
    public record CaseLink(String kind, String subject, String name) {}

    /// @param kind `opened`, `keeper`, `facts`, `note`, `told`, `state`, `reminder`, `link`, `unlink`, `letter` or
    /// `asked`
    /// @param subject who was told, the new state, the reminder, the link, the address
    public record CaseEntry(Instant at, String by, String kind, String subject, String text) {}

    /// @param type `ransomware`, `phishing`, `malware`, `fraud`, `ddos`, `intrusion`, `data-leak`, `espionage`,
    ///     `insider`, `outage` or `other`
    /// @param region a province (ISO 3166-2), `abroad` or `unknown`
    /// @param organizationKind a kind of organisation or `unknown`
    /// @param significant whether the organisation owes reports to its authority: only then clocks run
    /// @param awareAt since when the organisation knows of it
    public record IncidentFacts(
            String type,
            String region,
            String organizationKind,
            boolean throughSupplier,
            boolean significant,
            Instant awareAt) {}

    /// @param states that this kind of case can be in
    /// @param outcome "" while it goes on
    public record CaseView(
            UUID id,
            String kind,
            String state,
            List<String> states,
            int revision,
            String title,
            String text,
            String organization,
            Optional<UUID> organizationId,
            Instant openedAt,
            String openedBy,
            Optional<String> keeper,
            Optional<Instant> endedAt,
            String outcome,
            List<CaseReminder> reminders,
            List<CaseLink> links,
            List<CaseEntry> entries,
            Optional<IncidentFacts> incident) {}

    /// @param organization where it happened; absent: at nobody who takes part
    /// @param report from which it comes
    public record NewIncident(
            String title, String text, Optional<UUID> organization, Optional<UUID> report, IncidentFacts incident) {}

    /// @param revision of the case as it was read
    public record IncidentChange(
            int revision, String title, String text, Optional<UUID> organization, IncidentFacts incident) {}

    public record NewVulnerability(String title, String text, Optional<UUID> organization, Optional<UUID> report) {}

    /// @param outcome how it ended; read for states that end it
    public record CaseMove(String state, Optional<String> outcome) {}

    /// @param told who was told; absent: a note to ourselves
    public record CaseNote(Optional<String> told, String text) {}

    /// @param kind `report` or `object`
    public record CaseLinkWish(String kind, String subject) {}

    /// What waits first: the one whose reminder is due first, then the newest.
    ///
    /// @param kind only of this kind; absent: of all
    /// @param open whether only those that go on
    @GetMapping("/api/cases")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseList list(
            Viewer viewer, @RequestParam Optional<String> kind, @RequestParam(defaultValue = "true") boolean open) {
        var wanted = kind.filter(text -> !text.isEmpty())
                .map(text -> CaseKind.parse(text)
                        .orElseThrow(() -> Problem.badRequest(
                                "A case is an incident, a vulnerability, a takedown or a request, not \"%s\"."
                                        .formatted(text))));
        return list(cases.list(viewer, wanted, open));
    }

    /// Cases about a report or an object.
    @GetMapping("/api/cases/about")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseList about(Viewer viewer, @RequestParam String kind, @RequestParam String subject) {
        return list(cases.about(viewer, kind, subject));
    }

    @GetMapping("/api/cases/{id}")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseView read(Viewer viewer, @PathVariable UUID id) {
        return view(cases.load(viewer, id));
    }

    @PostMapping("/api/cases/incidents")
    @Requires(Permission.TRIAGE_REPORTS)
    @ResponseStatus(HttpStatus.CREATED)
    CaseView incident(Viewer viewer, @RequestBody NewIncident wish) {
        var beginning = new Cases.Beginning(wish.title(), wish.text(), wish.organization(), wish.report());
        return view(incidents.open(viewer, beginning, incident(wish.incident())));
    }

    @PutMapping("/api/cases/{id}/incident")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseView change(Viewer viewer, @PathVariable UUID id, @RequestBody IncidentChange wish) {
        var words = new Cases.Beginning(wish.title(), wish.text(), wish.organization(), Optional.empty());
        return view(incidents.change(viewer, id, wish.revision(), words, incident(wish.incident())));
    }

    /// Somebody told of a vulnerability.
    @PostMapping("/api/cases/vulnerabilities")
    @Requires(Permission.TRIAGE_REPORTS)
    @ResponseStatus(HttpStatus.CREATED)
    CaseView vulnerability(Viewer viewer, @RequestBody NewVulnerability wish) {
        return view(incidents.vulnerability(
                viewer, new Cases.Beginning(wish.title(), wish.text(), wish.organization(), wish.report())));
    }

    @PostMapping("/api/cases/{id}/keeper")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseView take(Viewer viewer, @PathVariable UUID id) {
        return view(cases.take(viewer, id));
    }

    @PostMapping("/api/cases/{id}/state")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseView move(Viewer viewer, @PathVariable UUID id, @RequestBody CaseMove wish) {
        return view(cases.move(viewer, id, wish.state(), wish.outcome().orElse("")));
    }

    @PostMapping("/api/cases/{id}/notes")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseView note(Viewer viewer, @PathVariable UUID id, @RequestBody CaseNote wish) {
        return view(cases.note(viewer, id, wish.told().orElse(""), wish.text()));
    }

    /// What was wanted is done.
    @PostMapping("/api/cases/{id}/reminders/{code}")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseView done(Viewer viewer, @PathVariable UUID id, @PathVariable String code) {
        return view(cases.done(viewer, id, code));
    }

    @PostMapping("/api/cases/{id}/links")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseView link(Viewer viewer, @PathVariable UUID id, @RequestBody CaseLinkWish wish) {
        return view(cases.link(viewer, id, wish.kind(), wish.subject()));
    }

    @DeleteMapping("/api/cases/{id}/links/{kind}/{subject}")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseView unlink(Viewer viewer, @PathVariable UUID id, @PathVariable String kind, @PathVariable String subject) {
        return view(cases.unlink(viewer, id, kind, subject));
    }

    private static CaseList list(List<DeskCase> found) {
        return new CaseList(found.stream().map(CaseRoutes::row).toList());
    }

    static CaseRow row(DeskCase found) {
        return new CaseRow(
                found.id(),
                found.kind().text(),
                found.state(),
                found.title(),
                found.organizationName(),
                found.openedAt(),
                found.keeper(),
                found.endedAt(),
                found.next().map(due -> new CaseDue(due.code(), due.at())));
    }

    private static Incident incident(IncidentFacts facts) {
        return new Incident(
                facts.type(),
                facts.region(),
                facts.organizationKind(),
                facts.throughSupplier(),
                facts.significant(),
                facts.awareAt());
    }

    CaseView view(Cases.Whole whole) {
        var found = whole.facts();
        return new CaseView(
                found.id(),
                found.kind().text(),
                found.state(),
                found.kind().states(),
                found.revision(),
                found.title(),
                found.text(),
                found.organizationName(),
                found.organizationId(),
                found.openedAt(),
                found.openedBy(),
                found.keeper(),
                found.endedAt(),
                found.outcome(),
                whole.reminders().stream()
                        .map(r -> new CaseReminder(r.code(), r.due(), r.doneAt(), r.doneBy()))
                        .toList(),
                whole.links().stream()
                        .map(l -> new CaseLink(l.link().kind(), l.link().subject(), l.name()))
                        .toList(),
                whole.entries().stream()
                        .map(e -> new CaseEntry(e.at(), e.by(), e.kind(), e.subject(), e.text()))
                        .toList(),
                incidents
                        .find(found)
                        .map(i -> new IncidentFacts(
                                i.type(),
                                i.region(),
                                i.organizationKind(),
                                i.throughSupplier(),
                                i.significant(),
                                i.awareAt())));
    }
}
