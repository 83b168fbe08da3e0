package theriac.stix.json;

/// How much JSON is read before it is refused with a finding: all text is hostile.
///
/// @param depth deepest nesting of objects and arrays, 1 to 1000 (the reader recurses)
/// @param stringChars longest string or member name in UTF-16 code units
/// @param objectBytes longest single document or bundle object in bytes, at most 1 GiB (held in memory)
/// @param documentBytes longest bundle in bytes (streamed, not held)
public record JsonLimits(int depth, int stringChars, int objectBytes, long documentBytes) {

    public JsonLimits {
        if (depth < 1 || depth > 1000) {
            throw new IllegalArgumentException("The depth limit " + depth + " is not in 1 to 1000.");
        }
        if (stringChars < 1 || objectBytes < 1 || objectBytes > 1 << 30 || documentBytes < 1) {
            throw new IllegalArgumentException("JSON limits must be positive, and one object at most 1 GiB.");
        }
    }

    /// For intelligence from outside: depth 64, strings of 16 M characters, objects of 64 MiB, bundles of 16 GiB.
    public static JsonLimits standard() {
        return new JsonLimits(64, 16 << 20, 64 << 20, 16L << 30);
    }

    public JsonLimits withDepth(int newDepth) {
        return new JsonLimits(newDepth, stringChars, objectBytes, documentBytes);
    }

    public JsonLimits withStringChars(int chars) {
        return new JsonLimits(depth, chars, objectBytes, documentBytes);
    }

    public JsonLimits withObjectBytes(int bytes) {
        return new JsonLimits(depth, stringChars, bytes, documentBytes);
    }

    public JsonLimits withDocumentBytes(long bytes) {
        return new JsonLimits(depth, stringChars, objectBytes, bytes);
    }
}
