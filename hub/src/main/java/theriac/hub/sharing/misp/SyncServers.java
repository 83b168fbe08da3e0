package theriac.hub.sharing.misp;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import theriac.hub.policy.Viewer;

/// Other servers with which this hub exchanges events, as its people set them up: sources that are MISP servers
/// or MISP feeds, and destinations that are MISP servers. Thread-safe.
public interface SyncServers {

    /// What is done with a server.
    enum Kind {
        /// Events are pulled from it.
        PULLED,
        /// Events are pushed to it.
        PUSHED,
        /// A feed that is read.
        FEED
    }

    /// @param address without anything secret
    /// @param on whether it is asked or sent to at all
    record SyncServer(UUID id, Kind kind, String name, URI address, boolean on) {}

    /// All that the key may see, by kind and name.
    List<SyncServer> list(Viewer.Party key);

    /// Has it asked or sent to as soon as the hub has time, and waits for nothing.
    ///
    /// @throws theriac.hub.core.Problem when it is switched off or busy
    void begin(Viewer.Party key, SyncServer server);

    /// Takes one event from a server that is asked, and waits for the end of it. When all that is new is asked for
    /// next, and what, stays as it is.
    ///
    /// @param event by its uuid, or its number at that server
    /// @return what became of it, a sentence
    /// @throws theriac.hub.core.Problem not found when that server has none of this name for the
    ///     hub; else when it is switched off, busy or away
    String take(Viewer.Party key, SyncServer server, String event);

    /// Sends one event to a server, as it may have it, and waits for the end of it. When all that is new is sent next,
    /// and what, stays as it is.
    ///
    /// @return what became of it, a sentence
    /// @throws theriac.hub.core.Problem when that server may not have the event or does not take it,
    ///     and when it is switched off, busy or away
    String send(Viewer.Party key, SyncServer server, UUID event);
}
