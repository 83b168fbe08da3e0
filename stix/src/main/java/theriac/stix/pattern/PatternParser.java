package theriac.stix.pattern;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Recursive descent over the grammar of STIX 2.1 §9: FOLLOWEDBY binds loosest, then OR, then AND; qualifiers
/// bind to the nearest observation expression (§9.5.3). Nesting is limited, so hostile text cannot exhaust
/// the stack.
final class PatternParser {

    /// Parentheses inside parentheses; real patterns stay below 5.
    static final int MAX_DEPTH = 100;

    /// Qualifiers in a row behind one pair of parentheses.
    static final int MAX_QUALIFIERS = 16;

    private static final int MAX_WHOLE_DIGITS_IN_LONG = 18;

    private final PatternScanner scanner;
    private final PatternVersion version;
    private int depth;

    private PatternParser(String text, PatternVersion version) {
        this.scanner = new PatternScanner(text);
        this.version = version;
    }

    static ObservationExpression parse(String text, PatternVersion version) {
        var parser = new PatternParser(text, version);
        if (parser.is(Token.END)) {
            throw parser.scanner.fault("The pattern is empty. Write at least one comparison in square brackets.");
        }
        ObservationExpression expression = parser.followedBy();
        if (!parser.is(Token.END)) {
            throw parser.scanner.fault(
                    "The pattern should end here or go on with AND, OR, FOLLOWEDBY or a qualifier, found "
                            + parser.scanner.found() + ".");
        }
        return expression;
    }

    private ObservationExpression followedBy() {
        List<ObservationExpression> operands = operands(Token.FOLLOWEDBY, this::observationOr);
        return operands.size() == 1 ? operands.getFirst() : new ObservationExpression.FollowedBy(operands);
    }

    private ObservationExpression observationOr() {
        List<ObservationExpression> operands = operands(Token.OR, this::observationAnd);
        return operands.size() == 1 ? operands.getFirst() : new ObservationExpression.Or(operands);
    }

    private ObservationExpression observationAnd() {
        List<ObservationExpression> operands = operands(Token.AND, this::observation);
        return operands.size() == 1 ? operands.getFirst() : new ObservationExpression.And(operands);
    }

    private <T> List<T> operands(Token operator, Supplier<T> operand) {
        T first = operand.get();
        if (!is(operator)) {
            return List.of(first);
        }
        var operands = new ArrayList<T>();
        operands.add(first);
        while (is(operator)) {
            scanner.advance();
            operands.add(operand.get());
        }
        return operands;
    }

    private ObservationExpression observation() {
        if (is(Token.LBRACK)) {
            scanner.advance();
            ComparisonExpression comparison = comparisonOr();
            expect(Token.RBRACK, "to close the observation expression");
            return qualified(new ObservationExpression.Bracket(comparison), false);
        }
        if (is(Token.LPAREN)) {
            enter();
            ObservationExpression inner = followedBy();
            leave("to close the group of observation expressions");
            return qualified(inner, true);
        }
        throw scanner.fault("An observation expression begins with '[' or '(', found " + scanner.found()
                + ". Put each comparison in square brackets.");
    }

    private ObservationExpression qualified(ObservationExpression expression, boolean grouped) {
        ObservationExpression result = expression;
        EnumSet<Token> seen = EnumSet.noneOf(Token.class);
        int count = 0;
        while (is(Token.WITHIN) || is(Token.REPEATS) || is(Token.START)) {
            if (++count > MAX_QUALIFIERS) {
                throw scanner.fault("More than " + MAX_QUALIFIERS + " qualifiers stand in a row.");
            }
            if (!seen.add(scanner.token()) && !grouped) {
                throw scanner.fault(
                        "The qualifier " + scanner.token().words()
                                + " stands twice on one observation expression; one of each kind is allowed (STIX 2.1 §9.5.1).");
            }
            result = new ObservationExpression.Qualified(result, qualifier());
        }
        return result;
    }

    private Qualifier qualifier() {
        Token kind = scanner.token();
        scanner.advance();
        if (kind == Token.WITHIN) {
            if (!is(Token.WHOLE) && !is(Token.DECIMAL)) {
                throw expected("a positive number of seconds", "WITHIN");
            }
            var within = new Qualifier.Within(new BigDecimal(scanner.written()));
            scanner.advance();
            expect(Token.SECONDS, "after the number of WITHIN");
            return within;
        }
        if (kind == Token.REPEATS) {
            if (!is(Token.WHOLE)) {
                throw expected("a positive whole number", "REPEATS");
            }
            var repeats = new Qualifier.Repeats(repeatCount());
            scanner.advance();
            expect(Token.TIMES, "after the number of REPEATS");
            return repeats;
        }
        Constant.Time start = time("START");
        if (!is(Token.STOP)) {
            throw expected("STOP", "START and its timestamp");
        }
        scanner.advance();
        return new Qualifier.StartStop(start, time("STOP"));
    }

    private long repeatCount() {
        String digits = scanner.written();
        if (digits.length() > MAX_WHOLE_DIGITS_IN_LONG) {
            throw scanner.fault("No pattern repeats " + scanner.found() + " times.");
        }
        return Long.parseLong(digits);
    }

    private Constant.Time time(String keyword) {
        boolean bareString = is(Token.STRING) && version == PatternVersion.STIX_2_0;
        if (!is(Token.TIME) && !bareString) {
            throw expected("a timestamp like t'2026-01-31T12:00:00Z'", keyword);
        }
        Constant.Time time = timestamp();
        scanner.advance();
        return time;
    }

    private ComparisonExpression comparisonOr() {
        List<ComparisonExpression> operands = operands(Token.OR, this::comparisonAnd);
        return operands.size() == 1 ? operands.getFirst() : new ComparisonExpression.Or(operands);
    }

    private ComparisonExpression comparisonAnd() {
        List<ComparisonExpression> operands = operands(Token.AND, this::comparison);
        return operands.size() == 1 ? operands.getFirst() : new ComparisonExpression.And(operands);
    }

    private ComparisonExpression comparison() {
        switch (scanner.token()) {
            case LPAREN -> {
                enter();
                ComparisonExpression inner = comparisonOr();
                leave("to close the group of comparisons");
                return inner;
            }
            case EXISTS -> {
                scanner.advance();
                return new ComparisonExpression.Existence(path(), false);
            }
            case NOT -> {
                scanner.advance();
                expect(
                        Token.EXISTS,
                        "after a leading NOT; in a comparison NOT stands behind the path, as in a:b NOT = 1");
                return new ComparisonExpression.Existence(path(), true);
            }
            default -> {
                return test(path());
            }
        }
    }

    private ComparisonExpression test(ObjectPath path) {
        boolean negated = is(Token.NOT);
        if (negated) {
            scanner.advance();
        }
        ComparisonOperator operator = operator(scanner.token());
        if (operator == null) {
            throw scanner.fault(
                    "A comparison operator such as = or LIKE should follow the path, found " + scanner.found() + ".");
        }
        String symbol = scanner.written();
        scanner.advance();
        if (operator == ComparisonOperator.IN) {
            return new ComparisonExpression.Membership(path, negated, set());
        }
        if (operator.takesStringOnly() && !is(Token.STRING)) {
            throw expected("a string between apostrophes", symbol);
        }
        if (operator.orders() && (is(Token.TRUE) || is(Token.FALSE))) {
            throw scanner.fault("true and false have no order: use = or !=.");
        }
        return new ComparisonExpression.Comparison(path, negated, operator, constant(symbol));
    }

    private static @Nullable ComparisonOperator operator(Token token) {
        return switch (token) {
            case EQ -> ComparisonOperator.EQUAL;
            case NEQ -> ComparisonOperator.NOT_EQUAL;
            case LT -> ComparisonOperator.LESS;
            case LE -> ComparisonOperator.LESS_OR_EQUAL;
            case GT -> ComparisonOperator.GREATER;
            case GE -> ComparisonOperator.GREATER_OR_EQUAL;
            case IN -> ComparisonOperator.IN;
            case LIKE -> ComparisonOperator.LIKE;
            case MATCHES -> ComparisonOperator.MATCHES;
            case ISSUBSET -> ComparisonOperator.ISSUBSET;
            case ISSUPERSET -> ComparisonOperator.ISSUPERSET;
            default -> null;
        };
    }

    private List<Constant> set() {
        expect(Token.LPAREN, "after IN");
        var set = new ArrayList<Constant>();
        if (!is(Token.RPAREN)) {
            set.add(constant("("));
            while (is(Token.COMMA)) {
                scanner.advance();
                set.add(constant(","));
            }
        }
        expect(Token.RPAREN, "to close the set of IN");
        return set;
    }

    private ObjectPath path() {
        if (!is(Token.NAME) && !is(Token.HYPHENATED_NAME)) {
            throw scanner.fault("A comparison begins with an object type such as file, found " + scanner.found() + ".");
        }
        String type = scanner.written();
        scanner.advance();
        expect(Token.COLON, "between the object type '" + type + "' and its property");
        var steps = new ArrayList<ObjectPath.Step>(2);
        steps.add(property("':'"));
        while (true) {
            if (steps.size() > ObjectPath.MAX_STEPS) {
                throw scanner.fault("A path has at most " + ObjectPath.MAX_STEPS + " steps.");
            }
            if (is(Token.DOT)) {
                scanner.advance();
                steps.add(property("'.'"));
            } else if (is(Token.LBRACK)) {
                scanner.advance();
                steps.add(index());
            } else {
                return new ObjectPath(type, steps);
            }
        }
    }

    private ObjectPath.Step property(String after) {
        String name = switch (scanner.token()) {
            case NAME -> scanner.written();
            case STRING -> string();
            case HYPHENATED_NAME ->
                throw scanner.fault(
                        "A property name with a hyphen stands between apostrophes: '" + scanner.written() + "'.");
            default -> throw expected("a property name (a keyword needs apostrophes)", after);
        };
        scanner.advance();
        return new ObjectPath.Step.Property(name);
    }

    private ObjectPath.Step index() {
        ObjectPath.Step step;
        if (is(Token.ASTERISK)) {
            step = new ObjectPath.Step.AnyItem();
        } else if (is(Token.WHOLE) || is(Token.NEGATIVE_WHOLE)) {
            try {
                step = new ObjectPath.Step.Index(Integer.parseInt(scanner.written()));
            } catch (NumberFormatException tooLarge) {
                throw scanner.fault("No list has an item number " + scanner.found() + ".");
            }
        } else {
            throw expected("an item number or *", "'['");
        }
        scanner.advance();
        expect(Token.RBRACK, "to close the list index");
        return step;
    }

    private Constant constant(String after) {
        Constant constant = switch (scanner.token()) {
            case STRING -> new Constant.Text(string());
            case WHOLE, NEGATIVE_WHOLE -> whole();
            case DECIMAL, NEGATIVE_DECIMAL -> new Constant.Decimal(new BigDecimal(scanner.written()));
            case TRUE -> new Constant.Truth(true);
            case FALSE -> new Constant.Truth(false);
            case TIME -> timestamp();
            case HEX -> hex();
            case BASE64 -> base64();
            default -> throw expected("a constant such as 'text', 5 or t'2026-01-31T12:00:00Z'", after);
        };
        scanner.advance();
        return constant;
    }

    private Constant whole() {
        String written = scanner.written();
        return written.length() <= MAX_WHOLE_DIGITS_IN_LONG
                ? new Constant.Whole(Long.parseLong(written))
                : new Constant.Whole(new BigInteger(written));
    }

    private String string() {
        return PatternPrinter.unquote(scanner.written(), 1);
    }

    private Constant.Time timestamp() {
        String written = scanner.written();
        String text = written.substring(written.indexOf('\'') + 1, written.length() - 1);
        if (!Moment.hasForm(text)) {
            throw scanner.fault(
                    "'" + text + "' is not a timestamp like 2026-01-31T12:00:00.000Z in UTC (STIX 2.1 §2.16).");
        }
        return new Constant.Time(text);
    }

    private Constant hex() {
        try {
            return new Constant.HexOctets(PatternPrinter.unquote(scanner.written(), 2));
        } catch (IllegalArgumentException noHex) {
            throw scanner.fault(
                    "h'…' holds an even number of hexadecimal digits (STIX 2.1 §9.2), found " + scanner.found() + ".");
        }
    }

    private Constant base64() {
        String text =
                PatternPrinter.unquote(scanner.written(), 2).replace("\n", "").replace("\r", "");
        if (text.length() % 4 == 0) {
            try {
                return new Constant.Base64Octets(text);
            } catch (IllegalArgumentException noBase64) {
                // Falls through to the one message below: the decoder's own words name no place.
            }
        }
        throw scanner.fault("b'…' holds octets in padded base64 (STIX 2.1 §9.2), found " + scanner.found() + ".");
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw scanner.fault("Parentheses are nested more than " + MAX_DEPTH + " deep.");
        }
        scanner.advance();
    }

    private void leave(String purpose) {
        expect(Token.RPAREN, purpose);
        depth--;
    }

    private boolean is(Token token) {
        return scanner.token() == token;
    }

    private void expect(Token token, String purpose) {
        if (!is(token)) {
            throw scanner.fault(token.words() + " should stand here " + purpose + ", found " + scanner.found() + ".");
        }
        scanner.advance();
    }

    private PatternFault expected(String what, String after) {
        return scanner.fault("After " + after + " should follow " + what + ", found " + scanner.found() + ".");
    }
}
