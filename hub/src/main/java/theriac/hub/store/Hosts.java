package theriac.hub.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Which hosts stand behind values. Pure.
final class Hosts {

    private Hosts() {}

    /// The host of a URL or a mail address.
    static Optional<NormalValue> of(NormalValue value) {
        return switch (value.kind()) {
            case URL -> Values.recognize(authority(value.text())).filter(Hosts::isHost);
            case EMAIL ->
                Values.normalize(
                        ValueKind.DOMAIN, value.text().substring(value.text().lastIndexOf('@') + 1));
            default -> Optional.empty();
        };
    }

    private static boolean isHost(NormalValue value) {
        return value.kind() == ValueKind.DOMAIN || value.kind() == ValueKind.IPV4 || value.kind() == ValueKind.IPV6;
    }

    private static String authority(String url) {
        int start = url.indexOf("://") + 3;
        int end = url.indexOf('/', start);
        var authority = url.substring(start, end < 0 ? url.length() : end);
        var host = authority.substring(authority.lastIndexOf('@') + 1);
        if (host.startsWith("[")) {
            return host.substring(1, Math.max(1, host.indexOf(']')));
        }
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    /// The host of a URL and the domains above it, or the domains above a name; nearest first, none of a
    /// single label.
    static List<NormalValue> above(NormalValue value) {
        var above = new ArrayList<NormalValue>();
        var start = value.kind() == ValueKind.DOMAIN
                ? Optional.of(value)
                : of(value).filter(h -> value.kind() == ValueKind.URL);
        start.ifPresent(host -> {
            if (value.kind() == ValueKind.URL) {
                above.add(host);
            }
            if (host.kind() == ValueKind.DOMAIN) {
                var name = host.text();
                for (int dot = name.indexOf('.');
                        dot >= 0 && name.indexOf('.', dot + 1) >= 0;
                        dot = name.indexOf('.', dot + 1)) {
                    above.add(new NormalValue(ValueKind.DOMAIN, name.substring(dot + 1)));
                }
            }
        });
        return above;
    }

    static NormalValue value(IpNetwork network) {
        return Values.normalize(ValueKind.CIDR, network.text()).orElseThrow();
    }
}
