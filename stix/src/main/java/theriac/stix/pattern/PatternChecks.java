package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.stix.Finding;
import theriac.stix.Severity;
import theriac.stix.net.IpNetwork;

/// What is wrong with a pattern that the grammar accepts. The rules carry the clause they come from; reference
/// implementations pass all of these in silence.
final class PatternChecks {

    private static final int MAX_EXCERPT = 200;

    private final List<Finding> findings = new ArrayList<>();

    private PatternChecks() {}

    static List<Finding> check(ObservationExpression expression) {
        var checks = new PatternChecks();
        checks.observation(expression);
        return List.copyOf(checks.findings);
    }

    /// Refuses patterns with invalid constants, which match nothing (STIX 2.1 §9.4).
    ///
    /// @throws MatchFault with the first such finding
    static void requireMatchable(ObservationExpression expression) {
        for (Finding finding : check(expression)) {
            if (finding.rule().startsWith("pattern-invalid")) {
                throw new MatchFault(finding.message());
            }
        }
    }

    private void error(String rule, String message) {
        findings.add(new Finding(rule, Severity.ERROR, "", message));
    }

    private void warning(String rule, String message) {
        findings.add(new Finding(rule, Severity.WARNING, "", message));
    }

    private void observation(ObservationExpression expression) {
        switch (expression) {
            case ObservationExpression.Bracket(var comparison) -> comparison(comparison);
            case ObservationExpression.And(var operands) -> operands.forEach(this::observation);
            case ObservationExpression.Or(var operands) -> operands.forEach(this::observation);
            case ObservationExpression.FollowedBy(var operands) -> operands.forEach(this::observation);
            case ObservationExpression.Qualified(var inner, var qualifier) -> {
                observation(inner);
                qualifier(qualifier);
                repeatedKind(inner, qualifier);
            }
        }
    }

    private void repeatedKind(ObservationExpression inner, Qualifier qualifier) {
        ObservationExpression current = inner;
        while (current instanceof ObservationExpression.Qualified(var deeper, var other)) {
            if (other.getClass() == qualifier.getClass()) {
                warning(
                        "pattern-qualifier-twice",
                        "A qualifier of one kind stands twice on one expression, told apart by parentheses only (STIX 2.1"
                                + " §9.5.1 allows one).");
                return;
            }
            current = deeper;
        }
    }

    private void qualifier(Qualifier qualifier) {
        switch (qualifier) {
            case Qualifier.Repeats(long times) -> {
                if (times < 1) {
                    error("pattern-invalid-repeats", "REPEATS 0 TIMES: the number is 1 or more (STIX 2.1 §9.5.1).");
                }
            }
            case Qualifier.Within(var seconds) -> {
                if (seconds.signum() == 0) {
                    error(
                            "pattern-invalid-within",
                            "WITHIN 0 SECONDS: the number is greater than 0 (STIX 2.1 §9.5.1).");
                }
            }
            case Qualifier.StartStop(var start, var stop) -> startStop(start, stop);
        }
    }

    private void startStop(Constant.Time start, Constant.Time stop) {
        timestamp(start);
        timestamp(stop);
        Optional<Moment> from = Moment.parse(start.text());
        Optional<Moment> to = Moment.parse(stop.text());
        if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) >= 0) {
            warning(
                    "pattern-empty-interval",
                    "START t'" + start.text() + "' is not before STOP t'" + stop.text()
                            + "': no observation lies between them (STIX 2.1 §9.5.1).");
        }
    }

    private void timestamp(Constant.Time time) {
        if (Moment.parse(time.text()).isEmpty()) {
            error(
                    "pattern-invalid-timestamp",
                    "The calendar has no such day: t'" + time.text() + "' (STIX 2.1 §2.16).");
        } else if (time.text().startsWith("60", 17)) {
            warning("pattern-leap-second", "t'" + time.text() + "' names second 60, which few clocks ever show.");
        }
    }

    private void comparison(ComparisonExpression expression) {
        switch (expression) {
            case ComparisonExpression.And(var operands) -> {
                operands.forEach(this::comparison);
                if (types(expression).isEmpty()) {
                    error(
                            "pattern-and-of-types",
                            "[" + excerpt(PatternPrinter.print(expression))
                                    + "] joins different object types by AND; one object cannot have both (STIX 2.1 §9.5).");
                }
            }
            case ComparisonExpression.Or(var operands) -> operands.forEach(this::comparison);
            case ComparisonExpression.Existence e -> {
                // Nothing to compare, nothing to check.
            }
            case ComparisonExpression.Membership(var path, var negated, var set) -> set(path, set);
            case ComparisonExpression.Comparison c -> leaf(c);
        }
    }

    private static String excerpt(String text) {
        return text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT) + "…";
    }

    /// The object types that can satisfy an expression; empty when none can.
    private static Set<String> types(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.And(var operands) -> {
                var common = new HashSet<>(types(operands.getFirst()));
                operands.forEach(operand -> common.retainAll(types(operand)));
                yield common;
            }
            case ComparisonExpression.Or(var operands) -> {
                var either = new HashSet<String>();
                operands.forEach(operand -> either.addAll(types(operand)));
                yield either;
            }
            default -> Set.of(PatternWalk.path(expression).objectType());
        };
    }

    private void set(ObjectPath path, List<Constant> set) {
        var kinds = new HashSet<String>();
        for (Constant constant : set) {
            kinds.add(kind(constant));
            if (constant instanceof Constant.Time time) {
                timestamp(time);
            }
        }
        if (kinds.size() > 1) {
            error(
                    "pattern-invalid-set",
                    "The set that " + path.text()
                            + " is compared with mixes kinds of constants; IN takes one kind (STIX 2.1 §9.6.1).");
        }
        if (set.isEmpty()) {
            warning("pattern-empty-set", path.text() + " IN () matches nothing.");
        }
    }

    private static String kind(Constant constant) {
        return switch (constant) {
            case Constant.Text t -> "string";
            case Constant.Whole w -> "number";
            case Constant.Decimal d -> "number";
            case Constant.Truth t -> "boolean";
            case Constant.HexOctets h -> "octets";
            case Constant.Base64Octets b -> "octets";
            case Constant.Time t -> "timestamp";
        };
    }

    private void leaf(ComparisonExpression.Comparison comparison) {
        switch (comparison.operator()) {
            case ISSUBSET, ISSUPERSET -> network(comparison);
            case MATCHES -> regex(comparison.constant().text());
            default -> {
                if (comparison.constant() instanceof Constant.Time time) {
                    timestamp(time);
                }
            }
        }
        String value = comparison.constant().text();
        boolean slash = comparison.operator() == ComparisonOperator.EQUAL
                && comparison.path().objectType().endsWith("-addr")
                && value.indexOf('/') > 0
                && IpNetwork.parse(value).isPresent();
        if (slash) {
            warning(
                    "pattern-plain-network",
                    comparison.path().text() + " = '" + value
                            + "' compares text: it does not match addresses inside. ISSUBSET does (STIX 2.1 §9.6.1).");
        }
    }

    private void network(ComparisonExpression.Comparison comparison) {
        String value = comparison.constant().text();
        if (IpNetwork.parse(value).isEmpty()) {
            warning(
                    "pattern-no-network",
                    comparison.operator().symbol() + " '" + value
                            + "' is no address or network and matches nothing (STIX 2.1 §9.6.1).");
        }
        if (!leadsToAddress(comparison.path())) {
            warning(
                    "pattern-subset-path",
                    comparison.path().text() + " " + comparison.operator().symbol()
                            + ": only the value of an ipv4-addr or ipv6-addr is compared so (STIX 2.1 §9.6.1).");
        }
    }

    /// True for the value of an address, and for a value behind a reference, which may be one.
    private static boolean leadsToAddress(ObjectPath path) {
        boolean value = path.steps().getLast() instanceof ObjectPath.Step.Property(String name) && name.equals("value");
        boolean address =
                path.objectType().equals("ipv4-addr") || path.objectType().equals("ipv6-addr");
        return value && (address || path.steps().size() > 1);
    }

    private void regex(String regex) {
        try {
            RegexSearch.compile(regex, true);
        } catch (MatchFault fault) {
            error("pattern-invalid-regex", fault.reason());
        }
    }
}
