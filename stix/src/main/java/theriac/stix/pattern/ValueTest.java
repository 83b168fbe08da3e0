package theriac.stix.pattern;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.net.IpNetwork;

/// One compiled comparison against the value a path led to (STIX 2.1 §9.6). Thread-safe.
@FunctionalInterface
interface ValueTest {

    /// Whether the value satisfies the comparison.
    ///
    /// @param property the name of the property the value stands in: `_bin` and `_hex` values are octets
    /// (§9.6.4)
    boolean test(JsonValue value, String property);

    /// Compiles a comparison or a membership.
    ///
    /// @throws MatchFault when the constant is a regular expression that cannot be read
    static ValueTest of(ComparisonExpression leaf) {
        return switch (leaf) {
            case ComparisonExpression.Comparison(var path, var negated, var operator, var constant) ->
                negate(of(operator, constant), negated);
            case ComparisonExpression.Membership(var path, var negated, var set) -> negate(member(set), negated);
            case ComparisonExpression.Existence e -> (value, property) -> true;
            case ComparisonExpression.And a -> throw new IllegalArgumentException("a join is no leaf");
            case ComparisonExpression.Or o -> throw new IllegalArgumentException("a join is no leaf");
        };
    }

    private static ValueTest negate(ValueTest test, boolean negated) {
        return negated ? (value, property) -> !test.test(value, property) : test;
    }

    private static ValueTest of(ComparisonOperator operator, Constant constant) {
        String text = constant.text();
        return switch (operator) {
            case EQUAL -> equality(constant);
            case NOT_EQUAL -> negate(equality(constant), true);
            case LESS -> ordered(constant, order -> order < 0);
            case LESS_OR_EQUAL -> ordered(constant, order -> order <= 0);
            case GREATER -> ordered(constant, order -> order > 0);
            case GREATER_OR_EQUAL -> ordered(constant, order -> order >= 0);
            case LIKE -> like(text);
            case MATCHES -> matches(text);
            case ISSUBSET -> subnet(text, true);
            case ISSUPERSET -> subnet(text, false);
            case IN -> throw new IllegalArgumentException("IN takes a set");
        };
    }

    private static ValueTest member(List<Constant> set) {
        List<ValueTest> tests = set.stream().map(ValueTest::equality).toList();
        return (value, property) -> {
            for (ValueTest test : tests) {
                if (test.test(value, property)) {
                    return true;
                }
            }
            return false;
        };
    }

    /// A comparison with the sign of an order. Incompatible types have none.
    interface OrderTest {
        boolean test(int order);
    }

    private static ValueTest equality(Constant constant) {
        if (constant instanceof Constant.Text(String text)) {
            ValueTest octets = ordered(constant, order -> order == 0);
            return (value, property) -> value instanceof JsonString(String other) && !isBinary(property)
                    ? other.equals(text)
                    : octets.test(value, property);
        }
        return ordered(constant, order -> order == 0);
    }

    private static ValueTest ordered(Constant constant, OrderTest accept) {
        return switch (constant) {
            case Constant.Text(String text) -> text(text, accept);
            case Constant.Whole(BigInteger number) -> whole(number, accept);
            case Constant.Decimal(BigDecimal number) -> decimal(number, accept);
            case Constant.Truth(boolean truth) ->
                (value, property) ->
                        value instanceof JsonBoolean bool && accept.test(Boolean.compare(bool.value(), truth));
            case Constant.HexOctets hex -> octets(hex.octets(), accept);
            case Constant.Base64Octets base64 -> octets(base64.octets(), accept);
            case Constant.Time(String text) -> time(text, accept);
        };
    }

    private static ValueTest text(String text, OrderTest accept) {
        byte @Nullable [] latin = OctetValues.latin1(text);
        return (value, property) -> {
            if (!(value instanceof JsonString(String other))) {
                return false;
            }
            if (isBinary(property)) {
                byte[] octets = latin == null ? null : OctetValues.decode(other, property);
                return octets != null && latin != null && accept.test(Arrays.compareUnsigned(octets, latin));
            }
            return accept.test(OctetValues.compareCodePoints(other, text));
        };
    }

    private static ValueTest octets(byte[] constant, OrderTest accept) {
        return (value, property) -> {
            if (!(value instanceof JsonString(String text))) {
                return false;
            }
            byte[] octets = isBinary(property) ? OctetValues.decode(text, property) : OctetValues.latin1(text);
            return octets != null && accept.test(Arrays.compareUnsigned(octets, constant));
        };
    }

    private static ValueTest whole(BigInteger constant, OrderTest accept) {
        ValueTest exact = decimal(new BigDecimal(constant), accept);
        if (constant.bitLength() > 63) {
            return exact;
        }
        long small = constant.longValue();
        return (value, property) -> {
            if (!(value instanceof JsonNumber number)) {
                return false;
            }
            var integer = number.integer();
            return integer.isPresent()
                    ? accept.test(Long.compare(integer.getAsLong(), small))
                    : exact.test(value, property);
        };
    }

    private static ValueTest decimal(BigDecimal constant, OrderTest accept) {
        return (value, property) -> {
            if (!(value instanceof JsonNumber(String text)) || text.length() > Constant.MAX_DIGITS) {
                return false;
            }
            try {
                return accept.test(new BigDecimal(text).compareTo(constant));
            } catch (NumberFormatException beyondRange) {
                // JSON allows exponents that no arithmetic has; such a number equals no constant.
                return false;
            }
        };
    }

    private static ValueTest time(String text, OrderTest accept) {
        Optional<Moment> constant = Moment.parse(text);
        return (value, property) -> {
            if (constant.isEmpty() || !(value instanceof JsonString(String other))) {
                return false;
            }
            Optional<Moment> moment = Moment.parse(other);
            return moment.isPresent() && accept.test(moment.get().compareTo(constant.get()));
        };
    }

    /// `LIKE` over the whole string, both sides in NFC; octets are read as Latin-1.
    private static ValueTest like(String pattern) {
        var like = new LikePattern(Normalizer.normalize(pattern, Normalizer.Form.NFC));
        return (value, property) -> {
            String text = searched(value, property);
            return text != null && like.matches(text);
        };
    }

    /// `MATCHES`: searched, dot matches all, both sides in NFC; octets are read as Latin-1 (§9.6.1).
    private static ValueTest matches(String regex) {
        RegexSearch search = RegexSearch.compile(Normalizer.normalize(regex, Normalizer.Form.NFC), true);
        RegexSearch octetSearch = RegexSearch.compile(regex, false);
        return (value, property) -> {
            String text = searched(value, property);
            return text != null && (isBinary(property) ? octetSearch : search).find(text);
        };
    }

    private static @Nullable String searched(JsonValue value, String property) {
        if (!(value instanceof JsonString(String text))) {
            return null;
        }
        if (isBinary(property)) {
            byte[] octets = OctetValues.decode(text, property);
            return octets == null ? null : new String(octets, StandardCharsets.ISO_8859_1);
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static ValueTest subnet(String constant, boolean subset) {
        Optional<IpNetwork> other = IpNetwork.parse(constant);
        return (value, property) -> {
            if (other.isEmpty() || !(value instanceof JsonString(String text))) {
                return false;
            }
            Optional<IpNetwork> network = IpNetwork.parse(text);
            return network.isPresent()
                    && (subset
                            ? other.get().contains(network.get())
                            : network.get().contains(other.get()));
        };
    }

    /// Whether a property of this name holds octets (STIX 2.1 §3.1, §9.6.4).
    static boolean isBinary(String property) {
        return property.endsWith("_bin") || property.endsWith("_hex");
    }
}
