package theriac.detect;

/// One field of a log record.
///
/// @param name its name in the format, lower case, a nested name after its parents and dots; "" for the whole line
/// @param text its content, escapes of the format decoded
record Field(String name, String text) {}
