package theriac.hub.store;

import java.util.Optional;
import java.util.Set;

/// What to look for; all given conditions must hold.
///
/// @param types STIX types; empty: all
/// @param text words from names and descriptions, a STIX id, or a value; empty text: everything
/// @param value an observable value in any spelling, defanged ones included; empty text: no condition
/// @param limit objects per page, 1 to 1,000
/// @param after where the page before ended
public record ObjectQuery(Set<String> types, String text, String value, int limit, Optional<String> after) {

    public static final int MAX_LIMIT = 1_000;

    public ObjectQuery {
        types = Set.copyOf(types);
        limit = Math.clamp(limit, 1, MAX_LIMIT);
    }

    /// The newest objects of all types.
    public static ObjectQuery newest(int limit) {
        return new ObjectQuery(Set.of(), "", "", limit, Optional.empty());
    }
}
