package theriac.stix.value;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds values that are one run of letters and digits, perhaps with hyphens: hashes, CVE, technique and AS
/// numbers, coin addresses, account numbers, registry keys, IPv6 and hardware addresses.
final class TokenFinder {

    private static final int LONGEST_RUN = 160;
    private static final int LONGEST_VERSION6 = 60;
    private static final int LONGEST_KEY = 512;

    /// Hashes of nothing: every empty file has them.
    private static final Set<String> EMPTY_FILE = Set.of(
            "d41d8cd98f00b204e9800998ecf8427e",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private TokenFinder() {}

    static void find(ExtractionPage page) {
        int i = 0;
        while (i < page.length()) {
            char c = page.at(i);
            boolean starts = !page.isTaken(i) && !ExtractionPage.glues(page.at(i - 1));
            if (starts && (ExtractionPage.glues(c) || c == ':')) {
                int end = run(page, i);
                i = Math.max(token(page, i, end), i + 1);
            } else {
                i++;
            }
        }
    }

    private static int run(ExtractionPage page, int start) {
        int i = start;
        while (i < page.length() && ExtractionPage.glues(page.at(i)) && !page.isTaken(i)) {
            i++;
        }
        return i;
    }

    /// Reads one token and answers where to go on.
    private static int token(ExtractionPage page, int start, int end) {
        char c = page.at(start);
        int length = end - start;
        if ((page.at(end) == ':' || c == ':') && length <= 4) {
            int after = colons(page, start);
            if (after > start) {
                return after;
            }
        }
        if (length > LONGEST_RUN || length == 0) {
            return Math.max(end, start + 1);
        }
        String word = page.text().substring(start, end);
        if (length >= 32) {
            hash(page, word, start, end);
        }
        if (length >= 26 && !page.isTaken(start)) {
            page.add(Values.normalize(ValueKind.CRYPTO_ADDRESS, word), start, end);
        }
        return switch (c) {
            case 'C', 'c' -> length == 3 ? cve(page, word, start, end) : end;
            case 'T' -> technique(page, start, end);
            case 'A' -> autonomousSystem(page, word, start, end);
            case 'H' -> registryKey(page, word, start, end);
            default -> iban(page, word, start, end);
        };
    }

    private static void hash(ExtractionPage page, String word, int start, int end) {
        ValueKind kind = switch (word.length()) {
            case 32 -> ValueKind.MD5;
            case 40 -> ValueKind.SHA1;
            case 64 -> ValueKind.SHA256;
            case 128 -> ValueKind.SHA512;
            default -> ValueKind.OTHER;
        };
        if (kind == ValueKind.OTHER || !Values.isHex(word)) {
            return;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        boolean oneDigit = lower.chars().allMatch(digit -> digit == lower.charAt(0));
        if (oneDigit || EMPTY_FILE.contains(lower) || isOtherFingerprint(page, start)) {
            page.take(start, end);
            return;
        }
        page.add(Values.normalize(kind, word), start, end);
    }

    /// Whether the word before says that this is no file hash: a commit, an import hash, a TLS fingerprint.
    private static boolean isOtherFingerprint(ExtractionPage page, int start) {
        int end = start;
        while (end > 0 && start - end < 4 && " :=\"'".indexOf(page.at(end - 1)) >= 0) {
            end--;
        }
        int from = end;
        while (from > 0 && end - from < 10 && ExtractionPage.glues(page.at(from - 1))) {
            from--;
        }
        return switch (page.text().substring(from, end).toLowerCase(Locale.ROOT)) {
            case "commit", "imphash", "ja3", "ja3s", "hassh", "rev", "revision" -> true;
            default -> false;
        };
    }

    /// `CVE-2021-44228`, with any dash; `CVE-2021-44228/44832` gives both.
    private static int cve(ExtractionPage page, String word, int start, int end) {
        if (!word.equalsIgnoreCase("CVE") || !isDash(page.at(end))) {
            return end;
        }
        int year = digits(page, end + 1);
        if (year - end - 1 != 4 || !isDash(page.at(year))) {
            return end;
        }
        int number = digits(page, year + 1);
        if (number - year - 1 < 4 || number - year > 12 || ExtractionPage.glues(page.at(number))) {
            return end;
        }
        page.add(Values.normalize(ValueKind.CVE, page.text().substring(start, number)), start, number);
        String yearText = page.text().substring(end + 1, year);
        int next = number;
        while (page.at(next) == '/') {
            int after = digits(page, next + 1);
            if (after - next - 1 < 4 || after - next > 12 || ExtractionPage.glues(page.at(after))) {
                break;
            }
            String other = "CVE-" + yearText + "-" + page.text().substring(next + 1, after);
            page.add(Values.normalize(ValueKind.CVE, other), next + 1, after);
            next = after;
        }
        return next;
    }

    private static boolean isDash(char c) {
        return c == '-' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212';
    }

    private static int digits(ExtractionPage page, int from) {
        int i = from;
        while (Refanger.isDigit(page.at(i))) {
            i++;
        }
        return i;
    }

    private static int technique(ExtractionPage page, int start, int end) {
        if (end - start != 5 || digits(page, start + 1) != end || isWord(page, start)) {
            return end;
        }
        boolean sub =
                page.at(end) == '.' && digits(page, end + 1) == end + 4 && !ExtractionPage.glues(page.at(end + 4));
        int stop = sub ? end + 4 : end;
        page.add(Values.normalize(ValueKind.TECHNIQUE, page.text().substring(start, stop)), start, stop);
        return stop;
    }

    /// `model T1000`, `type T1000`: a product.
    private static boolean isWord(ExtractionPage page, int start) {
        String before = page.text().substring(Math.max(0, start - 6), start).toLowerCase(Locale.ROOT);
        return before.endsWith("model ") || before.endsWith("type ");
    }

    private static int autonomousSystem(ExtractionPage page, String word, int start, int end) {
        boolean form = word.length() >= 3
                && word.length() <= 12
                && word.startsWith("AS")
                && Values.isDigits(word, 2, word.length());
        if (form && !page.text().startsWith(" server", end)) {
            page.add(Values.normalize(ValueKind.ASN, word), start, end);
        }
        return end;
    }

    private static int registryKey(ExtractionPage page, String word, int start, int end) {
        boolean hive = word.startsWith("HKEY_")
                || word.equals("HKLM")
                || word.equals("HKCU")
                || word.equals("HKCR")
                || word.equals("HKU");
        if (!hive || page.at(end) != '\\') {
            return end;
        }
        int i = end;
        while (i - start < LONGEST_KEY && (ExtractionPage.glues(page.at(i)) || "\\.-{}$".indexOf(page.at(i)) >= 0)) {
            i++;
        }
        while (page.at(i - 1) == '.' || page.at(i - 1) == '\\') {
            i--;
        }
        String key = page.text().substring(start, i);
        Optional<NormalValue> value = Values.normalize(ValueKind.REGISTRY_KEY, key);
        if (value.isPresent()) {
            page.add(value.get(), key, start, i);
        }
        return i;
    }

    /// Two letters, two digits, then groups of letters and digits with single blanks.
    private static int iban(ExtractionPage page, String word, int start, int end) {
        boolean form = word.length() >= 4 && Refanger.isLetter(word.charAt(1)) && Values.isDigits(word, 2, 4);
        int wanted = form ? Ibans.length(word.substring(0, 2)) : 0;
        if (wanted == 0) {
            return end;
        }
        int count = 0;
        int i = start;
        while (count < wanted && i - start < 2 * wanted) {
            char c = page.at(i);
            if (c < 0x80 && c != '_' && ExtractionPage.glues(c)) {
                count++;
            } else if ((c != ' ' && c != '\u00a0') || !ExtractionPage.glues(page.at(i + 1))) {
                return end;
            }
            i++;
        }
        if (!ExtractionPage.glues(page.at(i))) {
            // Wrong check digits: still an account number to the eye, so no other finder reads its digits.
            page.take(start, i);
            page.add(Values.normalize(ValueKind.IBAN, page.text().substring(start, i)), start, i);
            return i;
        }
        return end;
    }

    /// An IPv6 or hardware address that begins here; answers the offset behind it, or the start.
    private static int colons(ExtractionPage page, int start) {
        int end = start;
        while (end - start < LONGEST_VERSION6
                && (Character.digit(page.at(end), 16) >= 0 || page.at(end) == ':' || page.at(end) == '.')) {
            end++;
        }
        int next = end;
        while (end > start && (page.at(end - 1) == '.' || (page.at(end - 1) == ':' && page.at(end - 2) != ':'))) {
            end--;
        }
        if (end - start < 3
                || ExtractionPage.glues(page.at(next))
                || page.at(start - 1) == ':'
                || page.at(start - 1) == '.') {
            return next > start + 1 && next - start == LONGEST_VERSION6 ? next : start;
        }
        String word = page.text().substring(start, end);
        if (page.at(end) == '/' && Refanger.isDigit(page.at(end + 1))) {
            int prefix = digits(page, end + 1);
            Optional<NormalValue> network =
                    Values.normalize(ValueKind.CIDR, page.text().substring(start, Math.min(prefix, end + 5)));
            if (network.isPresent() && !UrlFinder.isInternal(network.get())) {
                page.add(network, start, prefix);
                return prefix;
            }
        }
        Optional<NormalValue> address = Values.normalize(ValueKind.IPV6, word);
        if (address.isPresent()) {
            page.take(start, end);
            if (!UrlFinder.isInternal(address.get())) {
                page.add(address, start, end);
            }
            return end;
        }
        if (word.length() == 17) {
            Optional<NormalValue> mac = Values.normalize(ValueKind.MAC_ADDRESS, word);
            page.add(mac, start, end);
            return mac.isPresent() ? end : start;
        }
        return start;
    }
}
