package theriac.stix;

/// The text form of domain names (STIX 2.1 §6.4.1: RFC 1034 with the labels of RFC 5890), without any look-up.
///
/// International labels may be in either form. An underscore is let through, as in the names of services (RFC 8552).
final class DomainText {

    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private DomainText() {}

    static boolean isDomain(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty() || name.length() > MAX_NAME) {
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
            } else if (++label > MAX_LABEL || !isLetter(c)) {
                return false;
            }
        }
        return label > 0;
    }

    /// Beyond ASCII everything that is no space and no control character: which letters an international label may
    /// hold changes with Unicode.
    private static boolean isLetter(char c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
        }
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c);
    }
}
