package theriac.hub.store;

import java.time.Instant;
import theriac.stix.StixId;

/// Somebody saw it.
///
/// @param id of the STIX sighting
/// @param seenBy names of those who saw it, as far as the viewer may know them; "" otherwise
/// @param count how often; 1 when the sighting does not say
/// @param firstSeen as written, "" when absent
/// @param lastSeen as written, "" when absent
/// @param at when the hub heard of it
public record Sighting(StixId id, String seenBy, long count, String firstSeen, String lastSeen, Instant at) {}
