package theriac.hub.intake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Finds sums of money as they are written: `EUR 5,00`, `€5`, `5 euro`, `GBP 1.99`. Every repetition is bounded, so
/// the time is linear in the text.
final class Amounts {

    private static final String NUMBER = "\\d{1,3}(?:[.,]?\\d{3}){0,4}(?:[.,]\\d{1,2})?";
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:(?:\\b(?:EUR|USD|GBP|BTC|ETH)|[€$£])\\s{0,2}" + NUMBER + ")" + "|(?:(?<![\\d.,])" + NUMBER
                    + "\\s{0,2}(?:€|euro\\b|eur\\b|dollar\\b|pond\\b|BTC\\b|ETH\\b))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final int MOST = 50;

    private Amounts() {}

    static List<String> in(String text) {
        var found = new LinkedHashSet<String>();
        var matcher = AMOUNT.matcher(text);
        while (found.size() < MOST && matcher.find()) {
            found.add(matcher.group().strip());
        }
        return List.copyOf(found);
    }
}
