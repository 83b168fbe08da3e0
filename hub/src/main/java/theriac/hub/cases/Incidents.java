package theriac.hub.cases;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Incidents: what happened, where, and by when the organisation owes its authority a word. Vulnerabilities that
/// somebody told are here too, for they have a clock and nothing else of their own. Thread-safe.
public final class Incidents {

    private static final List<String> CLOCKS =
            List.of(Reminders.EARLY_WARNING, Reminders.NOTIFICATION, Reminders.FINAL_REPORT);

    private final Cases cases;
    private final IncidentSql sql;

    public Incidents(Cases cases, Database database) {
        this.cases = cases;
        this.sql = new IncidentSql(database);
    }

    Optional<Incident> find(DeskCase found) {
        return found.kind() == CaseKind.INCIDENT ? sql.find(found.key()) : Optional.empty();
    }

    /// @param incident its kind of organisation may be `unknown`: then that of the organisation counts
    Cases.Whole open(Viewer viewer, Cases.Beginning beginning, Incident incident) {
        check(incident);
        return cases.open(
                viewer, CaseKind.INCIDENT, beginning, made -> write(made, incident, beginning.organization()));
    }

    /// @param revision of the case as it was read
    Cases.Whole change(Viewer viewer, UUID id, int revision, Cases.Beginning words, Incident incident) {
        check(incident);
        return cases.changeOpen(viewer, id, found -> {
            if (found.kind() != CaseKind.INCIDENT) {
                throw Problem.conflict("This case is no incident.");
            }
            cases.describe(found, revision, words.title(), words.text(), words.organization());
            write(found, incident, words.organization());
            cases.enter(cases.analyst(viewer), found.key(), "facts", "", "");
        });
    }

    /// Somebody told of a vulnerability: the first answer is due in five working days.
    Cases.Whole vulnerability(Viewer viewer, Cases.Beginning beginning) {
        return cases.open(
                viewer,
                CaseKind.VULNERABILITY,
                beginning,
                made -> cases.remind(made.key(), Reminders.ofVulnerability(made.openedAt(), cases.zone())));
    }

    private void write(DeskCase found, Incident incident, Optional<UUID> organization) {
        var kind = incident.organizationKind().equals(Incident.UNKNOWN)
                ? organization
                        .map(cases::organization)
                        .map(known -> known.kind())
                        .orElse(Incident.UNKNOWN)
                : incident.organizationKind();
        sql.write(
                found.key(),
                new Incident(
                        incident.type(),
                        incident.region(),
                        kind,
                        incident.throughSupplier(),
                        incident.significant(),
                        incident.awareAt()));
        if (incident.significant()) {
            cases.remind(found.key(), Reminders.ofIncident(incident.awareAt(), cases.zone()));
        } else {
            cases.forget(found.key(), CLOCKS);
        }
    }

    private void check(Incident incident) {
        if (!Incident.TYPES.contains(incident.type())) {
            throw wrong("type", incident.type(), Incident.TYPES);
        }
        if (!Incident.REGIONS.contains(incident.region())) {
            throw wrong("region", incident.region(), Incident.REGIONS);
        }
        if (!Incident.isKind(incident.organizationKind())) {
            throw Problem.badRequest("\"%s\" is no kind of organisation.".formatted(incident.organizationKind()));
        }
        if (incident.awareAt().isAfter(cases.now().plusSeconds(60))) {
            throw Problem.badRequest("Nobody can know of an incident in the future: correct since when it is known.")
                    .because("case.future");
        }
    }

    private static Problem wrong(String field, String given, List<String> choices) {
        return Problem.badRequest(
                "The %s of an incident is one of %s, not \"%s\".".formatted(field, String.join(", ", choices), given));
    }
}
