package theriac.stix.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/// The JSON Canonicalization Scheme, RFC 8785: names sorted by UTF-16 code units, numbers as ECMAScript prints them.
///
/// Writes UTF-8 at once, without a text in between: every object that comes in is digested in this form. One-way; used
/// once; not safe between threads.
final class CanonicalWriter {

    /// Whole numbers below this are exact doubles and are printed with all their digits.
    private static final double WHOLE = 1e15;

    /// A char becomes three bytes of UTF-8 at most, or six of an escape.
    private static final int WIDEST = 6;

    /// Room is made for so many chars at once: a long text never reserves six times its length.
    private static final int STRIDE = 256;

    private byte[] bytes = new byte[1024];
    private int size;

    private CanonicalWriter() {}

    /// The canonical form.
    ///
    /// @throws IllegalArgumentException when the value holds a number beyond double range or half a surrogate pair
    static byte[] bytes(JsonValue value) {
        var writer = new CanonicalWriter();
        writer.write(value);
        return Arrays.copyOf(writer.bytes, writer.size);
    }

    private void write(JsonValue value) {
        switch (value) {
            case JsonObject object -> writeObject(object);
            case JsonArray array -> writeArray(array);
            case JsonString(String text) -> writeString(text);
            case JsonNumber number -> ascii(number(number));
            case JsonBoolean bool -> ascii(bool.value() ? "true" : "false");
            case JsonNull _ -> ascii("null");
        }
    }

    private void writeObject(JsonObject object) {
        put('{');
        int[] places = object.sortedPlaces();
        for (int i = 0; i < places.length; i++) {
            if (i > 0) {
                put(',');
            }
            writeString(object.nameAt(places[i]));
            put(':');
            write(object.valueAt(places[i]));
        }
        put('}');
    }

    private void writeArray(JsonArray array) {
        put('[');
        for (int i = 0; i < array.values().size(); i++) {
            if (i > 0) {
                put(',');
            }
            write(array.values().get(i));
        }
        put(']');
    }

    /// Escapes what RFC 8259 §7 demands and nothing more (RFC 8785 §3.2.2.2).
    private void writeString(String text) {
        put('"');
        int safe = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i >= safe) {
                room(WIDEST * Math.min(STRIDE, text.length() - i));
                safe = i + STRIDE;
            }
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
            } else if (c < 0x80) {
                escape(c);
            } else if (Character.isSurrogate(c)) {
                supplementary(text, i++);
            } else {
                encode(c);
            }
        }
        put('"');
    }

    private void escape(char c) {
        var escape = JsonWriter.escape(c);
        for (int i = 0; i < escape.length(); i++) {
            bytes[size++] = (byte) escape.charAt(i);
        }
    }

    /// Two or three bytes of UTF-8 (RFC 3629 §3).
    private void encode(char c) {
        if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | c >> 6);
        } else {
            bytes[size++] = (byte) (0xE0 | c >> 12);
            bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
        }
        bytes[size++] = (byte) (0x80 | c & 0x3F);
    }

    private void supplementary(String text, int at) {
        int point = text.codePointAt(at);
        if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            throw new IllegalArgumentException("Half a surrogate pair has no canonical form (RFC 8785 §3.2.2.2).");
        }
        bytes[size++] = (byte) (0xF0 | point >> 18);
        bytes[size++] = (byte) (0x80 | point >> 12 & 0x3F);
        bytes[size++] = (byte) (0x80 | point >> 6 & 0x3F);
        bytes[size++] = (byte) (0x80 | point & 0x3F);
    }

    private void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    private void put(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
        }
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
