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
}
