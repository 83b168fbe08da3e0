package theriac.stix.value;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// The normal form of domain names: lower case, international labels as A-labels (RFC 5890), no trailing dot.
///
/// International labels are mapped as UTS #46 does without its transitional part: NFKC, lower case, then
/// Punycode. The JDK's own `java.net.IDN` is not used: it turns `ß` into `ss` and so names another domain.
final class DomainNames {

    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private DomainNames() {}

    /// The normal form, or nothing when the text is no name of two labels or more.
    static Optional<String> normalize(String raw) {
        if (raw.isEmpty() || raw.length() > 4 * MAX_NAME) {
            return Optional.empty();
        }
        String name = ascii(raw) ? raw.toLowerCase(Locale.ROOT) : international(raw);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return isName(name) ? Optional.of(name) : Optional.empty();
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// The name with A-labels; an impossible label stays as it is and fails the syntax check.
    private static String international(String raw) {
        String mapped = Normalizer.normalize(raw, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        mapped = Normalizer.normalize(mapped.replace('\u3002', '.'), Normalizer.Form.NFC);
        var out = new StringBuilder(mapped.length() + 16);
        for (String label : mapped.split("\\.", -1)) {
            if (!out.isEmpty() || mapped.startsWith(".")) {
                out.append('.');
            }
            out.append(ascii(label) || !isText(label) ? label : "xn--" + Punycode.encode(label));
        }
        return out.toString();
    }

    private static boolean isText(String label) {
        return label.length() <= MAX_LABEL
                && label.codePoints()
                        .allMatch(c -> c == '-'
                                || Character.isLetterOrDigit(c)
                                || Character.getType(c) == Character.NON_SPACING_MARK
                                || Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    /// Letters, digits, hyphens inside labels, underscores anywhere but in the last label, which is not a
    /// number.
    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return false;
        }
        int labels = 0;
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (!isLabel(name, start, i)) {
                    return false;
                }
                labels++;
                start = i + 1;
            }
        }
        return labels >= 2 && isTopLevel(name.substring(name.lastIndexOf('.') + 1));
    }

    private static boolean isLabel(String name, int start, int end) {
        if (end == start || end - start > MAX_LABEL || name.charAt(start) == '-' || name.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTopLevel(String label) {
        if (label.startsWith("xn--")) {
            return label.length() > 4;
        }
        return label.length() >= 2 && label.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }
}
