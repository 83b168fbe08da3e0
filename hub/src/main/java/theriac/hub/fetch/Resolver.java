package theriac.hub.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Names to addresses. A fetch asks once per host and connects to what it was told then: a name that leads elsewhere a
/// moment later leads nobody astray.
public interface Resolver {

    /// All addresses of a name, or the one that is written there.
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// The machine's own resolver.
    static Resolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
