package theriac.taxii.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves a [TaxiiServer] on the loopback address with the JDK's own HTTP server: for tests, for the demo's partner and
/// as the pattern of an adapter. Plain HTTP, so never for another interface.
public final class TaxiiHttp implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TaxiiHttp.class.getName());
    private static final int BUFFER = 64 << 10;

    /// Octets of an unread request that are still taken in: with more than a few of them waiting, closing the
    /// connection would reset it, and the caller would lose the answer that says why.
    private static final long LARGEST_REST = 16L << 20;

    private final HttpServer http;
    private final ExecutorService threads;

    private TaxiiHttp(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
    }

    /// Starts at once; one virtual thread per request.
    ///
    /// @param port 0 for any free one
    /// @throws IOException when the port is taken
    public static <C> TaxiiHttp start(TaxiiServer<C> server, Credentials<C> credentials, int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        http.setExecutor(threads);
        http.createContext("/", exchange -> serve(server, credentials, exchange));
        http.start();
        return new TaxiiHttp(http, threads);
    }

    /// For example `http://127.0.0.1:40123`, without a slash at the end.
    public URI base() {
        InetSocketAddress address = http.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /// Stops at once; running requests are cut off.
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private static <C> void serve(TaxiiServer<C> server, Credentials<C> credentials, HttpExchange exchange)
            throws IOException {
        try (exchange) {
            C caller = credentials.caller(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            TaxiiResponse response = answer(server, exchange, caller);
            drain(exchange.getRequestBody());
            send(exchange, response);
        }
    }

    private static void drain(InputStream rest) {
        byte[] buffer = new byte[BUFFER];
        try {
            int read = 0;
            for (long left = LARGEST_REST; left > 0 && read >= 0; left -= read) {
                read = rest.read(buffer, 0, (int) Math.min(buffer.length, left));
            }
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "The rest of a request cannot be read", gone);
        }
    }

    private static <C> TaxiiResponse answer(TaxiiServer<C> server, HttpExchange exchange, C caller) {
        try {
            Fields headers = Fields.headers(exchange.getRequestHeaders());
            TaxiiRequest request = TaxiiRequest.of(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody(),
                    length(headers));
            return server.handle(request, caller);
        } catch (RuntimeException bug) {
            String errorId = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "TAXII request failed, error id " + errorId, bug);
            return TaxiiServer.failure(errorId);
        }
    }

    private static OptionalLong length(Fields headers) {
        return headers.first("content-length").stream()
                .mapToLong(Long::parseLong) // the JDK has refused anything that is no number
                .findFirst();
    }

    private static void send(HttpExchange exchange, TaxiiResponse response) throws IOException {
        for (Fields.Field header : response.headers().list()) {
            exchange.getResponseHeaders().add(header.name(), header.value());
        }
        OptionalLong length = response.body().length();
        boolean empty = length.orElse(1) == 0 || exchange.getRequestMethod().equals("HEAD");
        long announced = empty ? -1 : length.orElse(0); // the JDK's convention: -1 no body, 0 chunked
        exchange.sendResponseHeaders(response.status(), announced);
        if (announced >= 0) {
            try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER)) {
                response.body().writeTo(out);
            }
        }
    }
}
