package theriac.taxii.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server on the loopback address that does whatever a test wants, however wrong.
final class ScriptedServer implements AutoCloseable {

    static final String TAXII = "application/taxii+json;version=2.1";

    /// What to do with a request; `count` is how many came before it.
    interface Script {
        void play(HttpExchange exchange, int count) throws IOException, InterruptedException;
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    ScriptedServer(Script script) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        http.setExecutor(threads);
        http.createContext("/", exchange -> {
            int count = requests.size();
            requests.add(exchange.getRequestURI().toString());
            try (exchange) {
                script.play(exchange, count);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        http.start();
    }

    /// Each request gets the next answer; the last one is repeated.
    static ScriptedServer pages(Answer... answers) {
        return new ScriptedServer((exchange, count) -> answers[Math.min(count, answers.length - 1)].send(exchange));
    }

    /// Paths and queries in order.
    List<String> requests() {
        return requests;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    URI collection() {
        return base().resolve("/root/collections/c/");
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    /// One answer.
    record Answer(int status, Map<String, String> headers, String body) {

        static Answer page(String last, String body) {
            return new Answer(
                    200,
                    Map.of("Content-Type", TAXII, "X-TAXII-Date-Added-First", last, "X-TAXII-Date-Added-Last", last),
                    body);
        }

        static Answer of(int status, String type, String body) {
            return new Answer(status, Map.of("Content-Type", type), body);
        }

        void send(HttpExchange exchange) throws IOException {
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
