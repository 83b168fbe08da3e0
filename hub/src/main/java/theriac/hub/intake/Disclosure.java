package theriac.hub.intake;

import java.time.Instant;
import java.util.UUID;

/// A name that was told: somebody at the CERT wrote down why it must be known, and learned it.
///
/// @param kind `report` or `sightings`
/// @param subject the public id of the report, or the ids of the objects that were seen
/// @param by the person who asked
/// @param organization whose name it was
record Disclosure(UUID id, Instant at, String kind, String subject, String by, String organization, String purpose) {}
