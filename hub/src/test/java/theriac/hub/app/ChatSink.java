package theriac.hub.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A chat service on loopback that takes every post and keeps it by its path. Thread-safe.
final class ChatSink implements AutoCloseable {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final HttpServer server;

    private ChatSink(HttpServer server) {
        this.server = server;
    }

    static ChatSink start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var sink = new ChatSink(server);
            server.createContext("/", exchange -> {
                try (exchange) {
                    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    sink.posts(exchange.getRequestURI().getPath()).add(body);
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            return sink;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The address of a channel.
    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// What was posted there, in the order in which it came.
    List<String> posts(String path) {
        return taken.computeIfAbsent(path, p -> new CopyOnWriteArrayList<>());
    }

    /// Every id that was posted there.
    Set<String> ids(String path) {
        var ids = new TreeSet<String>();
        for (var post : posts(path)) {
            UUID.matcher(post).results().forEach(found -> ids.add(found.group()));
        }
        return ids;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
