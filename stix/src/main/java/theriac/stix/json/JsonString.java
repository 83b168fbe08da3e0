package theriac.stix.json;

/// A JSON string, unescaped.
public record JsonString(String text) implements JsonValue {}
