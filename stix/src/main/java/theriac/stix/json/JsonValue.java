package theriac.stix.json;

/// One JSON value (RFC 8259), immutable and safe to share between threads.
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
