package theriac.hub.intake;

import java.util.Optional;
import theriac.stix.value.NormalValue;

/// The host of a value in normal form.
final class Hosts {

    private Hosts() {}

    static Optional<String> of(NormalValue value) {
        return switch (value.kind()) {
            case DOMAIN -> Optional.of(value.text());
            case EMAIL -> Optional.of(value.text().substring(value.text().lastIndexOf('@') + 1));
            case URL -> host(value.text());
            default -> Optional.empty();
        };
    }

    /// The host of a URL: what stands between `//` (or a user's `@`) and the port or path.
    static Optional<String> host(String url) {
        var authority = authority(url);
        var host = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = host.lastIndexOf(':');
        if (colon > 0 && host.indexOf(']') < colon) {
            host = host.substring(0, colon);
        }
        return host.isEmpty() ? Optional.empty() : Optional.of(host);
    }

    static boolean hasUserInfo(String url) {
        return authority(url).indexOf('@') >= 0;
    }

    private static String authority(String url) {
        int start = url.indexOf("://") + 3;
        int end = start;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return start < 3 ? "" : url.substring(start, end);
    }
}
