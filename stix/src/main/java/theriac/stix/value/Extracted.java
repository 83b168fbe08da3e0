package theriac.stix.value;

/// One value found in a text.
///
/// @param value     its normal form, for look-ups
/// @param text the value refanged and in normal spelling, but with what the normal form drops (the fragment of
///     a URL, the case of a mail address): what a person should read
/// @param asWritten the source text it came from, defanging included
/// @param start     offset of the first character in the source, in UTF-16 units
/// @param end       offset behind the last character
public record Extracted(NormalValue value, String text, String asWritten, int start, int end) {}
