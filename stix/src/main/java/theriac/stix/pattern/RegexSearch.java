package theriac.stix.pattern;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A compiled `MATCHES` expression that cannot hang: the text counts how often the engine reads from it and
/// stops the search when the budget is spent. PCRE is read by the JDK's engine after translating what is
/// spelt differently; what that engine cannot do (recursion, conditions, `\K`) is refused with a sentence.
final class RegexSearch {

    /// Longest expression that is compiled.
    static final int MAX_REGEX = 20_000;

    /// Reads of one search: about 0.1 s. A sound expression needs a few for each character.
    static final long BUDGET = 5_000_000;

    /// Rounds over nothing that are run; PCRE refuses such expressions as too large.
    private static final long MAX_EMPTY_REPEATS = 1_000;

    /// The mode in which blanks and comments are nothing, so that nobody can tell what a count would repeat.
    private static final Pattern EXTENDED = Pattern.compile("\\(\\?[a-zA-Z-]*x");

    private final Pattern pattern;
    private final String shown;
    private final long budget;

    private RegexSearch(Pattern pattern, String shown, long budget) {
        this.pattern = pattern;
        this.shown = shown;
        this.budget = budget;
    }

    /// @param unicode false for octets, where the classes `\w`, `\d`, `\s` know ASCII only (STIX 2.1 §9.6.1)
    /// @throws MatchFault when the expression cannot be read
    static RegexSearch compile(String regex, boolean unicode) {
        String shown = regex.length() > 60 ? regex.substring(0, 60) + "…" : regex;
        if (regex.length() > MAX_REGEX) {
            throw new MatchFault("The regular expression " + shown + " has more than " + MAX_REGEX + " characters.");
        }
        int flags = Pattern.DOTALL | Pattern.UNIX_LINES | (unicode ? Pattern.UNICODE_CHARACTER_CLASS : 0);
        String translated = PcreSyntax.translate(regex);
        if (translated.indexOf('{') >= 0 && EXTENDED.matcher(translated).find()) {
            throw new MatchFault("The regular expression " + shown
                    + " uses the extended mode (?x) together with braces. Write it without one of the two.");
        }
        long empty = EmptyRepeats.count(translated);
        if (empty > MAX_EMPTY_REPEATS) {
            throw new MatchFault("The regular expression " + shown + " repeats what may be empty more than "
                    + MAX_EMPTY_REPEATS + " times. Take the counts away: they say nothing there.");
        }
        try {
            return new RegexSearch(Pattern.compile(translated, flags), shown, BUDGET / Math.max(1, empty));
        } catch (PatternSyntaxException e) {
            throw new MatchFault("The regular expression " + shown + " cannot be read: " + e.getDescription() + ".");
        } catch (StackOverflowError nested) {
            throw new MatchFault("The regular expression " + shown + " is nested too deeply.");
        }
    }

    /// Whether the expression is found anywhere in the text.
    ///
    /// @param effort pays for what is read
    /// @throws MatchFault when the budget of this search or the effort is spent
    boolean find(String text, Effort effort) {
        long[] left = {Math.min(budget, effort.left())};
        long before = left[0];
        try {
            return pattern.matcher(new Budgeted(text, 0, text.length(), left)).find();
        } catch (BudgetSpent spent) {
            throw new MatchFault("The regular expression " + shown + " was stopped after " + before
                    + " steps on one value: it backtracks without end. Rewrite it without nested repetition.");
        } catch (StackOverflowError deep) {
            // The JDK's engine recurses for each repetition of a group; a long text can exhaust the stack.
            throw new MatchFault("The regular expression " + shown + " was stopped: it repeats a group too often on a"
                    + " long value. Rewrite it without repeated groups.");
        } finally {
            effort.pay((before - left[0]) * (BUDGET / budget));
        }
    }

    /// A text that stops the search when it was read too often.
    private record Budgeted(String text, int from, int to, long[] left) implements CharSequence {

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new BudgetSpent();
            }
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Budgeted(text, from + start, from + end, left);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }

    private static final class BudgetSpent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BudgetSpent() {
            super("budget spent", null, false, false);
        }
    }
}
