package theriac.stix.pattern;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// The right side of a comparison (STIX 2.1 §9.2).
public sealed interface Constant {

    /// Longest number literal that is read: hostile digits must not buy seconds of arithmetic. A double has
    /// 309.
    int MAX_DIGITS = 400;

    /// The constant as plain text, without apostrophes, prefix or escapes.
    String text();

    /// `'…'`
    record Text(String text) implements Constant {}

    /// A whole number of any size.
    record Whole(BigInteger value) implements Constant {
        public Whole {
            if (value.bitLength() > MAX_DIGITS * 4) {
                throw new IllegalArgumentException("a number in a pattern has at most " + MAX_DIGITS + " digits");
            }
        }

        public Whole(long value) {
            this(BigInteger.valueOf(value));
        }

        @Override
        public String text() {
            return value.toString();
        }
    }

    /// A number with decimals; always at least one decimal, so that it prints as one.
    record Decimal(BigDecimal value) implements Constant {
        public Decimal {
            if (value.scale() < 1) {
                value = value.setScale(1);
            }
            if (value.scale() > MAX_DIGITS || value.precision() > 2 * MAX_DIGITS) {
                throw new IllegalArgumentException("a number in a pattern has at most " + MAX_DIGITS + " digits");
            }
        }

        @Override
        public String text() {
            return value.toPlainString();
        }
    }

    /// `true` or `false`
    record Truth(boolean value) implements Constant {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /// `b'…'`: octets in base64 (RFC 4648), held without line feeds.
    record Base64Octets(String text) implements Constant, Octets {
        /// @throws IllegalArgumentException when the text is no base64
        public Base64Octets {
            Base64.getDecoder().decode(text);
        }

        @Override
        public byte[] octets() {
            return Base64.getDecoder().decode(text);
        }
    }

    /// `h'…'`: octets in hexadecimal, held in lower case.
    record HexOctets(String text) implements Constant, Octets {
        /// @throws IllegalArgumentException when the text is no even run of hexadecimal digits
        public HexOctets {
            text = text.toLowerCase(Locale.ROOT);
            HexFormat.of().parseHex(text);
        }

        @Override
        public byte[] octets() {
            return HexFormat.of().parseHex(text);
        }
    }

    /// Constants that stand for octets.
    sealed interface Octets {
        /// A fresh copy of the octets.
        byte[] octets();
    }

    /// `t'…'`: a timestamp, kept to the last digit. The day may not exist in the calendar (30 February): the
    /// grammar takes it, [Pattern#findings] reports it, and it equals nothing.
    record Time(String text) implements Constant {
        /// @throws IllegalArgumentException when the text has not the form `2026-01-31T12:00:00.123Z`
        public Time {
            if (!Moment.hasForm(text)) {
                throw new IllegalArgumentException("'" + text + "' is not a timestamp like 2026-01-31T12:00:00Z");
            }
        }
    }
}
