package theriac.hub.store;

import java.util.Optional;

/// A question about values beyond "is this known".
///
/// @param text a domain for [Mode#BELOW], an address or network for [Mode#INSIDE] and [Mode#AROUND], the
///     beginning of a value for [Mode#PREFIX], a value for [Mode#EXACT]; in any spelling, defanged ones
///     included, except for prefixes
/// @param limit rows per page, 1 to 500
/// @param after where the page before ended
public record ValueSearch(Mode mode, String text, int limit, Optional<String> after) {

    public static final int MAX_LIMIT = 500;

    public ValueSearch {
        limit = Math.clamp(limit, 1, MAX_LIMIT);
    }

    /// How values fit the text.
    public enum Mode {
        EXACT,
        /// Values that begin with it.
        PREFIX,
        /// Sub-domains.
        BELOW,
        /// Addresses and networks inside a network.
        INSIDE,
        /// Networks that contain an address or a network.
        AROUND
    }

    /// A value with an object that holds it.
    public record Row(theriac.stix.value.NormalValue value, ObjectSummary object) {}

    /// Why a question has no answer, for a person; see [ValueLookup#fault].
    public enum Fault {
        NO_DOMAIN,
        NO_ADDRESS,
        TOO_WIDE,
        TOO_SHORT
    }
}
