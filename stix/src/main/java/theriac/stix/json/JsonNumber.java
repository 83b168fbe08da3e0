package theriac.stix.json;

import java.math.BigDecimal;
import java.util.OptionalLong;

/// A JSON number with its text as written: `1.0`, `1` and `1e0` are three texts of one value.
///
/// Equality is equality of text; compare [#value()] for equality of value.
public record JsonNumber(String text) implements JsonValue {

    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /// True when the number is written without fraction and exponent, as STIX integers are (STIX 2.1 §2.7).
    public boolean isInteger() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }

    /// The value when it is written as an integer and fits 64 bits.
    public OptionalLong integer() {
        if (!isInteger() || text.length() > 20) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty(); // 19 or 20 digits beyond 2^63: a number, but not a long
        }
    }

    /// The nearest IEEE 754 double, infinite when out of range.
    public double value() {
        return Double.parseDouble(text);
    }

    /// The exact value. Not for hostile exponents: `1e999999999` is cheap to hold but costly to compute with.
    public BigDecimal exact() {
        return new BigDecimal(text);
    }
}
