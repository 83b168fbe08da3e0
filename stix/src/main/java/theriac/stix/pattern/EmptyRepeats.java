package theriac.stix.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/// How often a regular expression repeats something that reads no character, as `(a*){1000}` and `(^){9}{9}` do. Such
/// rounds are invisible to a budget of reads, so [RegexSearch] refuses many and takes the rest off the budget.
///
/// Reads the JDK's spelling; what it misreads in a broken expression does not matter, the compiler refuses that.
final class EmptyRepeats {

    /// Rounds are counted up to here.
    static final long MANY = 1L << 40;

    private final String regex;
    private final Deque<Sequence> open = new ArrayDeque<>();
    private Sequence current = new Sequence();
    private int i;

    private EmptyRepeats(String regex) {
        this.regex = regex;
    }

    /// The alternatives of one group, read from left to right.
    private static final class Sequence {
        private boolean lookaround;
        private boolean someEmpty;
        private boolean empty = true;
        private long rounds;
        private boolean atomEmpty = true;
        private long atomRounds;

        void atom(boolean mayBeEmpty, long inside) {
            flush();
            atomEmpty = mayBeEmpty;
            atomRounds = inside;
        }

        void repeat(long least) {
            if (atomEmpty && least > 1) {
                atomRounds = Math.min(MANY, Math.max(1, atomRounds) * Math.min(MANY, least));
            }
            atomEmpty |= least == 0;
        }

        void alternative() {
            flush();
            someEmpty |= empty;
            empty = true;
        }

        private void flush() {
            empty &= atomEmpty;
            rounds = Math.min(MANY, rounds + atomRounds);
            atomEmpty = true;
            atomRounds = 0;
        }
    }

    /// At most [#MANY]; 0 when every counted repetition reads.
    static long count(String regex) {
        var reader = new EmptyRepeats(regex);
        while (reader.i < regex.length()) {
            reader.step(regex.charAt(reader.i++));
        }
        while (!reader.open.isEmpty()) {
            reader.close();
        }
        reader.current.alternative();
        return reader.current.rounds;
    }

    private void step(char c) {
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> open();
            case ')' -> close();
            case '|' -> current.alternative();
            case '^', '$' -> current.atom(true, 0);
            case '?', '*' -> repeat(0);
            case '+' -> repeat(1);
            case '{' -> counted();
            default -> current.atom(false, 0);
        }
    }

    private void escape() {
        char c = i < regex.length() ? regex.charAt(i++) : 'x';
        if ("xpPkN".indexOf(c) >= 0 && i < regex.length() && (regex.charAt(i) == '{' || regex.charAt(i) == '<')) {
            int end = regex.indexOf(regex.charAt(i) == '{' ? '}' : '>', i);
            i = end < 0 ? regex.length() : end + 1;
        }
        boolean backReference = c == 'k' || c >= '1' && c <= '9';
        current.atom(backReference || "bBAzZG".indexOf(c) >= 0, 0);
    }

    private void characterClass() {
        while (i < regex.length() && regex.charAt(i) != ']') {
            i += regex.charAt(i) == '\\' ? 2 : 1;
        }
        i++;
        current.atom(false, 0);
    }

    private void open() {
        open.push(current);
        current = new Sequence();
        current.lookaround = regex.startsWith("?=", i)
                || regex.startsWith("?!", i)
                || regex.startsWith("?<=", i)
                || regex.startsWith("?<!", i);
        if (i < regex.length() && regex.charAt(i) == '?') {
            // The head of a group: flags, a name, or the mark of its kind.
            i++;
            while (i < regex.length() && "):=!>".indexOf(regex.charAt(i)) < 0) {
                i++;
            }
            i += i < regex.length() && regex.charAt(i) != ')' ? 1 : 0;
        }
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        Sequence inner = current;
        inner.alternative();
        current = open.pop();
        current.atom(inner.someEmpty || inner.lookaround, inner.rounds);
    }

    private void repeat(long least) {
        current.repeat(least);
        if (i < regex.length() && (regex.charAt(i) == '?' || regex.charAt(i) == '+')) {
            i++; // reluctant or possessive
        }
    }

    private void counted() {
        long least = 0;
        while (i < regex.length() && regex.charAt(i) >= '0' && regex.charAt(i) <= '9') {
            least = Math.min(MANY, least * 10 + regex.charAt(i++) - '0');
        }
        int end = regex.indexOf('}', i);
        i = end < 0 ? regex.length() : end + 1;
        repeat(least);
    }
}
