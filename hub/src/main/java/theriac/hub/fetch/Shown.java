package theriac.hub.fetch;

import java.net.URI;
import java.util.List;

/// Texts about a fetch as people and logs may see them: no secrets, no control characters, not endless.
public final class Shown {

    private static final int LONGEST = 300;

    private Shown() {}

    /// An address without user, query and fragment, where secrets hide.
    public static String address(URI address) {
        var port = address.getPort() < 0 ? "" : ":" + address.getPort();
        var query = address.getRawQuery() == null ? "" : "?…";
        return clean(
                address.getScheme() + "://" + address.getHost() + port
                        + (address.getRawPath() == null ? "" : address.getRawPath()) + query,
                List.of());
    }

    /// One line without the secrets.
    public static String clean(String text, List<String> secrets) {
        var line = text;
        for (var secret : secrets) {
            if (!secret.isEmpty()) {
                line = line.replace(secret, "***");
            }
        }
        line = line.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
