package theriac.stix.pattern;

import java.util.List;

/// Writes a tree as text, with the fewest parentheses that keep its shape: `parse(print(x)) = x`.
final class PatternPrinter {

    private static final int FOLLOWEDBY = 1;
    private static final int OR = 2;
    private static final int AND = 3;
    private static final int UNIT = 4;

    private final StringBuilder out = new StringBuilder(128);

    private PatternPrinter() {}

    static String print(ObservationExpression expression) {
        var printer = new PatternPrinter();
        printer.observation(expression, FOLLOWEDBY);
        return printer.out.toString();
    }

    static String print(ComparisonExpression expression) {
        var printer = new PatternPrinter();
        printer.comparison(expression, OR);
        return printer.out.toString();
    }

    private void observation(ObservationExpression expression, int weakest) {
        boolean group = rank(expression) < weakest;
        if (group) {
            out.append('(');
        }
        switch (expression) {
            case ObservationExpression.FollowedBy(var operands) -> joined(operands, " FOLLOWEDBY ", OR);
            case ObservationExpression.Or(var operands) -> joined(operands, " OR ", AND);
            case ObservationExpression.And(var operands) -> joined(operands, " AND ", UNIT);
            case ObservationExpression.Bracket(var comparison) -> {
                out.append('[');
                comparison(comparison, OR);
                out.append(']');
            }
            case ObservationExpression.Qualified(var inner, var qualifier) -> {
                boolean innerGroup = repeatsKind(inner, qualifier);
                if (innerGroup) {
                    out.append('(');
                }
                observation(inner, innerGroup ? FOLLOWEDBY : UNIT);
                if (innerGroup) {
                    out.append(')');
                }
                out.append(' ');
                qualifier(qualifier);
            }
        }
        if (group) {
            out.append(')');
        }
    }

    private void joined(List<ObservationExpression> operands, String operator, int weakest) {
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                out.append(operator);
            }
            observation(operands.get(i), weakest);
        }
    }

    private static int rank(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.FollowedBy f -> FOLLOWEDBY;
            case ObservationExpression.Or o -> OR;
            case ObservationExpression.And a -> AND;
            case ObservationExpression.Bracket b -> UNIT;
            case ObservationExpression.Qualified q -> UNIT;
        };
    }

    /// Whether a qualifier of this kind already stands in the chain, which only parentheses make legal again
    /// (§9.5.1).
    private static boolean repeatsKind(ObservationExpression inner, Qualifier qualifier) {
        ObservationExpression current = inner;
        while (current instanceof ObservationExpression.Qualified(var deeper, var other)) {
            if (other.getClass() == qualifier.getClass()) {
                return true;
            }
            current = deeper;
        }
        return false;
    }

    private void qualifier(Qualifier qualifier) {
        switch (qualifier) {
            case Qualifier.Repeats(long times) ->
                out.append("REPEATS ").append(times).append(" TIMES");
            case Qualifier.Within(var seconds) ->
                out.append("WITHIN ").append(seconds.toPlainString()).append(" SECONDS");
            case Qualifier.StartStop(var start, var stop) ->
                out.append("START t'")
                        .append(start.text())
                        .append("' STOP t'")
                        .append(stop.text())
                        .append('\'');
        }
    }

    private void comparison(ComparisonExpression expression, int weakest) {
        switch (expression) {
            case ComparisonExpression.Or(var operands) -> group(operands, " OR ", AND, weakest > OR);
            case ComparisonExpression.And(var operands) -> group(operands, " AND ", UNIT, weakest > AND);
            case ComparisonExpression.Existence(var path, var negated) ->
                out.append(negated ? "NOT EXISTS " : "EXISTS ").append(path.text());
            case ComparisonExpression.Comparison(var path, var negated, var operator, var constant) -> {
                out.append(path.text())
                        .append(negated ? " NOT " : " ")
                        .append(operator.symbol())
                        .append(' ');
                constant(constant);
            }
            case ComparisonExpression.Membership(var path, var negated, var set) -> {
                out.append(path.text()).append(negated ? " NOT IN (" : " IN (");
                for (int i = 0; i < set.size(); i++) {
                    if (i > 0) {
                        out.append(", ");
                    }
                    constant(set.get(i));
                }
                out.append(')');
            }
        }
    }

    private void group(List<ComparisonExpression> operands, String operator, int weakest, boolean parentheses) {
        if (parentheses) {
            out.append('(');
        }
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                out.append(operator);
            }
            comparison(operands.get(i), weakest);
        }
        if (parentheses) {
            out.append(')');
        }
    }

    private void constant(Constant constant) {
        switch (constant) {
            case Constant.Text(var text) -> quote(out, text);
            case Constant.HexOctets(var text) -> out.append("h'").append(text).append('\'');
            case Constant.Base64Octets(var text) ->
                out.append("b'").append(text).append('\'');
            case Constant.Time(var text) -> out.append("t'").append(text).append('\'');
            case Constant.Whole w -> out.append(w.text());
            case Constant.Decimal d -> out.append(d.text());
            case Constant.Truth t -> out.append(t.value());
        }
    }

    /// The text between apostrophes, with `\` and `'` escaped.
    static void quote(StringBuilder out, String text) {
        out.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('\'');
    }

    /// The content of a literal that begins `from` characters after its start and ends before its last
    /// apostrophe.
    static String unquote(String literal, int from) {
        int end = literal.length() - 1;
        int backslash = literal.indexOf('\\');
        if (backslash < 0) {
            return literal.substring(from, end);
        }
        var out = new StringBuilder(end - from);
        for (int i = from; i < end; i++) {
            char c = literal.charAt(i);
            if (c == '\\') {
                i++;
                c = literal.charAt(i);
            }
            out.append(c);
        }
        return out.toString();
    }
}
