package theriac.detect;

import java.util.Locale;
import java.util.Optional;

/// The normal form of each kind of watched value: the same for indicators and for what logs show.
final class NormalForms {

    private NormalForms() {}

    /// The value in normal form; empty when the text cannot be of this kind. An address with a prefix length becomes a
    /// network, a full-length network an address, an IPv4-mapped IPv6 address an IPv4 address.
    static Optional<Watched> of(WatchKind kind, String raw) {
        String text = raw.strip();
        return switch (kind) {
            case DOMAIN ->
                Hosts.normal(text.startsWith("*.") ? text.substring(2) : text)
                        .map(name -> new Watched(WatchKind.DOMAIN, name));
            case URL ->
                NormalUrl.parse(text.contains("://") ? text : "http://" + text)
                        .map(url -> new Watched(WatchKind.URL, url.text()));
            case IPV4, IPV6, NETWORK -> text.indexOf('/') < 0 ? address(text) : network(text);
            case HASH ->
                isHash(text)
                        ? Optional.of(new Watched(WatchKind.HASH, text.toLowerCase(Locale.ROOT)))
                        : Optional.empty();
            case EMAIL -> email(text);
            case ENDPOINT -> {
                int colon = text.lastIndexOf(':');
                yield colon < 1 ? Optional.empty() : endpoint(text.substring(0, colon), text.substring(colon + 1));
            }
        };
    }

    static Optional<Watched> address(String text) {
        long v4 = Addresses.ipv4(text);
        if (v4 != Addresses.NONE) {
            return Optional.of(new Watched(WatchKind.IPV4, Addresses.ipv4Text((int) v4)));
        }
        return Addresses.ipv6(text).map(NormalForms::address);
    }

    static Watched address(Addresses.V6 address) {
        return address.isMappedV4()
                ? new Watched(WatchKind.IPV4, Addresses.ipv4Text(address.mappedV4()))
                : new Watched(WatchKind.IPV6, address.text());
    }

    private static Optional<Watched> network(String text) {
        return Networks.Network.parse(text).flatMap(network -> {
            boolean whole = network.prefix() == (network.v6() ? 128 : 32);
            return whole
                    ? address(text.substring(0, text.indexOf('/')))
                    : Optional.of(new Watched(WatchKind.NETWORK, network.text()));
        });
    }

    /// An address with its port; empty when either is wrong.
    static Optional<Watched> endpoint(String rawAddress, String rawPort) {
        int port;
        try {
            port = Integer.parseInt(rawPort);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
        String bare = rawAddress.startsWith("[") && rawAddress.endsWith("]")
                ? rawAddress.substring(1, rawAddress.length() - 1)
                : rawAddress;
        return port < 1 || port > 65535 ? Optional.empty() : address(bare).map(a -> endpoint(a, port));
    }

    static Watched endpoint(Watched address, int port) {
        String host = address.kind() == WatchKind.IPV6 ? "[" + address.text() + "]" : address.text();
        return new Watched(WatchKind.ENDPOINT, host + ":" + port);
    }

    private static Optional<Watched> email(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        return Hosts.normal(text.substring(at + 1))
                .map(host -> new Watched(WatchKind.EMAIL, text.substring(0, at).toLowerCase(Locale.ROOT) + "@" + host));
    }

    /// Hexadecimal digits in the length of MD5, SHA-1, SHA-256, SHA-384 or SHA-512.
    static boolean isHash(String text) {
        int length = text.length();
        if (length != 32 && length != 40 && length != 64 && length != 96 && length != 128) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }
}
