package theriac.stix;

import java.util.Optional;
import java.util.UUID;

/// An identifier, `type--uuid` (STIX 2.1 §2.9). Any RFC 4122 UUID is accepted: versions are a SHOULD.
public final class StixId implements Comparable<StixId> {

    private static final int UUID_CHARS = 36;

    private final String text;
    private final int typeChars;

    private StixId(String text, int typeChars) {
        this.text = text;
        this.typeChars = typeChars;
    }

    /// The identifier in a text; empty when the text is none.
    public static Optional<StixId> parse(String text) {
        return isValid(text) ? Optional.of(trusted(text)) : Optional.empty();
    }

    /// An identifier known to be well formed.
    ///
    /// @throws IllegalArgumentException when it is not
    public static StixId of(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a STIX identifier of the form type--uuid.");
        }
        return trusted(text);
    }

    /// An identifier of a type and a UUID.
    public static StixId of(String type, UUID uuid) {
        return of(type + "--" + uuid);
    }

    /// A new identifier with a random UUID (version 4).
    public static StixId random(String type) {
        return of(type, UUID.randomUUID());
    }

    private static StixId trusted(String text) {
        return new StixId(text, text.length() - UUID_CHARS - 2);
    }

    /// True for `type--uuid` with a type name of STIX 2.1 §3.1 or 2.0 and a UUID in its 36-character form.
    public static boolean isValid(String text) {
        int typeChars = text.length() - UUID_CHARS - 2;
        if (typeChars < 1 || typeChars > 250 || text.charAt(typeChars) != '-' || text.charAt(typeChars + 1) != '-') {
            return false;
        }
        for (int i = 0; i < typeChars; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return isUuid(text, typeChars + 2);
    }

    private static boolean isUuid(String text, int from) {
        for (int i = 0; i < UUID_CHARS; i++) {
            char c = text.charAt(from + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (hyphen ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }

    /// The whole identifier as written.
    public String text() {
        return text;
    }

    /// The type before `--`, such as `indicator`.
    public String type() {
        return text.substring(0, typeChars);
    }

    public UUID uuid() {
        return UUID.fromString(text.substring(typeChars + 2));
    }

    @Override
    public int compareTo(StixId other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof StixId that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
