package theriac.stix.value;

/// A value in its normal form. Two values are the same thing exactly when these records are equal.
///
/// @param kind what it is
/// @param text its normal form: see [Values#normalize]
public record NormalValue(ValueKind kind, String text) {}
