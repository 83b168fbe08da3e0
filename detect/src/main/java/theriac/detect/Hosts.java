package theriac.detect;

import java.util.Optional;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Host names in their normal form: A-labels, lower case, no root dot, at least two labels, the last one no number.
final class Hosts {

    private static final int MAX_CHARS = 253; // RFC 1035 §2.3.4, without the root label

    private Hosts() {}

    /// The normal form of a name in any case, as A-labels or U-labels; empty when it is no name of two labels or more.
    static Optional<String> normal(String name) {
        return Values.normalize(ValueKind.DOMAIN, name).map(NormalValue::text).filter(Hosts::isWatchable);
    }

    private static boolean isWatchable(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 1 || name.length() > MAX_CHARS) {
            return false;
        }
        for (int i = dot + 1; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return true;
            }
        }
        return false;
    }
}
