package theriac.hub.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import theriac.hub.core.SmsGateway;

/// A gateway for short messages that keeps what it gets and sends nothing on, as the demo's mail server does with
/// mails.
/// Listens on loopback only.
final class SmsSink implements AutoCloseable {

    private static final int LARGEST = 10_000; // octets: a short message is a few hundred

    private final HttpServer server;

    private SmsSink(HttpServer server) {
        this.server = server;
    }

    /// Starts on a free port. Each message becomes a file as the hub posted it: `0001.json`. Numbers go on after those
    /// that are there; a file appears whole, and what cannot be kept is refused to the sender.
    ///
    /// @param folder made when it is not there, for its owner only: it names people's numbers
    static SmsSink start(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var number = new AtomicInteger();
        try (var before = Files.list(folder)) {
            number.set((int) before.count());
        }
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/messages", exchange -> take(exchange, folder, number));
        server.start();
        return new SmsSink(server);
    }

    private static void take(HttpExchange exchange, Path folder, AtomicInteger number) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readNBytes(LARGEST + 1);
            if (!exchange.getRequestMethod().equals("POST") || body.length > LARGEST) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            var file = folder.resolve("%04d.json".formatted(number.incrementAndGet()));
            var part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, body);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /// The settings with which a hub sends to this sink.
    SmsGateway settings() {
        return new SmsGateway(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/messages"),
                "",
                List.of("127.0.0.1"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
