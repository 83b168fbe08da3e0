package theriac.stix.value;

import java.util.Optional;

/// Finds telephone numbers: with a country code, and Dutch ones as people write them.
final class NumberFinder {

    private static final int LONGEST = 26;

    private NumberFinder() {}

    static void find(ExtractionPage page) {
        int i = 0;
        while (i < page.length()) {
            char c = page.at(i);
            boolean starts = (c == '+' || c == '0' || (c == '(' && page.at(i + 1) == '0')) && !page.isTaken(i);
            i = starts && opens(page.at(i - 1)) ? number(page, i) : i + 1;
        }
    }

    private static boolean opens(char before) {
        return !ExtractionPage.glues(before) && "+-.,/=&?%#".indexOf(before) < 0;
    }

    private static int number(ExtractionPage page, int start) {
        int end = start + 1;
        int lastDigit = start;
        int digits = page.at(start) == '0' ? 1 : 0;
        int groups = 1;
        while (end - start < LONGEST && !page.isTaken(end)) {
            char c = page.at(end);
            if (Refanger.isDigit(c)) {
                groups += lastDigit < end - 1 && digits > 0 ? 1 : 0;
                lastDigit = end;
                digits++;
            } else if (!separates(page, end)) {
                break;
            }
            end++;
        }
        int stop = lastDigit + 1;
        boolean glued =
                ExtractionPage.glues(page.at(stop)) || (page.at(stop) == '-' && Refanger.isDigit(page.at(stop + 1)));
        if (digits < 8 || glued) {
            return stop;
        }
        String written = page.text().substring(start, stop);
        boolean plain = page.at(start) != '+' && groups == 1 && !written.startsWith("06") && !written.startsWith("00");
        Optional<NormalValue> number = plain ? Optional.empty() : Values.normalize(ValueKind.PHONE, written);
        page.add(number, start, stop);
        return stop;
    }

    /// One blank, hyphen, dot, slash or bracket between digits.
    private static boolean separates(ExtractionPage page, int at) {
        char c = page.at(at);
        char next = page.at(at + 1);
        if (c == '(' || c == ')') {
            return true;
        }
        boolean separator = c == ' ' || c == '-' || c == '.' || c == '\u00a0' || c == '\u2011' || c == '\u2013';
        return separator
                && (Refanger.isDigit(next) || next == '(' || (c == ' ' && next == '-') || (c == '-' && next == ' '));
    }
}
