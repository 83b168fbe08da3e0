package theriac.taxii.server;

import java.util.List;
import java.util.Optional;

/// What a server says about itself (TAXII 2.1 §4.1).
///
/// @param defaultRoot one of `apiRoots`, where a client should begin
/// @param apiRoots paths that begin with one slash, or whole HTTPS addresses; each ends in a slash
public record Discovery(
        String title,
        Optional<String> description,
        Optional<String> contact,
        Optional<String> defaultRoot,
        List<String> apiRoots) {

    public Discovery {
        apiRoots = List.copyOf(apiRoots);
        if (defaultRoot.isPresent() && !apiRoots.contains(defaultRoot.get())) {
            throw new IllegalArgumentException("The default API root must be one of the API roots (TAXII 2.1 §4.1.1).");
        }
    }
}
