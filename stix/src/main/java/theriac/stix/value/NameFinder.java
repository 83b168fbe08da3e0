package theriac.stix.value;

import java.util.Locale;
import java.util.Optional;

/// Finds what is left: IPv4 addresses and networks, and bare domain names, with or without a path.
final class NameFinder {

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_PATH = 2048;

    private NameFinder() {}

    static void find(ExtractionPage page) {
        int i = 0;
        while (i < page.length()) {
            if (!page.isTaken(i) && isRun(page.at(i))) {
                int end = i;
                while (end < page.length() && !page.isTaken(end) && isRun(page.at(end))) {
                    end++;
                }
                run(page, i, end);
                i = Math.max(end, i + 1);
            } else {
                i++;
            }
        }
    }

    private static boolean isRun(char c) {
        return Refanger.isName(c) || c == '.' || (c >= 0x300 && Character.getType(c) == Character.NON_SPACING_MARK);
    }

    private static void run(ExtractionPage page, int from, int to) {
        int start = from;
        int end = to;
        while (end > start && page.at(end - 1) == '.') {
            end--;
        }
        while (start < end && page.at(start) == '.') {
            start++;
        }
        if (end - start < 4 || end - start > LONGEST_NAME || end - start > 0 && page.at(start) == '-') {
            return;
        }
        if (Refanger.isDigit(page.at(start)) && digitsAndDots(page, start, end)) {
            addresses(page, start, end);
        } else {
            name(page, start, end, from);
        }
    }

    private static boolean digitsAndDots(ExtractionPage page, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = page.at(i);
            if (!Refanger.isDigit(c) && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /// One address, a network, or a range of two addresses.
    private static void addresses(ExtractionPage page, int start, int end) {
        if (isVersion(page, start)) {
            return;
        }
        int dash = page.text().indexOf('-', start);
        if (dash > 0 && dash < end) {
            Optional<NormalValue> low =
                    Values.normalize(ValueKind.IPV4, page.text().substring(start, dash));
            Optional<NormalValue> high =
                    Values.normalize(ValueKind.IPV4, page.text().substring(dash + 1, end));
            if (low.isPresent() && high.isPresent()) {
                external(page, low, start, dash);
                external(page, high, dash + 1, end);
            }
            return;
        }
        if (page.at(end) == '/' && Refanger.isDigit(page.at(end + 1))) {
            int prefix = end + 1;
            while (Refanger.isDigit(page.at(prefix)) && prefix - end < 4) {
                prefix++;
            }
            Optional<NormalValue> network =
                    Values.normalize(ValueKind.CIDR, page.text().substring(start, prefix));
            if (network.isPresent() && !ExtractionPage.glues(page.at(prefix))) {
                external(page, network, start, prefix);
                return;
            }
        }
        external(page, Values.normalize(ValueKind.IPV4, page.text().substring(start, end)), start, end);
    }

    private static void external(ExtractionPage page, Optional<NormalValue> value, int start, int end) {
        page.add(value.filter(address -> !UrlFinder.isInternal(address)), start, end);
    }

    /// `Chrome/133.0.0.0`, `versie 10.0.1.1`, `v7.2.1.10`: a version, not an address.
    private static boolean isVersion(ExtractionPage page, int start) {
        char before = page.at(start - 1);
        if (before == '/' && page.at(start - 2) != '/') {
            return true;
        }
        String words = page.text()
                .substring(Math.max(0, start - 10), start)
                .toLowerCase(Locale.ROOT)
                .stripTrailing();
        return before != '\n'
                && (words.endsWith("version")
                        || words.endsWith("versie")
                        || words.endsWith("firmware")
                        || words.endsWith("release")
                        || words.endsWith("build")
                        || words.endsWith("paragraaf")
                        || words.endsWith("section"));
    }

    private static void name(ExtractionPage page, int start, int end, int runStart) {
        char before = page.at(runStart - 1);
        char after = page.at(end);
        boolean path =
                before == '\\' || (before == '/' && page.at(runStart - 2) != '/') || before == '$' || before == '%';
        if (path || after == '(' || after == '@') {
            return;
        }
        String written = page.text().substring(start, end);
        int dot = written.lastIndexOf('.');
        if (dot < 0) {
            return;
        }
        Optional<NormalValue> domain = Values.normalize(ValueKind.DOMAIN, written);
        if (domain.isEmpty() || !isPlausible(page, written, domain.get().text(), start, end)) {
            return;
        }
        if (after == '/' && !ExtractionPage.glues(before)) {
            url(page, start, end, domain.get());
        }
        page.add(domain.get(), domain.get().text(), start, end);
    }

    private static boolean isPlausible(ExtractionPage page, String written, String name, int start, int end) {
        if (hasInnerUnderscore(name)) {
            return false;
        }
        int dot = name.lastIndexOf('.');
        String top = name.substring(dot + 1);
        if (page.defanged(start, end) || name.startsWith("www.")) {
            return true;
        }
        if (!TopLevelDomains.known(top)) {
            return false;
        }
        boolean oneDot = name.indexOf('.') == dot;
        if (TopLevelDomains.fileLike(top) && (oneDot || page.at(end) != '/')) {
            return false;
        }
        return !isSentenceEnd(written);
    }

    /// `pakket.De`: a missing blank between two sentences, or `System.Net`: a name in a program.
    private static boolean isSentenceEnd(String written) {
        int dot = written.lastIndexOf('.');
        boolean title = Character.isUpperCase(written.charAt(dot + 1))
                && written.substring(dot + 2).chars().noneMatch(Character::isUpperCase);
        return title && written.length() > dot + 2;
    }

    /// Names in the wild carry underscores only at the head of a label and not in the registered part.
    private static boolean hasInnerUnderscore(String name) {
        int last = name.lastIndexOf('_');
        if (last < 0) {
            return false;
        }
        int registered = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
        if (last > registered) {
            return true;
        }
        for (int i = name.indexOf('_'); i >= 0; i = name.indexOf('_', i + 1)) {
            if (i > 0 && name.charAt(i - 1) != '.') {
                return true;
            }
        }
        return false;
    }

    /// A host with a path but without a scheme.
    private static void url(ExtractionPage page, int start, int hostEnd, NormalValue domain) {
        int end = hostEnd;
        while (end < page.length() && end - hostEnd < LONGEST_PATH && !stops(page.at(end))) {
            end++;
        }
        while (end > hostEnd && ".,;:!?')]*".indexOf(page.at(end - 1)) >= 0) {
            end--;
        }
        if (end - hostEnd < 2) {
            return;
        }
        String written = "http://" + domain.text() + page.text().substring(hostEnd, end);
        int stop = end;
        UrlParts.parse(written)
                .ifPresent(
                        url -> page.add(new NormalValue(ValueKind.URL, url.normalForm()), url.display(), start, stop));
    }

    private static boolean stops(char c) {
        return c <= ' ' || "\"<>`|\\{}^,;".indexOf(c) >= 0 || (c >= 0x7f && (c <= 0xa0 || Character.isSpaceChar(c)));
    }
}
