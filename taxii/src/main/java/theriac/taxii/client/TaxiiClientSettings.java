package theriac.taxii.client;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import theriac.stix.json.JsonLimits;

/// One server and how patient and trusting the client is with it.
///
/// @param server any address of the server; scheme, host and port are where credentials may go, and nowhere else
/// @param protocol 2.1, or 2.0 for reading
/// @param connectTimeout until the connection stands
/// @param answerTimeout until the status line and headers are there
/// @param idleTimeout longest silence inside a body
/// @param pageTimeout longest waiting for one body in total; the caller's own work does not count
/// @param pageLimit the `limit` that is asked for; servers may send fewer, and some send more
/// @param pageBytes most octets of one body, after decompression
/// @param pages most pages of one poll
/// @param limits of each object
public record TaxiiClientSettings(
        URI server,
        Auth auth,
        Protocol protocol,
        String userAgent,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration idleTimeout,
        Duration pageTimeout,
        int pageLimit,
        long pageBytes,
        int pages,
        JsonLimits limits) {

    /// Which TAXII is spoken.
    public enum Protocol {
        V21,
        /// Reading only.
        V20
    }

    public TaxiiClientSettings {
        String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
        if (server.getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("A TAXII server has an address like https://taxii.example/: " + server);
        }
        if (server.getRawUserInfo() != null) {
            throw new IllegalArgumentException("Give user and password as Auth, not inside the address.");
        }
        boolean open = scheme.equals("http") && !isLoopback(server.getHost());
        if (open && auth.header().isPresent()) {
            throw new IllegalArgumentException(
                    "Credentials are sent over https only (TAXII 2.1 §8); this address is plain http: " + server);
        }
    }

    /// TAXII 2.1, 10 s to connect, 60 s to answer, 30 s of silence, 10 minutes and 2 GiB per page.
    public static TaxiiClientSettings of(URI server, Auth auth) {
        return new TaxiiClientSettings(
                server,
                auth,
                Protocol.V21,
                "Theriac",
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                1_000,
                2L << 30,
                1_000_000,
                JsonLimits.standard());
    }

    public TaxiiClientSettings withProtocol(Protocol version) {
        return new TaxiiClientSettings(
                server,
                auth,
                version,
                userAgent,
                connectTimeout,
                answerTimeout,
                idleTimeout,
                pageTimeout,
                pageLimit,
                pageBytes,
                pages,
                limits);
    }

    /// @param answer until headers
    /// @param idle silence inside a body
    /// @param page waiting for a body in total
    public TaxiiClientSettings withTimeouts(Duration answer, Duration idle, Duration page) {
        return new TaxiiClientSettings(
                server,
                auth,
                protocol,
                userAgent,
                connectTimeout,
                answer,
                idle,
                page,
                pageLimit,
                pageBytes,
                pages,
                limits);
    }

    public TaxiiClientSettings withPages(int limit, long bytes, int count) {
        return new TaxiiClientSettings(
                server,
                auth,
                protocol,
                userAgent,
                connectTimeout,
                answerTimeout,
                idleTimeout,
                pageTimeout,
                limit,
                bytes,
                count,
                limits);
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
