package theriac.hub.situation;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.hub.situation.Neighbours.Warning;
import theriac.hub.store.SightingCounts;
import theriac.hub.store.Store;

/// The loop, live, as one viewer may know it. Thread-safe.
public final class Situation {

    static final int MOST_ACTIVITIES = 200;

    /// A scout asks again at the latest after half a minute; one that was silent three times as
    /// long is gone.
    private static final Duration CONNECTED = Duration.ofSeconds(90);

    private static final int NEWEST_WARNINGS = 10;
    private static final int NEWEST_ACTIVITIES = 30;

    private final Neighbours neighbours;
    private final ImmunityReader immunity;
    private final Activities activities;
    private final Figures figures;
    private final Clock clock;

    public Situation(JdbcClient jdbc, Store store, SightingCounts counts, Neighbours neighbours, Clock clock) {
        this.neighbours = neighbours;
        this.immunity =
                new ImmunityReader(store.ledger(), store.audiences(), new SituationSql(jdbc), counts, neighbours);
        this.activities = new Activities(store.ledger(), store.objects(), neighbours);
        this.figures = new Figures(store.objects(), store.audiences(), clock);
        this.clock = clock;
    }

    /// @param connected scouts that asked something lately
    record Totals(long objects, long indicators, int sources, int members, int scouts, int connected) {}

    /// A published warning and how far it got.
    record Progress(Warning warning, Immunity immunity) {}

    record Overview(Neighbours.Waiting waiting, Totals totals, List<Progress> immunity, List<Activity> activity) {}

    Overview overview(Viewer viewer) {
        var warnings = neighbours.warnings(viewer, NEWEST_WARNINGS);
        var progress = immunity.summarize(viewer, warnings);
        var rows = new java.util.ArrayList<Progress>();
        for (int i = 0; i < warnings.size(); i++) {
            rows.add(new Progress(warnings.get(i), progress.get(i)));
        }
        return new Overview(
                neighbours.waiting(viewer),
                totals(viewer),
                List.copyOf(rows),
                activities.page(viewer, Long.MAX_VALUE, NEWEST_ACTIVITIES).entries());
    }

    /// Seconds from the first report to the last recognition of the newest warnings, by
    /// publication; absent while somebody is missing or nobody is expected to recognise it.
    public Map<UUID, Double> timesToImmunity(Viewer viewer) {
        var warnings = neighbours.warnings(viewer, ImmunityReader.MOST_SUMMARIES);
        var progress = immunity.summarize(viewer, warnings);
        var seconds = new HashMap<UUID, Double>();
        for (var each : progress) {
            each.timeToImmunityMillis().ifPresent(millis -> seconds.put(each.publication(), millis / 1_000.0));
        }
        return seconds;
    }

    /// @throws Problem when the warning is absent or hidden
    Immunity immunity(Viewer viewer, UUID publication) {
        var warning = neighbours
                .warning(viewer, publication)
                .orElseThrow(() -> Problem.notFound("There is no such publication."));
        return immunity.read(viewer, warning);
    }

    /// Newest first.
    Activity.Page activity(Viewer viewer, long before, int limit) {
        return activities.page(viewer, before, Math.clamp(limit, 1, MOST_ACTIVITIES));
    }

    private Totals totals(Viewer viewer) {
        var count = figures.count(viewer);
        var scouts = neighbours.scouts(viewer);
        var since = clock.instant().minus(CONNECTED);
        return new Totals(
                count.objects(),
                count.indicators(),
                neighbours.sources(viewer),
                neighbours.members(viewer),
                scouts.size(),
                (int) scouts.stream().filter(s -> s.seenAt().isAfter(since)).count());
    }
}
