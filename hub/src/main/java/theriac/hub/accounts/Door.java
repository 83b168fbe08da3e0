package theriac.hub.accounts;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// One thing that a key can be for: a TAXII collection, a plain list, or the files of an export profile. Such a key
/// opens the addresses of that thing, to read, and no other address of the hub, whatever is behind it.
///
/// @param path with which the addresses begin; for a plain list the whole address
/// @param kind `collection`, `list` or `export`
/// @param title as people know it
public record Door(String path, String kind, String title) {

    public static final String COLLECTION = "collection";
    public static final String LIST = "list";
    public static final String EXPORT = "export";

    /// What a TAXII client asks before it asks for a collection; the answers name this one only.
    private static final Set<String> FINDING = Set.of("/taxii2/", "/taxii2/hub/", "/taxii2/hub/collections/");

    private static final Set<String> READING = Set.of("GET", "HEAD");

    /// Whatever a server might read in two ways.
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._~/-]*");

    /// What an organisation's machines can be given to open.
    @FunctionalInterface
    public interface Doors {

        List<Door> of(Organization organization);
    }

    /// Whether a key for this path alone opens an address.
    ///
    /// @param path as in [Door]
    /// @param address as the client sent it, without its query
    static boolean opens(String path, String method, String address) {
        if (!READING.contains(method) || !PLAIN.matcher(address).matches()) {
            return false;
        }
        if (address.contains("//") || address.contains("/.")) {
            return false;
        }
        boolean finding = path.startsWith("/taxii2/") && FINDING.contains(address);
        return finding || (path.endsWith("/") ? address.startsWith(path) : address.equals(path));
    }
}
