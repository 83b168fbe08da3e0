package theriac.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Takes the values out of one text: hosts, addresses, URLs, hashes, e-mail addresses.
///
/// A value counts only as a whole token, and only where it names a host or a file: what stands in the path or the query
/// of a URL, behind a backslash, or in a defanged URL is talk about a value, not contact with it.
final class Extraction {

    private static final int MAX_HOST = 255;
    private static final int MAX_V6_RUN = 47;

    private final String text;
    private final String field;
    private final List<Seen> seen;
    private int at;

    private Extraction(String text, String field, List<Seen> seen) {
        this.text = text;
        this.field = field;
        this.seen = seen;
    }

    /// Everything that a record shows.
    static List<Seen> of(Observation observation) {
        List<Seen> seen = new ArrayList<>();
        for (Field field : observation.fields()) {
            new Extraction(field.text(), field.name(), seen).run();
        }
        JoinedFields.add(observation.fields(), seen);
        return seen;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '/' || c == '\\') {
                slash(c);
            } else if (isV6(c)
                    && (at == 0 || !isToken(text.charAt(at - 1)) && text.charAt(at - 1) != ':')
                    && address6()) {
                continue;
            } else if (isToken(c)) {
                token();
            } else {
                at++;
            }
        }
    }

    static boolean isToken(char c) {
        return Masks.isToken(c < 128 ? c : 128);
    }

    private static boolean isV6(char c) {
        return c == ':' || Character.digit(c, 16) >= 0 && c < 128;
    }

    /// A slash after no token begins a path, unless it is one of two before a host.
    private void slash(char slash) {
        int end = at;
        while (end < text.length() && text.charAt(end) == slash) {
            end++;
        }
        if (end - at == 2) {
            at = end; // scheme-relative or UNC: a host follows
        } else if (slash == '/' && at > 0 && isToken(text.charAt(at - 1))) {
            at = end; // `HIER_DIRECT/192.0.2.1`: what stands before is no host, so this is no path
        } else if (slash == '/') {
            at = tailEnd(at);
        } else {
            at = end;
            skipTokens();
        }
    }

    /// The end of a path and query.
    private int tailEnd(int from) {
        int end = from;
        while (end < text.length() && !endsUrl(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean endsUrl(char c) {
        return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '`' || c == '\'' || c == 127;
    }

    private void skipTokens() {
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
    }

    /// An IPv6 address here; false when there is none, and nothing was taken.
    private boolean address6() {
        int end = at;
        int colons = 0;
        while (end < text.length() && (isV6(text.charAt(end)) || text.charAt(end) == '.')) {
            colons += text.charAt(end++) == ':' ? 1 : 0;
        }
        boolean token = end < text.length() && isToken(text.charAt(end));
        if (colons < 2 || token || end - at > MAX_V6_RUN) {
            return false;
        }
        Optional<Addresses.V6> address = Addresses.ipv6In(text.substring(at, end));
        if (address.isEmpty()) {
            return false;
        }
        Watched value = NormalForms.address(address.get());
        add(value, at, end);
        boolean bracketed = end + 1 < text.length() && text.charAt(end) == ']' && text.charAt(end + 1) == ':';
        int port = bracketed ? port(end + 1) : 0;
        if (port > 0) {
            add(NormalForms.endpoint(value, port), at, end);
        }
        at = end;
        return true;
    }

    private void token() {
        int start = at;
        skipTokens();
        int end = at;
        if (text.startsWith("://", end)) {
            url(start, end);
        } else if (text.regionMatches(true, end, "%3a%2f%2f", 0, 9)) {
            encodedUrl(start);
        } else if (end < text.length() && text.charAt(end) == '@') {
            email(start, end);
        } else {
            plain(start, end);
        }
    }

    private void url(int start, int schemeEnd) {
        int end = tailEnd(schemeEnd);
        boolean whole = start == 0 && end == text.length();
        at = end;
        if (isDefanged(text.substring(start, schemeEnd))) {
            return;
        }
        addUrl(text.substring(start, end), start, end);
        if (!whole) {
            int trimmed = end;
            while (trimmed > schemeEnd && ".,;:!?)]}|".indexOf(text.charAt(trimmed - 1)) >= 0) {
                trimmed--;
                addUrl(text.substring(start, trimmed), start, trimmed);
            }
        }
    }

    /// `hxxp` and its kin.
    private static boolean isDefanged(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        return lower.startsWith("hxxp")
                || lower.startsWith("hxtp")
                || lower.startsWith("htxp")
                || lower.startsWith("fxp");
    }

    private void addUrl(String raw, int start, int end) {
        Optional<NormalUrl> url = NormalUrl.parse(raw);
        if (url.isEmpty()) {
            return;
        }
        add(new Watched(WatchKind.URL, url.get().text()), start, end);
        String host = url.get().host();
        Optional<Watched> address =
                NormalForms.address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        add(address.orElse(new Watched(WatchKind.DOMAIN, host)), start, end);
        int port = url.get().port();
        if (port > 0) {
            address.ifPresent(value -> add(NormalForms.endpoint(value, port), start, end));
        }
    }

    /// A URL whose every separator is escaped, as some proxies log it.
    private void encodedUrl(int start) {
        int end = tailEnd(start);
        at = end;
        String decoded = Escapes.decodePercent(text.substring(start, end));
        int mark = decoded.indexOf("://");
        if (mark > 0 && !isDefanged(decoded.substring(0, mark))) {
            addUrl(decoded, start, end);
        }
    }

    /// `local@host`: the address and its host; anything else around an `@` is plain text.
    private void email(int start, int end) {
        int hostStart = end + 1;
        int hostEnd = hostStart;
        while (hostEnd < text.length() && isToken(text.charAt(hostEnd))) {
            hostEnd++;
        }
        int last = withoutDots(hostStart, hostEnd);
        NormalForms.of(WatchKind.EMAIL, text.substring(start, last)).ifPresent(mail -> add(mail, start, last));
        plain(start, end);
        at = hostStart;
    }

    private int withoutDots(int start, int end) {
        int last = end;
        while (last > start && text.charAt(last - 1) == '.') {
            last--;
        }
        return last;
    }

    /// A token that is no part of a URL with a scheme: host, address or hash, perhaps with a port or a path after it.
    private void plain(int start, int tokenEnd) {
        int end = withoutDots(start, tokenEnd);
        int begin = start;
        while (begin < end && text.charAt(begin) == '.') {
            begin++; // `.evil.example` of a cookie means the domain and everything under it
        }
        String token = text.substring(begin, end);
        boolean isHost = token.indexOf('.') > 0 || !isAscii(token);
        if (begin == start && NormalForms.isHash(token) && end == tokenEnd) {
            add(new Watched(WatchKind.HASH, token.toLowerCase(Locale.ROOT)), start, end);
        } else if (isHost && token.length() <= MAX_HOST && host(token, begin, end, begin == start)) {
            afterHost(end);
        }
    }

    private static boolean isAscii(String token) {
        return token.chars().allMatch(c -> c < 128);
    }

    private boolean host(String token, int start, int end, boolean wholeToken) {
        long v4 = wholeToken ? Addresses.ipv4(token) : Addresses.NONE;
        if (v4 != Addresses.NONE) {
            Watched address = new Watched(WatchKind.IPV4, Addresses.ipv4Text((int) v4));
            add(address, start, end);
            int port = end == at ? port(end) : 0;
            if (port > 0) {
                add(NormalForms.endpoint(address, port), start, end);
            }
            return true;
        }
        Optional<String> name = Hosts.normal(token);
        name.ifPresent(host -> add(new Watched(WatchKind.DOMAIN, host), start, end));
        return name.isPresent();
    }

    /// The port in `:443` or `#443` at a place, 0 when there is none.
    private int port(int mark) {
        if (mark >= text.length() || text.charAt(mark) != ':' && text.charAt(mark) != '#') {
            return 0;
        }
        int port = 0;
        int place = mark + 1;
        while (place < text.length() && place - mark <= 5 && text.charAt(place) >= '0' && text.charAt(place) <= '9') {
            port = port * 10 + text.charAt(place++) - '0';
        }
        boolean ends = place == text.length() || !isToken(text.charAt(place)) && text.charAt(place) != ':';
        return ends && place > mark + 1 && port <= 65535 ? port : 0;
    }

    /// A path after a host without a scheme is skipped like that of a URL; digits only are a port or a prefix length.
    private void afterHost(int end) {
        if (end != at || at >= text.length() || text.charAt(at) != '/') {
            return;
        }
        int digits = at + 1;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        boolean number = digits > at + 1
                && (digits == text.length() || !isToken(text.charAt(digits)) && text.charAt(digits) != '/');
        at = number ? digits : tailEnd(at);
    }

    private void add(Watched value, int start, int end) {
        seen.add(new Seen(value, text.substring(start, end), field));
    }
}
