package theriac.detect;

import java.util.Locale;
import java.util.Optional;

/// A URL taken apart and in normal form: scheme and host in lower case (the host as A-labels or a canonical address),
/// the default port left out, an empty path as `/`, escapes of unreserved characters decoded and other escapes in
/// upper case (RFC 3986 §6.2.2), without user and fragment, which no request line shows. The path keeps its case.
///
/// @param scheme lower case
/// @param host a name, an IPv4 address, or an IPv6 address in brackets
/// @param port the port that the URL means, written or default; 0 when neither is known
/// @param rest path and query, starting with `/`
record NormalUrl(String scheme, String host, int port, String rest) {

    /// Empty when the text has no scheme, or no host that is an address or a name.
    static Optional<NormalUrl> parse(String url) {
        int mark = url.indexOf("://");
        if (mark < 1 || !isScheme(url, mark)) {
            return Optional.empty();
        }
        int end = url.length();
        int hash = url.indexOf('#', mark);
        end = hash >= 0 ? hash : end;
        int hostEnd = hostEnd(url, mark + 3, end);
        int at = url.lastIndexOf('@', hostEnd - 1);
        int hostStart = at >= mark + 3 ? at + 1 : mark + 3;
        return of(
                url.substring(0, mark).toLowerCase(Locale.ROOT),
                url.substring(hostStart, Math.max(hostStart, hostEnd)),
                url.substring(hostEnd, end));
    }

    private static int hostEnd(String url, int from, int end) {
        int at = from;
        while (at < end && "/?\\".indexOf(url.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static boolean isScheme(String url, int end) {
        for (int i = 0; i < end; i++) {
            char c = url.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean later = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return true;
    }

    /// A URL from its parts; `authority` is a host with or without a port.
    static Optional<NormalUrl> of(String scheme, String authority, String rest) {
        int colon = authority.lastIndexOf(':');
        boolean bracketed = authority.startsWith("[");
        boolean hasPort =
                colon >= 0 && (bracketed ? authority.charAt(colon - 1) == ']' : authority.indexOf(':') == colon);
        int port =
                hasPort && colon + 1 < authority.length() ? port(authority.substring(colon + 1)) : defaultPort(scheme);
        if (port < 0) {
            return Optional.empty();
        }
        String host = hasPort ? authority.substring(0, colon) : authority;
        return host(host).map(h -> new NormalUrl(scheme, h, port, rest(rest)));
    }

    /// A name, an IPv4 address or a bracketed IPv6 address in normal form.
    static Optional<String> host(String raw) {
        if (raw.startsWith("[") && raw.endsWith("]")) {
            return Addresses.ipv6(raw.substring(1, raw.length() - 1))
                    .map(a -> a.isMappedV4() ? Addresses.ipv4Text(a.mappedV4()) : "[" + a.text() + "]");
        }
        String decoded = raw.indexOf('%') < 0 ? raw : Escapes.decodePercent(raw);
        long v4 = Addresses.ipv4(decoded.endsWith(".") ? decoded.substring(0, decoded.length() - 1) : decoded);
        return v4 != Addresses.NONE ? Optional.of(Addresses.ipv4Text((int) v4)) : Hosts.normal(decoded);
    }

    private static int port(String text) {
        if (text.length() > 5) {
            return -1;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + c - '0';
        }
        return port > 65535 ? -1 : port;
    }

    static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            case "ftp" -> 21;
            default -> 0;
        };
    }

    private static String rest(String raw) {
        String rest = raw.startsWith("/") ? raw : "/" + raw;
        return rest.indexOf('%') < 0 ? rest : Escapes.normalizePercent(rest);
    }

    /// The normal form; equal URLs have equal texts.
    String text() {
        boolean plain = port == defaultPort(scheme);
        return scheme + "://" + host + (plain ? "" : ":" + port) + rest;
    }

    /// The host inside a normal form.
    static String hostOf(String normalText) {
        int start = normalText.indexOf("://") + 3;
        int end = normalText.indexOf('/', start);
        String authority = normalText.substring(start, end < 0 ? normalText.length() : end);
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }
}
