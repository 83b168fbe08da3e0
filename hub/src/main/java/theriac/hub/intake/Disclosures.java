package theriac.hub.intake;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.Objects;
import theriac.hub.store.SightingCounts;
import theriac.stix.StixId;

/// Who is behind a report without a name, and who saw something: told to people of the CERT who
/// write down before why they must know. The member reads that and why on its own page. The purpose
/// is kept in the transaction that reads the name. Thread-safe.
public final class Disclosures {

    /// Objects at once.
    static final int MOST = 200;

    private static final int SHORTEST = 10;
    private static final int LONGEST = 500;
    private static final int PAGE = 200;

    private final Database database;
    private final DisclosureSql sql;
    private final ReportSql reports;
    private final Audiences audiences;
    private final Objects objects;
    private final SightingCounts counts;
    private final Organizations organizations;
    private final Trail trail;
    private final Clock clock;

    /// Where auditors read what was asked.
    @FunctionalInterface
    public interface Trail {

        /// @param action `disclosure.report` or `disclosure.sightings`
        /// @param detail what was asked about, and on the next line why
        void asked(Viewer viewer, String action, String detail);
    }

    public Disclosures(
            Database database,
            Audiences audiences,
            Objects objects,
            SightingCounts counts,
            Organizations organizations,
            Trail trail,
            Clock clock) {
        this.database = database;
        this.sql = new DisclosureSql(database.jdbc());
        this.reports = new ReportSql(database.jdbc());
        this.audiences = audiences;
        this.objects = objects;
        this.counts = counts;
        this.organizations = organizations;
        this.trail = trail;
        this.clock = clock;
    }

    /// Who reported it.
    ///
    /// @throws Problem when the report is absent or hidden, the purpose is missing, or the caller
    ///     is not of the CERT
    String reporter(Viewer.Party person, UUID report, String purpose) {
        check(person, purpose);
        return database.inTransaction(() -> {
            var organization = reports.reporter(report, audiences.visible(person))
                    .orElseThrow(() -> Problem.notFound("There is no such report."));
            keep(person, "report", report.toString(), purpose, Set.of(organization));
            return name(organization);
        });
    }

    /// @param organization by name
    record Seen(StixId object, String organization, SightingCounts.Told told) {}

    /// Who saw these objects.
    ///
    /// @throws Problem when one of them is absent or hidden, the purpose is missing, or the caller
    ///     is not of the CERT
    List<Seen> sightings(Viewer.Party person, Collection<StixId> about, String purpose) {
        return told(person, about, purpose).stream()
                .map(one -> new Seen(one.object(), name(one.organization()), one))
                .toList();
    }

    /// The same for whoever plans whom to warn: internal keys of organisations.
    ///
    /// @throws Problem as [#sightings]
    public Set<Long> witnesses(Viewer.Party person, Collection<StixId> about, String purpose) {
        return told(person, about, purpose).stream()
                .map(SightingCounts.Told::organization)
                .collect(Collectors.toSet());
    }

    /// Whether this person asked who saw something, for exactly this purpose. What a colleague
    /// asked was told to the colleague.
    public boolean askedWhoSaw(Viewer viewer, String purpose) {
        return viewer instanceof Viewer.Party person
                && person.behind().isEmpty()
                && person.account() > 0
                && sql.asked("sightings", person.account(), purpose.strip());
    }

    private List<SightingCounts.Told> told(Viewer.Party person, Collection<StixId> about, String purpose) {
        check(person, purpose);
        if (about.isEmpty() || about.size() > MOST) {
            throw Problem.badRequest("Name one object that was seen, or at most %d.".formatted(MOST));
        }
        var known = objects.known(person, about);
        about.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw Problem.notFound("There is no object %s, or it is not for you.".formatted(id.text()));
        });
        return database.inTransaction(() -> {
            var told = counts.told(about);
            var whose = told.stream().map(SightingCounts.Told::organization).collect(Collectors.toSet());
            var subject = about.stream().map(StixId::text).distinct().sorted().collect(Collectors.joining(" "));
            keep(person, "sightings", subject, purpose, whose);
            return told;
        });
    }

    /// What was told of the viewer's organisation and what the viewer asked herself, newest first. A
    /// colleague's purpose is not one's own, and others' eyes see nothing of it.
    List<Disclosure> list(Viewer.Party viewer) {
        return viewer.behind().isPresent() ? List.of() : sql.list(viewer.organization(), viewer.account(), PAGE);
    }

    private void keep(Viewer.Party person, String kind, String subject, String purpose, Set<Long> whose) {
        sql.insert(kind, subject, person.account(), purpose.strip(), whose, clock.instant());
        trail.asked(person, "disclosure." + kind, subject + "\n" + purpose.strip());
    }

    private void check(Viewer.Party person, String purpose) {
        if (!isCert(person) || person.account() <= 0) {
            throw Problem.notAllowed("Only people of the CERT may ask who reported or saw something.");
        }
        int length = purpose.strip().length();
        if (length < SHORTEST || length > LONGEST) {
            throw Problem.badRequest("Write down why you must know, in %d to %d characters: the member reads it."
                    .formatted(SHORTEST, LONGEST));
        }
    }

    private boolean isCert(Viewer.Party viewer) {
        return organizations
                .cert()
                .filter(cert -> cert.key() == viewer.organization())
                .isPresent();
    }

    private String name(long organization) {
        return organizations.find(organization).map(Organization::name).orElse("");
    }
}
