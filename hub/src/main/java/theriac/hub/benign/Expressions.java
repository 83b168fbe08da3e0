package theriac.hub.benign;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import theriac.stix.value.ValueKind;

/// The regular expressions of warning lists, with the number of the list that each came from. They are run by RE2,
/// which reads a text once whatever the expression is; what only a backtracking engine can do is not taken, and
/// neither is what would grow large. Filled by one thread, then read by many.
final class Expressions {

    /// Characters of an expression.
    private static final int LONGEST = 500;

    /// Length of an expression times all its counts: an upper bound of what it compiles to. It is judged before
    /// compiling, because RE2 for Java writes counts out, and counts of counts as well.
    private static final long LARGEST_WRITTEN_OUT = 100_000;

    /// Instructions of one expression, and of all together: each is a step for each character of a value.
    private static final int LARGEST = 2_000;

    private static final int LARGEST_TOGETHER = 20_000;

    /// Longer values are not compared.
    private static final int LONGEST_VALUE = 500;

    private static final Pattern COUNT = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

    private record Expression(Pattern pattern, int list) {}

    private final Map<ValueKind, List<Expression>> expressions = new EnumMap<>(ValueKind.class);
    private int instructions;
    private int size;

    /// Takes an expression as PHP and MISP write them, `/^abuse@/i`, or without delimiters.
    ///
    /// @return false when it is not taken: see [Expressions]
    boolean isTaken(String written, Set<ValueKind> kinds, int list) {
        int end = isDelimiter(written.charAt(0)) ? written.lastIndexOf(written.charAt(0)) : 0;
        var body = end > 0 ? written.substring(1, end) : written;
        int flags = end > 0 ? flags(written.substring(end + 1)) : 0;
        if (flags < 0 || body.isEmpty() || body.length() > LONGEST || writtenOut(body) > LARGEST_WRITTEN_OUT) {
            return false;
        }
        try {
            var pattern = Pattern.compile(body, flags);
            if (pattern.programSize() > LARGEST || instructions + pattern.programSize() > LARGEST_TOGETHER) {
                return false;
            }
            instructions += pattern.programSize();
            kinds.forEach(kind ->
                    expressions.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Expression(pattern, list)));
            size++;
            return true;
        } catch (PatternSyntaxException backtracking) {
            return false;
        }
    }

    /// Names the lists of the expressions about a kind that are found anywhere in a text, as MISP searches.
    void find(ValueKind kind, String text, IntConsumer lists) {
        if (text.length() > LONGEST_VALUE) {
            return;
        }
        for (var expression : expressions.getOrDefault(kind, List.of())) {
            if (expression.pattern.matcher(text).find()) {
                lists.accept(expression.list);
            }
        }
    }

    int size() {
        return size;
    }

    private static boolean isDelimiter(char first) {
        return first == '/' || first == '#' || first == '~';
    }

    /// @return -1 for a flag that changes what is meant in a way that RE2 does not know
    private static int flags(String letters) {
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            switch (letters.charAt(i)) {
                case 'i' -> flags |= Pattern.CASE_INSENSITIVE;
                case 's' -> flags |= Pattern.DOTALL;
                case 'm' -> flags |= Pattern.MULTILINE;
                case 'g', 'u' -> {} // all of them, and UTF-8: both are so anyway
                default -> {
                    return -1;
                }
            }
        }
        return flags;
    }

    private static long writtenOut(String body) {
        long size = body.length();
        Matcher counts = COUNT.matcher(body);
        while (counts.find() && size <= LARGEST_WRITTEN_OUT) {
            var most = counts.group(2);
            size *= Math.max(1, number(most == null || most.isEmpty() ? counts.group(1) : most));
        }
        return size;
    }

    private static long number(String digits) {
        return digits.length() > 6 ? LARGEST_WRITTEN_OUT : Long.parseLong(digits);
    }
}
