package theriac.hub.store;

import java.time.Instant;
import theriac.stix.StixId;

/// A version that became visible to a viewer, or a notice that an object no longer stands.
///
/// @param at the moment of `seq`: TAXII's `date_added`
/// @param seq position in the ledger; no two changes of one viewer share it
/// @param version `modified` as sent, to the last digit; "" for SCOs
/// @param json UTF-8, exactly as received; for a withdrawal the last visible content with `"revoked": true` and a
///     newer `modified`, for a version that comes back after a withdrawal the content with a newer `modified`
/// @param audienceId internal key of the audience under which it may leave
/// @param withdrawn true when the object no longer stands for this viewer
@SuppressWarnings("ArrayRecordComponent")
public record Change(
        Instant at, long seq, StixId id, String version, byte[] json, long audienceId, boolean withdrawn) {}
