package theriac.hub.core;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The setting `virus-scanner`.
final class ScannerSetting {

    private static final String UNIX = "unix:";

    private ScannerSetting() {}

    /// @param faults gets a sentence when it is written wrongly
    /// @return the name of a host is not looked up yet
    static Optional<SocketAddress> of(Map<String, String> values, List<String> faults) {
        var text = HubConfig.text(values, "virus-scanner");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (text.startsWith(UNIX + "/")) {
                return Optional.of(UnixDomainSocketAddress.of(text.substring(UNIX.length())));
            }
            var at = URI.create(text);
            if ("tcp".equals(at.getScheme()) && at.getHost() != null && at.getPort() > 0) {
                var host = at.getHost().replaceAll("[\\[\\]]", "");
                return Optional.of(InetSocketAddress.createUnresolved(host, at.getPort()));
            }
        } catch (IllegalArgumentException unreadable) {
            // told below with every other that is none
        }
        faults.add(
                "The setting \"virus-scanner\" is written tcp://HOST:PORT or unix:/PATH, not \"%s\".".formatted(text));
        return Optional.empty();
    }
}
