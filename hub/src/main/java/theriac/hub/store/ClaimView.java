package theriac.hub.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import theriac.stix.Tlp;

/// One source's word about an object.
///
/// @param source name of the source
/// @param sourceId internal key
/// @param organization name of the organisation whose word it is
/// @param reliability Admiralty scale A to F; F: cannot be judged
/// @param at since when it stands for its audience
/// @param version `modified` of the claimed version, to the last digit; "" for SCOs
/// @param versionKey internal key: equal keys are equal contents
/// @param credibility Admiralty scale 1 to 6 as the source said it; 6: cannot be judged; empty: it said none
/// @param withdrawnAt empty: it stands
/// @param audience internal key
public record ClaimView(
        String source,
        long sourceId,
        String organization,
        char reliability,
        Tlp tlp,
        Instant at,
        String version,
        long versionKey,
        OptionalInt confidence,
        OptionalInt credibility,
        Optional<Instant> withdrawnAt,
        long audience) {}
