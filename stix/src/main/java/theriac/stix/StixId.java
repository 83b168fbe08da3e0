package theriac.stix;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// An identifier, `type--uuid` (STIX 2.1 §2.9). Any RFC 4122 UUID is accepted: versions are a SHOULD.
public final class StixId implements Comparable<StixId> {

    private static final int UUID_CHARS = 36;

    /// For each ASCII character: 0 a hexadecimal digit, 1 a hyphen, else more than a UUID may have of both.
    private static final int[] CLASSES = classes();

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

    /// The type that a valid identifier names.
    static String typeOf(String valid) {
        return valid.substring(0, valid.length() - UUID_CHARS - 2);
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

    /// Adds up what [#CLASSES] says of each character: without a branch for each, because every reference in every
    /// object comes by here.
    private static boolean isUuid(String text, int from) {
        int classes = 0;
        int bits = 0;
        for (int i = from; i < from + UUID_CHARS; i++) {
            char c = text.charAt(i);
            bits |= c;
            classes += CLASSES[c & 0x7f];
        }
        return bits < 0x80
                && classes == 4
                && text.charAt(from + 8) == '-'
                && text.charAt(from + 13) == '-'
                && text.charAt(from + 18) == '-'
                && text.charAt(from + 23) == '-';
    }

    private static int[] classes() {
        int[] classes = new int[128];
        Arrays.fill(classes, UUID_CHARS);
        "0123456789abcdefABCDEF".chars().forEach(c -> classes[c] = 0);
        classes['-'] = 1;
        return classes;
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
