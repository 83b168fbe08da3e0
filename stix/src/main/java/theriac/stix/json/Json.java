package theriac.stix.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import theriac.stix.Finding;

/// Reading and writing JSON. Stateless, safe between threads.
public final class Json {

    private Json() {}

    /// Reads one JSON document of UTF-8 bytes. Never throws on bad data.
    public static JsonParsed parse(byte[] bytes, JsonLimits limits) {
        if (bytes.length > limits.objectBytes()) {
            return refused(Finding.error(
                    "json-too-large",
                    "",
                    "The document has more than the " + limits.objectBytes() + " bytes that are read."));
        }
        Optional<Finding> wide = Encoding.wide(bytes);
        if (wide.isPresent()) {
            return refused(wide.get());
        }
        return Encoding.decode(bytes)
                .map(text -> new JsonReader(limits).read(Encoding.withoutBom(bytes), text))
                .orElseGet(() -> refused(Encoding.notUtf8()));
    }

    /// Reads one JSON document. Never throws on bad data.
    public static JsonParsed parse(String text, JsonLimits limits) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return parse(bytes, limits);
        } catch (CharacterCodingException loneSurrogate) {
            return refused(Finding.error(
                    "json-lone-surrogate", "", "The text holds half a surrogate pair, which is not a character."));
        }
    }

    /// Reads text that the program itself wrote or already checked.
    ///
    /// @throws IllegalArgumentException when the text is not JSON after all
    public static JsonValue read(String text) {
        JsonParsed parsed = parse(text, JsonLimits.standard());
        return parsed.value()
                .orElseThrow(() -> new IllegalArgumentException("Trusted text is not JSON: "
                        + parsed.findings().getFirst().message()));
    }

    /// The value as compact JSON: member order and number text as they were, control characters escaped.
    public static String write(JsonValue value) {
        StringBuilder out = new StringBuilder(256);
        JsonWriter.write(value, out);
        return out.toString();
    }

    /// The canonical form of RFC 8785 (JCS) in UTF-8.
    ///
    /// @throws IllegalArgumentException when the value holds a number beyond double range or half a surrogate pair
    public static byte[] canonical(JsonValue value) {
        return CanonicalWriter.bytes(value);
    }

    private static JsonParsed refused(Finding finding) {
        return new JsonParsed(Optional.empty(), List.of(finding));
    }
}
