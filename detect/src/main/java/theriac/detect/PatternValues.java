package theriac.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.pattern.ComparisonExpression;
import theriac.stix.pattern.ComparisonOperator;
import theriac.stix.pattern.Constant;
import theriac.stix.pattern.ObjectPath;
import theriac.stix.pattern.ObservationExpression;
import theriac.stix.pattern.Qualifier;

/// What a pattern watches for, as far as one log line can tell: alternatives of single values, an address with its
/// port, several hashes of one file. Anything that needs two lines, a count or a negation is refused, never guessed:
/// one half of an `AND` alone would raise false alarms.
final class PatternValues {

    private final List<Watched> watched = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    private PatternValues() {}

    /// @param watched values of which each alone is a match
    /// @param refusals sentences that say which parts cannot be seen in a log line
    record Read(List<Watched> watched, List<String> refusals) {}

    static Read of(ObservationExpression expression) {
        PatternValues values = new PatternValues();
        values.observation(expression);
        return new Read(values.watched.stream().distinct().toList(), List.copyOf(values.refusals));
    }

    private void observation(ObservationExpression expression) {
        switch (expression) {
            case ObservationExpression.Bracket(ComparisonExpression comparison) -> comparison(comparison);
            case ObservationExpression.Or(List<ObservationExpression> operands) -> operands.forEach(this::observation);
            case ObservationExpression.And _, ObservationExpression.FollowedBy _ ->
                refusals.add("it needs several observations together");
            case ObservationExpression.Qualified(ObservationExpression inner, Qualifier qualifier) -> {
                if (qualifier instanceof Qualifier.Within && inner instanceof ObservationExpression.Bracket) {
                    observation(inner); // one observation always lies within any span
                } else {
                    refusals.add("it counts or dates its observations");
                }
            }
        }
    }

    private void comparison(ComparisonExpression expression) {
        switch (expression) {
            case ComparisonExpression.Or(List<ComparisonExpression> operands) -> operands.forEach(this::comparison);
            case ComparisonExpression.And(List<ComparisonExpression> operands) -> conjunction(operands);
            case ComparisonExpression.Comparison comparison when !comparison.negated() -> single(comparison);
            case ComparisonExpression.Membership(ObjectPath path, boolean negated, List<Constant> set)
            when !negated -> set.forEach(constant -> value(path, constant.text()));
            case ComparisonExpression.Comparison _, ComparisonExpression.Membership _ ->
                refusals.add("it negates a comparison");
            case ComparisonExpression.Existence _ -> refusals.add("EXISTS names no value");
        }
    }

    private void single(ComparisonExpression.Comparison comparison) {
        boolean network = comparison.operator() == ComparisonOperator.ISSUBSET;
        if (network || comparison.operator() == ComparisonOperator.EQUAL) {
            value(comparison.path(), comparison.constant().text());
        } else {
            refusals.add("the operator " + comparison.operator().symbol() + " names no single value");
        }
    }

    private void value(ObjectPath path, String text) {
        Optional<WatchKind> kind = kind(path);
        Optional<Watched> value = kind.flatMap(k -> NormalForms.of(k, text));
        if (value.isPresent()) {
            watched.add(value.get());
            return;
        }
        refusals.add(
                kind.isPresent()
                        ? "\"" + shown(text) + "\" is no value of " + path.text()
                        : "log lines do not show " + path.text());
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static Optional<WatchKind> kind(ObjectPath path) {
        String text = path.text();
        if (text.startsWith("file:hashes.")
                || text.startsWith("artifact:hashes.")
                || text.startsWith("x509-certificate:hashes.")) {
            return Optional.of(WatchKind.HASH);
        }
        return switch (text) {
            case "domain-name:value" -> Optional.of(WatchKind.DOMAIN);
            case "url:value" -> Optional.of(WatchKind.URL);
            case "ipv4-addr:value" -> Optional.of(WatchKind.IPV4);
            case "ipv6-addr:value" -> Optional.of(WatchKind.IPV6);
            case "email-addr:value", "email-message:from_ref.value", "email-message:sender_ref.value" ->
                Optional.of(WatchKind.EMAIL);
            default -> isTrafficAddress(text) ? Optional.of(WatchKind.IPV4) : Optional.empty();
        };
    }

    private static boolean isTrafficAddress(String path) {
        return path.equals("network-traffic:dst_ref.value") || path.equals("network-traffic:src_ref.value");
    }

    /// `AND` on one object: an address with its port, or a file by a hash whatever else is said about it.
    private void conjunction(List<ComparisonExpression> operands) {
        Optional<String> address = Optional.empty();
        Optional<String> port = Optional.empty();
        List<Watched> hashes = new ArrayList<>();
        int understood = 0;
        for (ComparisonExpression operand : operands) {
            if (!(operand
                            instanceof
                            ComparisonExpression.Comparison(
                                    ObjectPath path,
                                    boolean negated,
                                    ComparisonOperator operator,
                                    Constant constant))
                    || negated
                    || operator != ComparisonOperator.EQUAL) {
                break;
            }
            String text = path.text();
            if (isTrafficAddress(text)) {
                address = Optional.of(constant.text());
            } else if (text.equals("network-traffic:dst_port") || text.equals("network-traffic:src_port")) {
                port = Optional.of(constant.text());
            } else if (kind(path).equals(Optional.of(WatchKind.HASH))) {
                NormalForms.of(WatchKind.HASH, constant.text()).ifPresent(hashes::add);
            } else if (!path.objectType().equals("file") && !text.startsWith("network-traffic:protocols")) {
                break;
            }
            understood++;
        }
        if (understood < operands.size() || !conclude(address, port, hashes)) {
            refusals.add("it joins facts that no single log field shows together");
        }
    }

    private boolean conclude(Optional<String> address, Optional<String> port, List<Watched> hashes) {
        if (address.isPresent() && hashes.isEmpty()) {
            Optional<Watched> value = port.isPresent()
                    ? NormalForms.endpoint(address.get(), port.get())
                    : NormalForms.of(WatchKind.IPV4, address.get());
            value.ifPresent(watched::add);
            return value.isPresent();
        }
        watched.addAll(hashes);
        return !hashes.isEmpty() && port.isEmpty();
    }
}
