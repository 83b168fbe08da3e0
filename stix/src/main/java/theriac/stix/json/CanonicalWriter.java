package theriac.stix.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/// The JSON Canonicalization Scheme, RFC 8785: names sorted by UTF-16 code units, numbers as ECMAScript prints them.
final class CanonicalWriter {

    /// Whole numbers below this are exact doubles and are printed with all their digits.
    private static final double WHOLE = 1e15;

    private CanonicalWriter() {}

    static void write(JsonValue value, StringBuilder out) {
        switch (value) {
            case JsonObject object -> writeObject(object, out);
            case JsonArray array -> writeArray(array, out);
            case JsonString(String text) -> writeString(text, out);
            case JsonNumber number -> out.append(number(number));
            case JsonBoolean bool -> out.append(bool.value());
            case JsonNull _ -> out.append("null");
        }
    }

    private static void writeObject(JsonObject object, StringBuilder out) {
        out.append('{');
        String[] names = object.sortedNames();
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            writeString(names[i], out);
            out.append(':');
            write(object.valueOf(names[i]), out);
        }
        out.append('}');
    }

    private static void writeArray(JsonArray array, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (JsonValue value : array.values()) {
            out.append(separator);
            write(value, out);
            separator = ",";
        }
        out.append(']');
    }

    private static void writeString(String text, StringBuilder out) {
        if (JsonWriter.hasLoneSurrogate(text)) {
            throw new IllegalArgumentException("Half a surrogate pair has no canonical form (RFC 8785 §3.2.2.2).");
        }
        JsonWriter.writeString(text, out);
    }

    private static String number(JsonNumber number) {
        double value = number.value();
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("The number " + number.text()
                    + " is beyond double range and has no canonical form (RFC 8785 §3.2.2.3).");
        }
        return ecmaScript(value);
    }

    /// ECMAScript's Number::toString for a finite double (ECMA-262 §6.1.6.1.20).
    static String ecmaScript(double value) {
        if (value == 0) {
            return "0"; // also for -0
        }
        if (Math.abs(value) < WHOLE && value == Math.rint(value)) {
            return Long.toString((long) value); // nearly all numbers are such, and need no search for the shortest form
        }
        if (value < 0) {
            return "-" + ecmaScript(-value);
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().toString();
        int k = digits.length();
        int n = k - shortest.scale(); // value = 0.digits * 10^n
        if (k <= n && n <= 21) {
            return digits + "0".repeat(n - k);
        }
        if (0 < n && n <= 21) {
            return digits.substring(0, n) + "." + digits.substring(n);
        }
        if (-6 < n && n <= 0) {
            return "0." + "0".repeat(-n) + digits;
        }
        String exponent = (n - 1 < 0 ? "-" : "+") + Math.abs(n - 1);
        return digits.charAt(0) + (k == 1 ? "" : "." + digits.substring(1)) + "e" + exponent;
    }

    /// The fewest digits that read back as the same double. The JDK prints at least two digits and may then prefer
    /// `4.9E-324` over `5e-324`, so a two-digit answer is tried again with one.
    private static BigDecimal shortest(double value) {
        BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (printed.precision() == 2) {
            BigDecimal exact = new BigDecimal(value);
            int scale = printed.scale() - 1;
            BigInteger lower = printed.unscaledValue().divide(BigInteger.TEN);
            BigDecimal down = new BigDecimal(lower, scale);
            BigDecimal up = new BigDecimal(lower.add(BigInteger.ONE), scale);
            boolean downFits = down.doubleValue() == value;
            boolean upFits = up.doubleValue() == value;
            if (downFits && (!upFits || exact.subtract(down).compareTo(up.subtract(exact)) <= 0)) {
                return down.stripTrailingZeros();
            }
            if (upFits) {
                return up.stripTrailingZeros();
            }
        }
        return printed;
    }
}
