package theriac.detect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent escapes (RFC 3986 §2.1).
final class Escapes {

    private Escapes() {}

    /// Value of the two hexadecimal digits at a place; -1 when they are none.
    static int hexPair(CharSequence text, int at) {
        if (at + 1 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /// Every well-formed escape decoded, as UTF-8; bad bytes become U+FFFD.
    static String decodePercent(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            int value = text.charAt(at) == '%' ? hexPair(text, at + 1) : -1;
            if (value >= 0) {
                out.write(value);
                at += 3;
            } else {
                int code = text.codePointAt(at);
                out.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(code);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Escapes of unreserved characters decoded, the others in upper case (RFC 3986 §6.2.2).
    static String normalizePercent(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int value = text.charAt(at) == '%' ? hexPair(text, at + 1) : -1;
            if (value < 0) {
                out.append(text.charAt(at++));
                continue;
            }
            if (isUnreserved(value)) {
                out.append((char) value);
            } else {
                out.append('%').append(Character.toUpperCase(text.charAt(at + 1)));
                out.append(Character.toUpperCase(text.charAt(at + 2)));
            }
            at += 3;
        }
        return out.toString();
    }

    static boolean isUnreserved(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
    }
}
