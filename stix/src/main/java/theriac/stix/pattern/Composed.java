package theriac.stix.pattern;

import java.text.Normalizer;

/// Texts in Normalization Form C, as `LIKE` and `MATCHES` compare them (STIX 2.1 §9.6.1).
final class Composed {

    /// Combining marks on one letter; Unicode's stream-safe format has 30, and sorting them costs the square.
    private static final int MAX_MARKS = 1_000;

    private static final char FIRST_MARK = '\u0300';

    private Composed() {}

    /// The text in form C.
    ///
    /// @throws MatchFault when more combining marks follow each other than any writing has
    static String form(String text) {
        int marks = 0;
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_MARK) {
                plain = false;
                marks = isMark(text, i) ? marks + 1 : 0;
                if (marks > MAX_MARKS) {
                    throw new MatchFault(
                            "A text has more than " + MAX_MARKS + " combining marks in a row; it is not compared.");
                }
            } else {
                marks = 0;
            }
        }
        return plain ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static boolean isMark(String text, int at) {
        int type = Character.getType(
                Character.isLowSurrogate(text.charAt(at)) && at > 0 ? text.codePointAt(at - 1) : text.codePointAt(at));
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.SURROGATE;
    }
}
