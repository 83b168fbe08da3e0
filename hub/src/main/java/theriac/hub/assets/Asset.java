package theriac.hub.assets;

import java.time.Instant;
import java.util.UUID;

/// A thing that an organisation has.
///
/// @param value in normal form, see [AssetForm]
/// @param note the organisation's own words; may be empty
/// @param origin `hand`, `csv` or `cyclonedx`
/// @param by login of who entered it
public record Asset(UUID id, AssetKind kind, String value, String note, String origin, Instant at, String by) {}
