package theriac.hub.formats.controls;

import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Which texts can stand in files whose syntax knows no escapes.
final class Wire {

    /// Room for the name of a zone, which a name server appends.
    private static final int LONGEST_NAME = 253 - 64;

    private Wire() {}

    /// Printable ASCII without blanks: nothing that ends a line or a field.
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// A host name of letters, digits, hyphens and underscores: no wildcard, no escape, nothing that a zone
    /// file reads as something else, and short enough for any zone.
    static boolean isHost(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
                if (++label > 63) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return label > 0;
    }

    /// Whether a file whose syntax knows no escapes can carry the value.
    static boolean carries(NormalValue value) {
        return value.kind() == ValueKind.DOMAIN ? isHost(value.text()) : isPlain(value.text());
    }

    static boolean isHash(ValueKind kind) {
        return switch (kind) {
            case MD5, SHA1, SHA256, SHA512 -> true;
            default -> false;
        };
    }

    /// A URL as most controls want it.
    static String withoutScheme(NormalValue url) {
        var text = url.text();
        int scheme = text.indexOf("://");
        return scheme < 0 ? text : text.substring(scheme + 3);
    }

    /// One line of readable text: what would end a line, hide or turn text around becomes a blank.
    static String line(String text, int chars) {
        var line = new StringBuilder(Math.min(text.length(), chars));
        text.codePoints()
                .limit(chars)
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                                || Character.getType(c) == Character.SURROGATE
                        ? ' '
                        : c)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }
}
