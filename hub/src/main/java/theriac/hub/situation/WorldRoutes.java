package theriac.hub.situation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ObjectSummary;
import theriac.hub.store.Store;

/// The wide view over HTTP: what is active where and against whom.
@RestController
public final class WorldRoutes {

    private static final String USUAL_DAYS = "90";
    private static final int MOST_DAYS = 3_650;

    private final World world;

    public WorldRoutes(Store store, Clock clock) {
        this.world = new World(store.objects(), store.landscape(), clock);
    }

    /// An actor, a campaign, malware, a tool or an incident.
    ///
    /// @param countries ISO 3166-1 codes of two letters: at which it aims
    /// @param origins codes of where it comes from or is
    /// @param regions at which it aims (region-ov of STIX)
    /// @param sectors at which it aims (industry-sector-ov of STIX)
    /// @param told when the hub heard the newest of this
    public record ActiveThing(
            String id,
            String type,
            String name,
            String tlp,
            Set<String> countries,
            Set<String> origins,
            Set<String> regions,
            Set<String> sectors,
            Instant told) {}

    /// @param now in how many reports that arrived in the span
    /// @param before in how many in as long a span before it
    public record NamedThing(String id, String type, String name, String tlp, int now, int before) {}

    /// @param counts per week, the oldest first, the last one ends now
    /// @param since from when on they are whole
    public record WeeklyCounts(String type, List<Long> counts, Instant since) {}

    /// @param at when it was made; the last week ends there
    /// @param more how many active things were left out
    public record WorldView(
            Instant at,
            Instant since,
            List<ActiveThing> active,
            int more,
            List<NamedThing> named,
            List<WeeklyCounts> weeks) {}

    /// @param days how far back: 1 to 3,650
    @GetMapping("/api/world")
    @Requires(Permission.READ_OBJECTS)
    WorldView world(Viewer viewer, @RequestParam(defaultValue = USUAL_DAYS) int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.badRequest("Ask for 1 to 3,650 days, not for %,d.".formatted(days));
        }
        var view = world.view(viewer, Duration.ofDays(days));
        return new WorldView(
                view.at(),
                view.since(),
                view.active().stream().map(WorldRoutes::active).toList(),
                view.more(),
                view.trends().stream()
                        .map(trend -> new NamedThing(
                                trend.what().id().text(),
                                trend.what().type(),
                                trend.what().name(),
                                label(trend.what()),
                                trend.now(),
                                trend.before()))
                        .toList(),
                view.arrivals().stream()
                        .map(one -> new WeeklyCounts(one.type(), one.counts(), one.since()))
                        .toList());
    }

    private static ActiveThing active(World.Active one) {
        return new ActiveThing(
                one.what().id().text(),
                one.what().type(),
                one.what().name(),
                label(one.what()),
                one.countries(),
                one.origins(),
                one.regions(),
                one.sectors(),
                one.told());
    }

    private static String label(ObjectSummary summary) {
        return summary.tlp().label();
    }
}
