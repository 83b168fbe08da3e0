package theriac.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// What members saw, for others than themselves: in how many organisations, never in which. A sighting is for
/// the organisation alone that saw it, so that no way out carries it further; this is the only place that
/// counts over what the viewer may not see, and it says nothing before enough organisations saw the thing.
/// Thread-safe.
public final class SightingCounts {

    /// Of the newest sightings of one object; more than this changes no figure that anybody acts on.
    static final int MOST = 10_000;

    private final Database database;
    private final SightingCountSql sql;
    private final Audiences audiences;
    private final ChangeSql contents;
    private final Clock clock;
    private final int least;

    /// @param least how many organisations besides the viewer's own must have seen it; at least 1
    public SightingCounts(Database database, int least, Clock clock) {
        if (least < 1) {
            throw new IllegalArgumentException("A count over less than one organisation is none: " + least);
        }
        this.database = database;
        this.sql = new SightingCountSql(database);
        this.audiences = new Audiences(database);
        this.contents = new ChangeSql(database);
        this.clock = clock;
        this.least = least;
    }

    /// How many others saw it.
    ///
    /// @param organizations without the viewer's own; never less than the hub's least number
    /// @param lastDay on which one of them saw it last (UTC): no closer, a moment could be found in
    ///     somebody's logs
    public record Count(int organizations, LocalDate lastDay) {}

    /// What one organisation told.
    ///
    /// @param organization internal key
    /// @param times over all its sightings of the object
    public record Told(StixId object, long organization, long times, Instant lastSeen) {}

    /// In how many organisations one of these objects was seen; empty: in too few to tell, or in none. That
    /// the viewer may see the objects is for the caller to know.
    public Optional<Count> of(Viewer viewer, Collection<StixId> objects) {
        return sql.count(objects, own(viewer))
                .filter(row -> row.organizations() >= least)
                .map(row -> new Count(row.organizations(), day(row.lastSeen())));
    }

    /// In how many organisations each technique was seen, by its number: itself, or an indicator that indicates it.
    /// Organisations whose sightings the viewer may see count always, its own among them; the others once enough
    /// of them saw it. Without a window of time: two windows side by side would tell when one of them saw it.
    public Map<String, Integer> ofTechniques(Viewer viewer, Techniques.Known known) {
        return database.inSnapshot(() -> sql.ofTechniques(known, own(viewer), least, audiences.visible(viewer)));
    }

    /// Who saw which of these objects. Only for who wrote down before why it must be known.
    ///
    /// @return by object, then who saw it last first
    public List<Told> told(Collection<StixId> objects) {
        var rows = sql.rows(objects);
        var loaded = contents.contents(
                rows.stream().map(SightingCountSql.Row::version).toList());
        var told = new TreeMap<String, Told>();
        var counted = new HashSet<String>();
        for (var row : rows) {
            // Newest versions come first: an older one of the same sighting says nothing more.
            if (counted.add(row.organization() + " " + row.sighting())) {
                long times = Objects.object(loaded.get(row.version()))
                        .integer("count")
                        .orElse(1);
                var one = new Told(row.object(), row.organization(), times, Position.at(row.seen()));
                told.merge(row.object().text() + " " + row.organization(), one, SightingCounts::both);
            }
        }
        return told.values().stream()
                .sorted(Comparator.comparing((Told one) -> one.object().text())
                        .thenComparing(Told::lastSeen, Comparator.reverseOrder()))
                .toList();
    }

    private static Told both(Told a, Told b) {
        return new Told(
                a.object(),
                a.organization(),
                a.times() + b.times(),
                a.lastSeen().isAfter(b.lastSeen()) ? a.lastSeen() : b.lastSeen());
    }

    /// A sighting that says it is of next year is of today.
    private LocalDate day(Instant lastSeen) {
        var now = clock.instant();
        return LocalDate.ofInstant(lastSeen.isAfter(now) ? now : lastSeen, ZoneOffset.UTC);
    }

    private static long own(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Party party -> party.organization();
            case Viewer.Anonymous nobody -> 0;
            case Viewer.System hub -> 0;
        };
    }
}
