package theriac.detect;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/// Host names in their normal form: A-labels, lower case, no root dot, at least two labels, the last one not a number.
final class Hosts {

    private static final int MAX_CHARS = 253; // RFC 1035 §2.3.4, without the root label
    private static final int MAX_LABEL = 63;

    private Hosts() {}

    /// The normal form of a name in any case, as A-labels or U-labels; empty when it is no name of two labels or more.
    static Optional<String> normal(String name) {
        String text = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        if (!isAscii(text)) {
            try {
                text = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException notANameInAnyAlphabet) {
                return Optional.empty();
            }
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return isName(lower) ? Optional.of(lower) : Optional.empty();
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    /// Letters, digits, hyphens and underscores in labels of 1 to 63; two labels or more; last label not all digits.
    private static boolean isName(String text) {
        int label = 0;
        int labels = 1;
        boolean digitsOnly = true;
        if (text.length() > MAX_CHARS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                labels++;
                label = 0;
                digitsOnly = true;
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
                digitsOnly &= c >= '0' && c <= '9';
                if (++label > MAX_LABEL) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return labels >= 2 && label > 0 && !digitsOnly;
    }
}
