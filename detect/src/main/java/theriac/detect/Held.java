package theriac.detect;

import java.time.Instant;
import java.util.Optional;

/// An indicator that a set holds, without its values.
///
/// @param id the STIX identifier
/// @param version `modified` as received, "" when absent
/// @param validFrom from when it counts; empty is always
/// @param validUntil when it stops counting (exclusive); empty is never
public record Held(String id, String version, Optional<Instant> validFrom, Optional<Instant> validUntil) {

    /// True when the indicator counts at this moment: an indicator whose time has passed stays in the set and is
    /// silent. Its start does not silence it: what was seen yesterday is still worth knowing today.
    public boolean countsAt(Instant moment) {
        return validUntil.isEmpty() || moment.isBefore(validUntil.get());
    }
}
