package theriac.hub.app;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.ingest.Feeds;
import theriac.hub.ingest.Outcome;
import theriac.hub.ingest.Plan;
import theriac.hub.ingest.Plans;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.misp.SyncServers;
import theriac.hub.sharing.push.Destination;
import theriac.hub.sharing.push.Destinations;
import theriac.hub.store.Delivery;
import theriac.hub.store.DeliveryCounts;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;

/// Sources and destinations as the servers with which MISP's clients let a hub exchange. Thread-safe.
final class MispSync implements SyncServers {

    private static final Map<String, Kind> WAYS = Map.of("misp-server", Kind.PULLED, "misp-feed", Kind.FEED);

    private final Sources sources;
    private final Plans plans;
    private final Feeds feeds;
    private final Destinations destinations;

    MispSync(Sources sources, Plans plans, Feeds feeds, Destinations destinations) {
        this.sources = sources;
        this.plans = plans;
        this.feeds = feeds;
        this.destinations = destinations;
    }

    @Override
    public List<SyncServer> list(Viewer.Party key) {
        var visible = sources.list(key);
        var planned = plans.find(visible.stream().map(Source::key).toList());
        var servers = new ArrayList<SyncServer>();
        for (var source : visible) {
            Optional.ofNullable(planned.get(source.key()))
                    .map(Plan::way)
                    .map(WAYS::get)
                    .ifPresent(kind -> servers.add(new SyncServer(
                            source.id(),
                            kind,
                            source.name(),
                            bare(source.settings().text("url").orElse("")),
                            source.enabled())));
        }
        for (var destination : destinations.list(key)) {
            if (destination.kind() == Destination.Kind.MISP) {
                servers.add(new SyncServer(
                        destination.id(),
                        Kind.PUSHED,
                        destination.title(),
                        bare(destination.address().toString()),
                        destination.on()));
            }
        }
        servers.sort(Comparator.comparing(SyncServer::kind).thenComparing(SyncServer::name));
        return List.copyOf(servers);
    }

    /// Some servers want their key in the query or before the host: neither is told.
    private static URI bare(String address) {
        var whole = URI.create(address);
        var port = whole.getPort() < 0 ? "" : ":" + whole.getPort();
        return URI.create("%s://%s%s%s".formatted(whole.getScheme(), whole.getHost(), port, whole.getRawPath()));
    }

    @Override
    public void begin(Viewer.Party key, SyncServer server) {
        if (server.kind() == Kind.PUSHED) {
            destinations.hurry(key, server.id(), false);
            return;
        }
        feeds.hurry(source(key, server));
    }

    private Source source(Viewer.Party key, SyncServer server) {
        return sources.find(key, server.id()).orElseThrow(() -> Problem.notFound("There is no such source."));
    }

    @Override
    public String take(Viewer.Party key, SyncServer server, String event) {
        return switch (feeds.askFor(source(key, server), event)) {
            case Outcome.Absent none ->
                throw Problem.notFound(
                        "Invalid event: that server has no published event of this name that the hub may have.");
            case Outcome.Unchanged none -> "The event of \"%s\" is here already.".formatted(server.name());
            case Outcome.Taken(var delivery) -> taken(server, delivery.counts());
            case Outcome.Failed(var delivery, var asked) -> throw failed(delivery, asked);
        };
    }

    private static String taken(SyncServer server, DeliveryCounts counts) {
        return "One event was taken in from \"%s\": %d objects are new, %d changed, %d were here already, %d could not be used."
                .formatted(server.name(), counts.created(), counts.revised(), counts.unchanged(), counts.rejected());
    }

    /// Settings that cannot be used stay so until somebody changes them; for all else one may wait.
    private static Problem failed(Delivery delivery, Duration asked) {
        var sentence = delivery.problem().orElse("");
        return delivery.problemCode().filter("fetch.setting"::equals).isPresent()
                ? Problem.conflict(sentence)
                : Problem.unavailable(sentence, asked.isZero() ? Duration.ofMinutes(1) : asked);
    }

    @Override
    public String send(Viewer.Party key, SyncServer server, UUID event) {
        return (destinations.send(key, server.id(), event)
                        ? "\"%s\" has this event now, as it may have it."
                        : "This event was deleted at \"%s\", which may not have it any more.")
                .formatted(server.name());
    }
}
