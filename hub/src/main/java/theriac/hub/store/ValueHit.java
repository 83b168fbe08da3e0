package theriac.hub.store;

import java.time.Instant;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// A value that is known to the viewer.
///
/// @param value as asked
/// @param object an object whose effective version holds it
/// @param name the object's name, or ""
/// @param sources how many visible sources claim the object
/// @param revoked the object says that it no longer holds
/// @param since when the viewer's oldest standing claim on it arrived
public record ValueHit(NormalValue value, StixId object, String name, int sources, boolean revoked, Instant since) {}
