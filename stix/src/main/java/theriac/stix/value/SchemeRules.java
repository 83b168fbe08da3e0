package theriac.stix.value;

import java.util.Locale;
import java.util.Map;

/// Undoes the defanging of URL schemes: `hxxp`, `meow`, `h**p`, `http[:]//`, `hxxp[://]`, `http:\\`, `http //`.
final class SchemeRules {

    private static final Map<String, String> SCHEMES = Map.ofEntries(
            Map.entry("http", "http"),
            Map.entry("https", "https"),
            Map.entry("ftp", "ftp"),
            Map.entry("ftps", "ftps"),
            Map.entry("hxxp", "http"),
            Map.entry("hxxps", "https"),
            Map.entry("hxtp", "http"),
            Map.entry("hxtps", "https"),
            Map.entry("htxp", "http"),
            Map.entry("htxps", "https"),
            Map.entry("xxxx", "http"),
            Map.entry("xxxxs", "https"),
            Map.entry("xxxxx", "https"),
            Map.entry("meow", "http"),
            Map.entry("meows", "https"),
            Map.entry("fxp", "ftp"),
            Map.entry("fxps", "ftps"),
            Map.entry("h**p", "http"),
            Map.entry("h**ps", "https"),
            Map.entry("h[tt]p", "http"),
            Map.entry("h[tt]ps", "https"),
            Map.entry("hxxx", "http"),
            Map.entry("hxxxs", "https"),
            Map.entry("tcp", "tcp"),
            Map.entry("udp", "udp"));

    private static final int LONGEST = 7;

    private SchemeRules() {}

    /// Tries to read a scheme with its separator at `i`; answers the offset behind it, or `i`.
    static int match(String source, int i, Refanged out) {
        char first = Character.toLowerCase(source.charAt(i));
        if ("hfmxtu".indexOf(first) < 0 || Refanger.isLetter(out.last()) || Refanger.isDigit(out.last())) {
            return i;
        }
        int end = schemeEnd(source, i);
        String scheme = end > i ? SCHEMES.get(source.substring(i, end).toLowerCase(Locale.ROOT)) : null;
        if (scheme == null) {
            return i;
        }
        int close = end < source.length() && (source.charAt(end) == ']' || source.charAt(end) == ')') ? end + 1 : end;
        int after = separatorEnd(source, close);
        if (after <= close) {
            return i;
        }
        emit(source, scheme, i, after, out);
        return after;
    }

    /// A scheme alone in brackets: `[http]://`, `(https)://`; or a whole bracketed `[://]`.
    static int bracketed(String source, String word, int from, int to, Refanged out) {
        if (word.equals("://") || word.equals(":/") || word.equals(":\\\\")) {
            return separatorOnly(from, to, out);
        }
        String scheme = SCHEMES.get(word);
        if (scheme == null) {
            return from;
        }
        int after = separatorEnd(source, to);
        if (after <= to) {
            return from;
        }
        emit(source, scheme, from, after, out);
        return after;
    }

    private static int separatorOnly(int from, int to, Refanged out) {
        if (!Refanger.isLetter(out.last())) {
            return from;
        }
        out.addChanged("://", from, to);
        return to;
    }

    private static void emit(String source, String scheme, int from, int after, Refanged out) {
        String plain = scheme + "://";
        if (source.startsWith(plain, from) && after == from + plain.length()) {
            for (int k = from; k < after; k++) {
                out.add(source.charAt(k), k, k + 1);
            }
            return;
        }
        // Scheme letters in other case are no defanging, but the text is normal anyway.
        out.addChanged(plain, from, after);
    }

    private static int schemeEnd(String source, int i) {
        int end = i;
        while (end < source.length() && end - i < LONGEST) {
            char c = source.charAt(end);
            boolean part = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80;
            boolean star = end > i
                    && (c == '*'
                            || source.startsWith("[tt]", end)
                            || source.startsWith("tt]", end - 1) && c == 't'
                            || c == ']' && source.startsWith("[tt]", end - 3));
            if (!part && !star) {
                break;
            }
            end++;
        }
        return end;
    }

    /// The end of a separator in any spelling, or `i` when there is none. A name must follow.
    private static int separatorEnd(String source, int i) {
        int at = i;
        int length = source.length();
        boolean blankBefore = at < length && source.charAt(at) == ' ';
        if (blankBefore) {
            at++;
        }
        int colon = at;
        at = skip(source, at, "[:]", ":", "[://]", "__");
        boolean whole = at - colon == 5 || source.startsWith("__", colon);
        boolean hasColon = at > colon;
        int slashes = 0;
        while (!whole && at < length && slashes < 3) {
            int next = skip(source, at, "[/]", "[//]", "/", "\\");
            if (next == at) {
                break;
            }
            slashes += source.startsWith("[//]", at) ? 2 : 1;
            at = next;
        }
        boolean enough = whole || (hasColon ? slashes >= 1 : slashes >= 2 && !blankBefore);
        if (!enough) {
            return i;
        }
        int name = at < length && source.charAt(at) == ' ' ? at + 1 : at;
        boolean follows =
                name < length && (Refanger.isName(source.charAt(name)) || source.charAt(name) == '[' && name == at);
        boolean single = hasColon && slashes == 1 && !whole;
        if (!follows || (single && name > at)) {
            return name == at && enough && hasColon && slashes >= 2 ? at : i;
        }
        return name;
    }

    private static int skip(String source, int at, String... forms) {
        for (String form : forms) {
            if (source.startsWith(form, at)) {
                return at + form.length();
            }
        }
        return at;
    }
}
