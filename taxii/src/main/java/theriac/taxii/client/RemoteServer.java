package theriac.taxii.client;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What another server says about itself. Texts are as received: hostile until shown safely.
///
/// @param apiRoots absolute addresses
public record RemoteServer(
        String title,
        Optional<String> description,
        Optional<String> contact,
        Optional<URI> defaultRoot,
        List<URI> apiRoots) {

    public RemoteServer {
        apiRoots = List.copyOf(apiRoots);
    }
}
