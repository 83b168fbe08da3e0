package theriac.hub.store;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// A value that is known to the viewer.
///
/// @param value as asked
/// @param match how the object's value fits
/// @param found the object's own value: equal to `value`, or a network or domain around it
/// @param object an object whose effective version holds it
/// @param name the object's name, or ""
/// @param sources how many visible sources claim the object
/// @param by their names, ascending
/// @param confidence 0 to 100; empty when nobody says
/// @param revoked the object says that it no longer holds
/// @param since when the viewer's oldest standing claim on it arrived
/// @param audience internal key of the claim under which it may leave the hub
public record ValueHit(
        NormalValue value,
        Match match,
        NormalValue found,
        StixId object,
        String name,
        int sources,
        List<String> by,
        OptionalInt confidence,
        boolean revoked,
        Instant since,
        long audience) {

    public ValueHit {
        by = List.copyOf(by);
    }

    /// How what was found relates to what was asked.
    public enum Match {
        /// The same value.
        EXACT,
        /// A network in which the address or network lies.
        NETWORK,
        /// The domain above a name, or of a URL.
        DOMAIN
    }
}
