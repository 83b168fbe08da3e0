package theriac.hub.cases;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;

/// The figures of a threat picture: incidents by type, region and kind of organisation, their trend,
/// what was reported and what was seen most. People of the CERT read all of them, of any time.
///
/// To everybody else a figure is told only when at least the hub's least number of organisations is
/// behind it (`sightings-least`); smaller ones are left out, and there are no totals from which
/// they could be taken away. They read single calendar years that have ended: of two times that
/// overlap, or of one that goes on, the difference would tell of one organisation. Thread-safe.
public final class Figures {

    private static final int MOST_YEARS = 11;
    private static final int MOST_VALUES = 20;

    private final FigureSql sql;
    private final Messages messages;
    private final Organizations organizations;
    private final int least;
    private final ZoneId zone;
    private final java.time.Clock clock;

    /// What the desk's reports give; `app` answers.
    public interface Messages {

        /// By channel.
        ///
        /// @param named whether only organisations count whose name is passed on to the CERT
        List<Figure> channels(Instant from, Instant until, boolean named);

        /// By month: `2026-11`.
        List<Figure> months(Instant from, Instant until, boolean named);

        /// Suspicious values, those in most reports first.
        ///
        /// @param least only those that so many organisations reported
        List<Figure> values(Instant from, Instant until, boolean named, int least, int limit);
    }

    /// @param least how many organisations must be behind a figure before others read it
    /// @param zone whose years and months count
    public Figures(
            theriac.hub.db.Database database,
            Messages messages,
            Organizations organizations,
            int least,
            ZoneId zone,
            java.time.Clock clock) {
        this.sql = new FigureSql(database);
        this.messages = messages;
        this.organizations = organizations;
        this.least = least;
        this.zone = zone;
        this.clock = clock;
    }

    /// @param name what is counted: a type, a region, a month
    /// @param count how many there are
    /// @param organizations how many different ones are behind it; those that are not known count as one
    public record Figure(String name, long count, int organizations) {}

    /// @param title a stable name: `type`, `region`, `organization-kind`, `month`, `report-channel`,
    ///     `report-month`, `value`
    public record Table(String title, List<Figure> rows) {}

    /// @param all whether nothing was left out
    record Picture(Instant from, Instant until, boolean all, List<Table> tables) {}

    /// Of a calendar year, for everybody.
    Picture year(Viewer viewer, int year) {
        if (year < 2000 || year > 2200) {
            throw Problem.badRequest("\"%d\" is no year of which there are figures.".formatted(year));
        }
        boolean all = isCert(viewer);
        var from = java.time.LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant();
        var until = java.time.LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant();
        if (!all && until.isAfter(clock.instant())) {
            throw Problem.notAllowed(
                            "The figures of a year that goes on are for the CERT alone: what is added would tell who added it.")
                    .because("figures.year-goes-on");
        }
        return new Picture(from, until, all, tables(from, until, all));
    }

    /// Of any time, for the CERT.
    ///
    /// @param from included
    /// @param until not included
    Picture between(Viewer viewer, Instant from, Instant until) {
        if (!isCert(viewer)) {
            throw Problem.notAllowed("Others than the CERT read the figures of whole years.");
        }
        if (!from.isBefore(until) || until.isAfter(from.plusSeconds(MOST_YEARS * 366L * 86_400))) {
            throw Problem.badRequest(
                    "Figures are of a time of at most %d years that ends after it begins.".formatted(MOST_YEARS));
        }
        return new Picture(from, until, true, tables(from, until, true));
    }

    /// What members may read of the last calendar year that has ended, for words that go to them: the
    /// same as they read on the page of figures, whoever writes the words.
    public List<Table> forMembers(int year) {
        var from = java.time.LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant();
        var until = java.time.LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant();
        if (until.isAfter(clock.instant())) {
            throw new IllegalArgumentException(
                    "The year " + year + " goes on, and its figures are for the CERT alone.");
        }
        return tables(from, until, false);
    }

    /// How many organisations are behind each figure that members read, at least.
    public int least() {
        return least;
    }

    private List<Table> tables(Instant from, Instant until, boolean all) {
        var tables = new ArrayList<Table>();
        for (var by : FigureSql.By.values()) {
            tables.add(new Table(by.title(), told(sql.incidents(by, from, until, zone), all)));
        }
        tables.add(new Table("report-channel", told(messages.channels(from, until, all), all)));
        tables.add(new Table("report-month", told(messages.months(from, until, all), all)));
        tables.add(new Table("value", told(messages.values(from, until, all, all ? 1 : least, MOST_VALUES), all)));
        return List.copyOf(tables);
    }

    private List<Figure> told(List<Figure> figures, boolean all) {
        return figures.stream()
                .filter(figure -> all || figure.organizations() >= least)
                .map(figure -> all ? figure : new Figure(figure.name(), figure.count(), least))
                .toList();
    }

    private boolean isCert(Viewer viewer) {
        return viewer instanceof Viewer.Party party
                && party.behind().isEmpty()
                && organizations
                        .cert()
                        .filter(cert -> cert.key() == party.organization())
                        .isPresent();
    }
}
