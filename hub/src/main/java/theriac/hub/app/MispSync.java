package theriac.hub.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.hub.ingest.Feeds;
import theriac.hub.ingest.Plan;
import theriac.hub.ingest.Plans;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.misp.SyncServers;
import theriac.hub.sharing.push.Destination;
import theriac.hub.sharing.push.Destinations;
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
        feeds.hurry(sources.find(key, server.id()).orElseThrow(() -> Problem.notFound("There is no such source.")));
    }
}
