package theriac.stix.value;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import theriac.stix.net.IpNetwork;

/// A URL cut into the parts that have a normal form and the parts that are kept as written.
///
/// @param scheme   lower case
/// @param userInfo with its `@`, or empty
/// @param host     normal form: an A-label name, an IPv4 address, or an IPv6 address in brackets
/// @param written  the host as a reader would type it: lower case and A-labels, but an odd IPv4 spelling stays
/// @param port     the port when one is written
/// @param rest     path, query and fragment as written; may be empty
record UrlParts(String scheme, String userInfo, String host, String written, OptionalInt port, String rest) {

    private static final int MAX_SCHEME = 12;
    private static final int MAX_PORT = 65_535;

    /// Reads any URL that has `://` and a host of two labels or more, or an address.
    static Optional<UrlParts> parse(String text) {
        int colon = text.indexOf("://");
        if (colon < 1 || colon > MAX_SCHEME || hasControl(text)) {
            return Optional.empty();
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!isScheme(scheme)) {
            return Optional.empty();
        }
        int start = colon + 3;
        int end = start;
        while (end < text.length() && "/?#\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = text.substring(start, end);
        int at = authority.lastIndexOf('@');
        String userInfo = authority.substring(0, at + 1);
        String place = authority.substring(at + 1);
        int portColon = place.lastIndexOf(':');
        boolean hasPort = portColon >= 0 && place.indexOf(']', portColon) < 0;
        String hostText = hasPort ? place.substring(0, portColon) : place;
        OptionalInt port = hasPort ? port(place.substring(portColon + 1)) : OptionalInt.empty();
        if (hasPort && port.isEmpty() && portColon + 1 < place.length()) {
            return Optional.empty();
        }
        String rest = text.substring(end);
        return host(hostText)
                .map(host -> new UrlParts(scheme, userInfo, host, writtenHost(hostText, host), port, rest));
    }

    /// The form that two spellings of one URL share: default port and fragment gone, an empty path is `/`
    /// (RFC 3986 §6.2.3).
    String normalForm() {
        int fragment = rest.indexOf('#');
        String path = fragment < 0 ? rest : rest.substring(0, fragment);
        if (path.isEmpty() || path.charAt(0) == '?') {
            path = "/" + path;
        }
        boolean showPort = port.isPresent() && port.getAsInt() != defaultPort();
        return scheme + "://" + userInfo + host + (showPort ? ":" + port.getAsInt() : "") + path;
    }

    /// The URL as written, with scheme and host in normal spelling.
    String display() {
        return scheme + "://" + userInfo + written + (port.isPresent() ? ":" + port.getAsInt() : "") + rest;
    }

    /// The host as a value of its own.
    Optional<NormalValue> hostValue() {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return IpNetwork.parse(bare).map(Values::of).or(() -> Optional.of(new NormalValue(ValueKind.DOMAIN, host)));
    }

    private int defaultPort() {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            case "ftp" -> 21;
            case "ldap" -> 389;
            default -> -1;
        };
    }

    private static Optional<String> host(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return IpNetwork.parse(text.substring(1, text.length() - 1))
                    .filter(IpNetwork::single)
                    .map(network -> network.version4() ? network.toString() : "[" + network + "]");
        }
        return DomainNames.normalize(text).or(() -> oddAddress(text));
    }

    private static String writtenHost(String text, String host) {
        boolean odd = !text.isEmpty()
                && text.charAt(0) >= '0'
                && text.charAt(0) <= '9'
                && IpNetwork.parse(host).isPresent();
        return odd ? text.toLowerCase(Locale.ROOT) : host;
    }

    /// IPv4 as browsers read it (WHATWG URL): one to four parts, decimal, octal with `0`, hexadecimal with
    /// `0x`.
    private static Optional<String> oddAddress(String text) {
        String trimmed = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (trimmed.isEmpty() || trimmed.length() > 48) {
            return Optional.empty();
        }
        String[] parts = trimmed.split("\\.", -1);
        if (parts.length > 4) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i]);
            boolean last = i == parts.length - 1;
            long limit = last ? 1L << (8 * (5 - parts.length)) : 256;
            if (part < 0 || part >= limit) {
                return Optional.empty();
            }
            address = last ? address | part : address | part << (24 - 8 * i);
        }
        return Optional.of(
                (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255));
    }

    private static long number(String part) {
        try {
            if (part.startsWith("0x") || part.startsWith("0X")) {
                return Long.parseLong(part, 2, part.length(), 16);
            }
            if (part.isEmpty() || part.length() > 12 || !Values.isDigits(part, 0, part.length())) {
                return -1;
            }
            return Long.parseLong(part, part.length() > 1 && part.charAt(0) == '0' ? 8 : 10);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private static OptionalInt port(String text) {
        if (text.isEmpty() || text.length() > 5 || !Values.isDigits(text, 0, text.length())) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text);
        return port > MAX_PORT ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private static boolean isScheme(String scheme) {
        for (int i = 0; i < scheme.length(); i++) {
            char c = scheme.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return true;
            }
        }
        return false;
    }
}
