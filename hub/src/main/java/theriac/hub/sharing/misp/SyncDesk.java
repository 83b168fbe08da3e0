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
/// ask all of it with GET. All that is new is exchanged when the hub has time; one event while the client waits.
/// Thread-safe.
final class SyncDesk {

    /// How much MISP is told to take. What a server has had already is never taken twice here, so each of them means
    /// all that is new.
    private static final Set<String> TECHNIQUES = Set.of("full", "incremental", "update");

    private final SyncServers servers;
    private final EventView events;

    /// @param events of this hub
    SyncDesk(SyncServers servers, EventView events) {
        this.servers = servers;
        this.events = events;
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

    /// `servers/pull/{id}`, and `servers/pull/{id}/{event}` with the name that the event has at that server.
    MispAnswer pull(MispCall call) {
        var server = load(call, Kind.PULLED);
        var event = event(call);
        return event.isPresent()
                ? MispAnswer.done(call, servers.take(call.caller(), server, event.get()))
                : begin(call, server, "The hub begins to ask \"%s\" for what is new.");
    }

    /// `servers/push/{id}`, and `servers/push/{id}/{event}` with the name that the event has here.
    MispAnswer push(MispCall call) {
        var server = load(call, Kind.PUSHED);
        var event = event(call).map(name -> events.known(call.caller(), name));
        return event.isPresent()
                ? MispAnswer.done(call, servers.send(call.caller(), server, event.get()))
                : begin(call, server, "The hub begins to send to \"%s\" what is new.");
    }

    /// `feeds/fetchFromFeed/{id}`.
    MispAnswer fetch(MispCall call) {
        var server = load(call, Kind.FEED);
        if (event(call).isPresent()) {
            throw Problem.badRequest(
                    "A feed is read for all that is new, not for one event: leave it out of the address.");
        }
        return begin(call, server, "The hub begins to read what is new in \"%s\".");
    }

    private MispAnswer begin(MispCall call, SyncServer server, String told) {
        servers.begin(call.caller(), server);
        return MispAnswer.done(call, told.formatted(server.name()));
    }

    /// The event that is named behind the server; empty when all that is new is meant.
    private static Optional<String> event(MispCall call) {
        var event = call.arguments().stream()
                .skip(1)
                .findFirst()
                .filter(said -> !TECHNIQUES.contains(said.toLowerCase(Locale.ROOT)));
        if (event.filter(said -> !Numbers.isName(said)).isPresent()) {
            throw Problem.notFound("Invalid event: name one by its uuid or its number, or say full.");
        }
        return event;
    }

    private SyncServer load(MispCall call, Kind kind) {
        return find(call, kind, call.argument())
                .orElseThrow(
                        () -> Problem.notFound(
                                "Invalid server: see servers/index for those that are pulled from and pushed to, feeds/index for feeds."));
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
