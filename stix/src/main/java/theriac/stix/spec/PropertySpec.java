package theriac.stix.spec;

import java.util.Optional;
import theriac.stix.json.JsonValue;

/// One row of a property table.
///
/// @param fallback what its absence means, such as `false` for `revoked`; empty when that is nothing
/// @param requiredBit a bit of its own among the required properties of the table, 0 when it is not required
public record PropertySpec(String name, Level level, ValueType type, Optional<JsonValue> fallback, long requiredBit) {}
