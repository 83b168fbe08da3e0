package theriac.stix.value;

import java.util.Optional;

/// Finds mail addresses around `@`.
final class MailFinder {

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;

    private MailFinder() {}

    static void find(ExtractionPage page) {
        String text = page.text();
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            if (!page.isTaken(at)) {
                address(page, at);
            }
        }
    }

    private static void address(ExtractionPage page, int at) {
        int start = at;
        while (start > 0 && at - start <= LONGEST_LOCAL && isLocal(page.at(start - 1)) && !page.isTaken(start - 1)) {
            start--;
        }
        while (start < at && ".'-".indexOf(page.at(start)) >= 0) {
            start++;
        }
        int end = at + 1;
        while (end - at <= LONGEST_DOMAIN && (Refanger.isName(page.at(end)) || page.at(end) == '.')) {
            end++;
        }
        while (end > at + 1 && ".-_".indexOf(page.at(end - 1)) >= 0) {
            end--;
        }
        if (start == at || at - start > LONGEST_LOCAL || page.at(end) == '@') {
            return;
        }
        String written = page.text().substring(start, end);
        Optional<NormalValue> value = Values.normalize(ValueKind.EMAIL, written);
        if (value.isPresent()) {
            String domain = value.get().text().substring(value.get().text().lastIndexOf('@'));
            page.add(value.get(), written.substring(0, at - start) + domain, start, end);
        }
    }

    private static boolean isLocal(char c) {
        return Refanger.isName(c) || c == '.' || c == '+' || c == '\'' || c == '%' || c == '&' || c == '!' || c == '#';
    }
}
