package theriac.stix.spec;

/// One row of a property table.
///
/// @param requiredBit a bit of its own among the required properties of the table, 0 when it is not required
public record PropertySpec(String name, Level level, ValueType type, long requiredBit) {}
