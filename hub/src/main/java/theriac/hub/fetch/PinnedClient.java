package theriac.hub.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// An HTTP client that can connect to the given addresses and nowhere else, while TLS and `Host` keep the name.
/// It follows nothing, keeps no cookies, tries nothing twice and reads no settings of the machine (ADR 016).
final class PinnedClient {

    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;

    private final HttpHost host;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;

    private PinnedClient(HttpHost host, PoolingHttpClientConnectionManager connections, CloseableHttpClient client) {
        this.host = host;
        this.connections = connections;
        this.client = client;
    }

    static PinnedClient to(URI address, List<InetAddress> addresses, FetchLimits limits, @Nullable SSLContext trust) {
        var name = CheckedAddresses.bare(address.getHost());
        var http = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        var tls = trust == null ? DefaultClientTlsStrategy.createDefault() : new DefaultClientTlsStrategy(trust);
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(only(name, addresses))
                .setTlsSocketStrategy(tls)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http)
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(limits.connect()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connect()))
                        .build())
                .build();
        var requests = RequestConfig.custom()
                .setResponseTimeout(Timeout.of(
                        limits.answer().compareTo(limits.silence()) > 0 ? limits.answer() : limits.silence()))
                .build();
        var client = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(requests)
                .setUserAgent("Theriac")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableAutomaticRetries()
                .build();
        var scheme = address.getScheme().toLowerCase(Locale.ROOT);
        return new PinnedClient(new HttpHost(scheme, name, Fetcher.port(address)), connections, client);
    }

    private static DnsResolver only(String name, List<InetAddress> addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String asked) throws UnknownHostException {
                if (!asked.equalsIgnoreCase(name)) {
                    throw new UnknownHostException(asked);
                }
                return addresses.toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String asked) {
                return asked;
            }
        };
    }

    ClassicHttpResponse execute(HttpUriRequestBase question) throws IOException {
        return client.executeOpen(host, question, null);
    }

    /// Closes the connection at once, wherever it is.
    void drop() {
        connections.close(CloseMode.IMMEDIATE);
    }
}
