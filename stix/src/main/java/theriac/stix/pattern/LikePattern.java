package theriac.stix.pattern;

/// A compiled `LIKE` pattern: `%` any run, `_` one character (code point), over the whole string. Matching
/// takes at most (length of text × length of pattern) steps, without recursion.
final class LikePattern {

    private final int[] pattern;

    LikePattern(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    /// @throws MatchFault when the effort is spent
    boolean matches(String text, Effort effort) {
        effort.read(text);
        int[] points = text.codePoints().toArray();
        int p = 0;
        int t = 0;
        int afterPercent = -1;
        int retryFrom = 0;
        while (t < points.length) {
            effort.spend(1);
            if (p < pattern.length && pattern[p] == '%') {
                afterPercent = ++p;
                retryFrom = t;
            } else if (p < pattern.length && (pattern[p] == '_' || pattern[p] == points[t])) {
                p++;
                t++;
            } else if (afterPercent >= 0) {
                p = afterPercent;
                t = ++retryFrom;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '%') {
            p++;
        }
        return p == pattern.length;
    }
}
