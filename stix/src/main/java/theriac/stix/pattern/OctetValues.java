package theriac.stix.pattern;

import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Octets and code points: the native forms that comparisons are made in (STIX 2.1 §9.6.2–9.6.4).
final class OctetValues {

    private OctetValues() {}

    /// The octets of a `_bin` (base64) or `_hex` value, or null when the text is neither.
    static byte @Nullable [] decode(String text, String property) {
        try {
            return property.endsWith("_hex")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notOctets) {
            return null;
        }
    }

    /// The string as octets, one for each code point below U+0100; null when it has another (§9.2).
    static byte @Nullable [] latin1(String text) {
        var octets = new byte[text.length()];
        for (int i = 0; i < octets.length; i++) {
            char c = text.charAt(i);
            if (c > 0xff) {
                return null;
            }
            octets[i] = (byte) c;
        }
        return octets;
    }

    /// Code-point order, which differs from the order of UTF-16 units for code points beyond the basic plane.
    static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : x - y;
            }
        }
        return a.length() - b.length();
    }
}
