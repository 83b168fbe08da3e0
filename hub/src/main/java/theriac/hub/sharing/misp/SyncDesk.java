package theriac.hub.sharing.misp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.sharing.misp.SyncServers.Kind;
import theriac.hub.sharing.misp.SyncServers.SyncServer;
import theriac.stix.json.JsonObject;

/// `servers/index`, `servers/pull`, `servers/push` and `feeds/fetchFromFeed`: what a key of the CERT begins. Clients
/// ask
/// all of it with GET. Thread-safe.
final class SyncDesk {

    /// How much MISP is told to take. What a server has had already is never taken twice here, so each of them means
    /// all that is new.
    private static final Set<String> TECHNIQUES = Set.of("full", "incremental", "update");

    private final SyncServers servers;

    SyncDesk(SyncServers servers) {
        this.servers = servers;
    }

    /// `servers/index`.
    MispAnswer index(MispCall call) {
        return MispAnswer.list(list(call).stream()
                .filter(server -> server.kind() != Kind.FEED)
                .map(SyncDesk::server)
                .toList());
    }

    /// The feeds that are read, for a key that may begin with them.
    List<JsonObject> feeds(MispCall call) {
        return call.caller().may(Permission.MISP_SYNC)
                ? list(call).stream()
                        .filter(server -> server.kind() == Kind.FEED)
                        .map(SyncDesk::feed)
                        .toList()
                : List.of();
    }

    /// `servers/pull/{id}`.
    MispAnswer pull(MispCall call) {
        return begin(call, Kind.PULLED, "The hub begins to ask \"%s\" for what is new.");
    }

    /// `servers/push/{id}`.
    MispAnswer push(MispCall call) {
        return begin(call, Kind.PUSHED, "The hub begins to send to \"%s\" what is new.");
    }

    /// `feeds/fetchFromFeed/{id}`.
    MispAnswer fetch(MispCall call) {
        return begin(call, Kind.FEED, "The hub begins to read what is new in \"%s\".");
    }

    private MispAnswer begin(MispCall call, Kind kind, String told) {
        var server = find(call, kind, call.argument())
                .orElseThrow(
                        () -> Problem.notFound(
                                "Invalid server: see servers/index for those that are pulled from and pushed to, feeds/index for feeds."));
        if (call.arguments().size() > 1
                && !TECHNIQUES.contains(call.arguments().get(1).toLowerCase(Locale.ROOT))) {
            throw Problem.badRequest(
                    "This hub exchanges all that is new with a server, not one event: leave the event out of the address.");
        }
        servers.begin(call.caller(), server);
        return MispAnswer.done(call, told.formatted(server.name()));
    }

    private Optional<SyncServer> find(MispCall call, Kind kind, String named) {
        var found = list(call).stream()
                .filter(server -> server.kind() == kind)
                .filter(server -> server.id().toString().equalsIgnoreCase(named)
                        || Numbers.of(server.id()).equals(named))
                .toList();
        if (found.size() > 1) {
            throw Problem.conflict("Two servers have the number %s: name it by its uuid.".formatted(named));
        }
        return found.stream().findFirst();
    }

    private List<SyncServer> list(MispCall call) {
        if (!call.caller().may(Permission.MISP_SYNC)) {
            throw Problem.notAllowed(
                    "This key may not see or begin exchanges with other servers: that takes the scope misp_sync.");
        }
        return servers.list(call.caller());
    }

    private static JsonObject server(SyncServer server) {
        return wrapped(
                "Server",
                told(server)
                        .put("pull", server.kind() == Kind.PULLED && server.on())
                        .put("push", server.kind() == Kind.PUSHED && server.on()));
    }

    private static JsonObject feed(SyncServer server) {
        return wrapped(
                "Feed",
                told(server)
                        .put("source_format", "misp")
                        .put("input_source", "network")
                        .put("enabled", server.on()));
    }

    private static JsonObject.Builder told(SyncServer server) {
        return JsonObject.builder()
                .put("id", Numbers.of(server.id()))
                .put("uuid", server.id().toString())
                .put("name", server.name())
                .put("url", server.address().toString());
    }

    private static JsonObject wrapped(String name, JsonObject.Builder members) {
        return JsonObject.builder().put(name, members.build()).build();
    }
}
