package theriac.taxii.server;

import java.util.Optional;

/// A group of collections under one path (TAXII 2.1 §4.2).
///
/// @param path begins and ends with a slash, for example `/taxii2/hub/`
/// @param maxContentLength octets of the largest body that a POST may have; positive
public record ApiRoot(String path, String title, Optional<String> description, long maxContentLength) {

    public ApiRoot {
        if (path.length() < 2 || !path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("An API root's path begins and ends with a slash: " + path);
        }
        if (maxContentLength <= 0) {
            throw new IllegalArgumentException("max_content_length is positive (TAXII 2.1 §4.2.1).");
        }
    }

    public static ApiRoot of(String path, String title, long maxContentLength) {
        return new ApiRoot(path, title, Optional.empty(), maxContentLength);
    }
}
