package theriac.detect;

/// A value that a record shows.
///
/// @param value in normal form
/// @param written as the record has it
/// @param field name of the field, "" for the whole line
record Seen(Watched value, String written, String field) {}
