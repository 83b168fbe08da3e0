package theriac.stix.pattern;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
    /// @param effort   pays for comparisons that look at more than a short prefix
    /// @throws MatchFault when a regular expression or the whole call was stopped
    boolean test(JsonValue value, String property, Effort effort);

    /// Compiles a comparison or a membership.
    ///
    /// @throws MatchFault when the constant is a regular expression that cannot be read
    static ValueTest of(ComparisonExpression leaf) {
        return switch (leaf) {
            case ComparisonExpression.Comparison(var path, var negated, var operator, var constant) ->
                negate(of(operator, constant), negated);
            case ComparisonExpression.Membership(var path, var negated, var set) -> negate(member(set), negated);
            case ComparisonExpression.Existence e -> (value, property, effort) -> true;
            case ComparisonExpression.And a -> throw new IllegalArgumentException("a join is no leaf");
            case ComparisonExpression.Or o -> throw new IllegalArgumentException("a join is no leaf");
        };
    }

    private static ValueTest negate(ValueTest test, boolean negated) {
        return negated ? (value, property, effort) -> !test.test(value, property, effort) : test;
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

    /// Strings are looked up, however many there are; constants of other kinds are few.
    private static ValueTest member(List<Constant> set) {
        var texts = new HashSet<String>();
        var others = new ArrayList<ValueTest>();
        for (Constant constant : set) {
            if (constant instanceof Constant.Text(String text)) {
                texts.add(text);
            } else {
                others.add(equality(constant));
            }
        }
        ValueTest octets = any(
                texts.stream().map(text -> equality(new Constant.Text(text))).toList());
        ValueTest other = any(others);
        return (value, property, effort) -> {
            boolean text = value instanceof JsonString(String string) && !isBinary(property)
                    ? texts.contains(string)
                    : octets.test(value, property, effort);
            return text || other.test(value, property, effort);
        };
    }

    private static ValueTest any(List<ValueTest> tests) {
        return (value, property, effort) -> {
            for (ValueTest test : tests) {
                effort.spend(1);
                if (test.test(value, property, effort)) {
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
            return (value, property, effort) -> value instanceof JsonString(String other) && !isBinary(property)
                    ? other.equals(text)
                    : octets.test(value, property, effort);
        }
        return ordered(constant, order -> order == 0);
    }

    private static ValueTest ordered(Constant constant, OrderTest accept) {
        return switch (constant) {
            case Constant.Text(String text) -> text(text, accept);
            case Constant.Whole(BigInteger number) -> whole(number, accept);
            case Constant.Decimal(BigDecimal number) -> decimal(number, accept);
            case Constant.Truth(boolean truth) ->
                (value, property, effort) ->
                        value instanceof JsonBoolean bool && accept.test(Boolean.compare(bool.value(), truth));
            case Constant.HexOctets hex -> octets(hex.octets(), accept);
            case Constant.Base64Octets base64 -> octets(base64.octets(), accept);
            case Constant.Time(String text) -> time(text, accept);
        };
    }

    private static ValueTest text(String text, OrderTest accept) {
        byte @Nullable [] latin = OctetValues.latin1(text);
        return (value, property, effort) -> {
            if (!(value instanceof JsonString(String other))) {
                return false;
            }
            if (isBinary(property)) {
                effort.read(other);
                byte[] octets = latin == null ? null : OctetValues.decode(other, property);
                return octets != null && latin != null && accept.test(Arrays.compareUnsigned(octets, latin));
            }
            return accept.test(OctetValues.compareCodePoints(other, text));
        };
    }

    private static ValueTest octets(byte[] constant, OrderTest accept) {
        return (value, property, effort) -> {
            if (!(value instanceof JsonString(String text))) {
                return false;
            }
            effort.read(text);
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
        return (value, property, effort) -> {
            if (!(value instanceof JsonNumber number)) {
                return false;
            }
            var integer = number.integer();
            return integer.isPresent()
                    ? accept.test(Long.compare(integer.getAsLong(), small))
                    : exact.test(value, property, effort);
        };
    }

    private static ValueTest decimal(BigDecimal constant, OrderTest accept) {
        return (value, property, effort) -> {
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
        return (value, property, effort) -> {
            if (constant.isEmpty() || !(value instanceof JsonString(String other))) {
                return false;
            }
            effort.read(other);
            Optional<Moment> moment = Moment.parse(other);
            return moment.isPresent() && accept.test(moment.get().compareTo(constant.get()));
        };
    }

    /// `LIKE` over the whole string, both sides in NFC; octets are read as Latin-1.
    private static ValueTest like(String pattern) {
        var like = new LikePattern(Composed.form(pattern));
        return (value, property, effort) -> {
            String text = searched(value, property, effort);
            return text != null && like.matches(text, effort);
        };
    }

    /// `MATCHES`: searched, dot matches all, both sides in NFC; octets are read as Latin-1 (§9.6.1).
    private static ValueTest matches(String regex) {
        RegexSearch search = RegexSearch.compile(Composed.form(regex), true);
        RegexSearch octetSearch = RegexSearch.compile(regex, false);
        return (value, property, effort) -> {
            String text = searched(value, property, effort);
            return text != null && (isBinary(property) ? octetSearch : search).find(text, effort);
        };
    }

    private static @Nullable String searched(JsonValue value, String property, Effort effort) {
        if (!(value instanceof JsonString(String text))) {
            return null;
        }
        effort.read(text);
        if (isBinary(property)) {
            byte[] octets = OctetValues.decode(text, property);
            return octets == null ? null : new String(octets, StandardCharsets.ISO_8859_1);
        }
        return Composed.form(text);
    }

    private static ValueTest subnet(String constant, boolean subset) {
        Optional<IpNetwork> other = IpNetwork.parse(constant);
        return (value, property, effort) -> {
            if (other.isEmpty() || !(value instanceof JsonString(String text))) {
                return false;
            }
            effort.read(text);
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
