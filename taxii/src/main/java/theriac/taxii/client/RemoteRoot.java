package theriac.taxii.client;

import java.net.URI;
import java.util.List;

/// An API root of another server.
///
/// @param maxContentLength octets that one POST may have; a server that does not say gets a cautious megabyte
public record RemoteRoot(URI uri, String title, List<String> versions, long maxContentLength) {

    static final long UNSAID = 1L << 20;

    public RemoteRoot {
        versions = List.copyOf(versions);
    }
}
