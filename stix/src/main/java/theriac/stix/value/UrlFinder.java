package theriac.stix.value;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import theriac.stix.net.IpNetwork;

/// Finds URLs with a scheme, and their hosts.
final class UrlFinder {

    private static final Set<String> SCHEMES =
            Set.of("http", "https", "ftp", "ftps", "sftp", "ldap", "ldaps", "ws", "wss", "smb", "rtsp");

    /// Typographic quotation marks, which close a quoted URL.
    private static final String QUOTES = "\u201c\u201d\u2018\u2019\u00ab\u00bb\u2039\u203a\u201e";

    private static final int LONGEST_SCHEME = 6;
    private static final int LONGEST_AUTHORITY = 512;
    private static final int LONGEST_URL = 8192;

    private UrlFinder() {}

    static void find(ExtractionPage page) {
        String text = page.text();
        int at = text.indexOf("://");
        while (at >= 0) {
            int start = schemeStart(text, at);
            int next = at + 3;
            if (start >= 0 && hasHost(page, at + 3)) {
                int end = end(page, start, at + 3);
                if (add(page, start, end)) {
                    next = end;
                }
            }
            at = text.indexOf("://", next);
        }
    }

    /// Where a known scheme before `://` begins; a scheme glued to letters before it still counts when it is
    /// http.
    private static int schemeStart(String text, int colon) {
        int start = colon;
        while (start > 0 && colon - start <= LONGEST_SCHEME && Refanger.isLetter(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, colon).toLowerCase(Locale.ROOT);
        if (SCHEMES.contains(word)) {
            return start;
        }
        return word.endsWith("https") ? colon - 5 : word.endsWith("http") ? colon - 4 : -1;
    }

    /// Whether what stands behind `://` may be a host: it has a dot, a bracket, or is a number. A cheap look
    /// ahead, so that a text full of `://` costs no more than its length.
    private static boolean hasHost(ExtractionPage page, int from) {
        boolean digits = Refanger.isDigit(page.at(from));
        for (int i = from; i < from + LONGEST_AUTHORITY; i++) {
            char c = page.at(i);
            if (c == '.' || c == '[' || c == '\u3002' || c == '\uff0e') {
                return true;
            }
            if (c == '/' || c == '?' || c == '#' || stops(c)) {
                return digits;
            }
            digits &= Refanger.isDigit(c) || c == ':' || Character.digit(c, 16) >= 0 || c == 'x' || c == 'X';
        }
        return false;
    }

    private static int end(ExtractionPage page, int start, int host) {
        char before = page.at(start - 1);
        boolean query = false;
        int i = host;
        if (page.at(i) == '[') {
            i++;
            while (page.at(i) == ':' || page.at(i) == '.' || Character.digit(page.at(i), 16) >= 0) {
                i++;
            }
            i += page.at(i) == ']' ? 1 : 0;
        }
        int limit = Math.min(page.length(), start + LONGEST_URL);
        while (i < limit) {
            char c = page.at(i);
            query |= c == '?';
            if (stops(c)
                    || (c == '\'' && before == '\'')
                    || (c == ';' && !query && !page.text().startsWith("jsessionid", i + 1))) {
                break;
            }
            if ((c == ',' || c == ';') && page.text().startsWith("http", i + 1)) {
                break;
            }
            i++;
        }
        return trimmed(page, host, i);
    }

    private static boolean stops(char c) {
        return c <= ' '
                || c == '"'
                || c == '<'
                || c == '>'
                || c == '`'
                || c == '|'
                || c == '\\'
                || c == '{'
                || c == '}'
                || c == '^'
                || (c >= 0x7f && c <= 0xa0)
                || (c > 0xa0 && (Character.isSpaceChar(c) || QUOTES.indexOf(c) >= 0));
    }

    /// Without the punctuation of the sentence and without a closing bracket that was opened before the URL.
    private static int trimmed(ExtractionPage page, int from, int to) {
        int round = 0;
        int square = 0;
        for (int i = from; i < to; i++) {
            switch (page.at(i)) {
                case '(' -> round++;
                case ')' -> round--;
                case '[' -> square++;
                case ']' -> square--;
                default -> {
                    // Only brackets count.
                }
            }
            if (round < 0 || square < 0) {
                to = i;
                round = 0;
                square = 0;
                break;
            }
        }
        while (to > from && ".,;:!?'*)]\u2026".indexOf(page.at(to - 1)) >= 0) {
            char c = page.at(to - 1);
            if ((c == ')' && round >= 0) || (c == ']' && square >= 0)) {
                break;
            }
            to--;
        }
        return to;
    }

    private static boolean add(ExtractionPage page, int start, int end) {
        String written = page.text().substring(start, end);
        Optional<UrlParts> parsed = UrlParts.parse(written);
        if (parsed.isEmpty()) {
            return false;
        }
        UrlParts url = parsed.get();
        page.add(new NormalValue(ValueKind.URL, url.normalForm()), url.display(), start, end);
        host(page, url, start, written);
        return true;
    }

    private static void host(ExtractionPage page, UrlParts url, int start, String written) {
        Optional<NormalValue> host = url.hostValue();
        if (host.isEmpty() || isInternal(host.get())) {
            return;
        }
        int from = written.indexOf("://") + 3;
        int authorityEnd = from;
        while (authorityEnd < written.length() && "/?#\\".indexOf(written.charAt(authorityEnd)) < 0) {
            authorityEnd++;
        }
        int hostStart = Math.max(from, written.lastIndexOf('@', authorityEnd - 1) + 1);
        int port = url.port().isPresent() ? written.lastIndexOf(':', authorityEnd) : authorityEnd;
        boolean bracket = written.charAt(hostStart) == '[';
        page.add(
                host.get(), host.get().text(), start + hostStart + (bracket ? 1 : 0), start + port - (bracket ? 1 : 0));
    }

    static boolean isInternal(NormalValue value) {
        return switch (value.kind()) {
            case IPV4, IPV6, CIDR ->
                IpNetwork.parse(value.text()).map(IpNetwork::internal).orElse(false);
            default -> false;
        };
    }
}
