package theriac.hub.store;

import java.time.Instant;
import theriac.stix.value.NormalValue;

/// A value that alone is what an indicator calls malicious, and that holds now for the viewer who asked.
///
/// @param object internal key of the indicator, for [DecidingValues#ids]
/// @param version internal key of its effective version, for [DecidingValues#heads]
/// @param audienceId internal key of the audience under which it may leave
/// @param confidence 0 to 100, weighted over the claims that the viewer may see; -1: nobody says, or nobody asked
/// @param added position of the newest of these claims
/// @param validUntil [Instant#MAX]: no end is known
public record DecidingValue(
        NormalValue value,
        long object,
        long version,
        long audienceId,
        int confidence,
        long added,
        Instant validUntil) {}
