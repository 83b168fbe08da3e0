package theriac.hub.store;

import java.util.Optional;

/// Where a page of neighbours ended: first what the object refers to, then who refers to it.
///
/// @param outgoing whether the next row is still among what the object refers to
/// @param object target of the last row when outgoing, referrer otherwise
/// @param version of the last referrer; 0 when outgoing
record GraphPlace(boolean outgoing, long object, long version, String property) {

    static final GraphPlace START = new GraphPlace(true, 0, 0, "");
    static final GraphPlace REFERRERS = new GraphPlace(false, Long.MAX_VALUE, Long.MAX_VALUE, "");

    String text() {
        return (outgoing ? "o" : "i") + "." + object + "." + version + "." + property;
    }

    /// Empty when the text was not made by [#text].
    static Optional<GraphPlace> parse(String text) {
        var parts = text.split("\\.", 4);
        if (parts.length < 4
                || !parts[0].matches("[oi]")
                || !parts[1].matches("[0-9]{1,18}|9223372036854775807")
                || !parts[2].matches("[0-9]{1,18}|9223372036854775807")) {
            return Optional.empty();
        }
        return Optional.of(
                new GraphPlace(parts[0].equals("o"), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
    }
}
