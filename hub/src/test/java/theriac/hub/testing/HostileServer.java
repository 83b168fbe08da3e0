package theriac.hub.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/// A server on loopback that behaves as badly as one can, byte by byte, each path in its own way; and remembers
/// what it was asked. It listens on 127.0.0.1.
public final class HostileServer implements AutoCloseable {

    /// Answers on the bare wire.
    public interface Behaviour {
        void answer(String request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Map<String, Behaviour> paths = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);

    public HostileServer() {
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public URI uri(String path) {
        return uri("127.0.0.1", path);
    }

    /// The same server under another name.
    public URI uri(String host, String path) {
        return URI.create("http://" + host + ":" + socket.getLocalPort() + path);
    }

    public HostileServer on(String path, Behaviour behaviour) {
        paths.put(path, behaviour);
        return this;
    }

    /// What was asked so far: request lines with headers.
    public List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            over.countDown();
        }
    }

    private void serve(Socket client) {
        try (client) {
            var request = head(client);
            requests.add(request);
            var path = request.split(" ", 3)[1].split("\\?", 2)[0];
            paths.getOrDefault(path, status(404, "")).answer(request, client.getOutputStream());
        } catch (SocketException gone) {
            // The client left, as it should.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static String head(Socket client) throws IOException {
        var head = new ByteArrayOutputStream();
        var in = client.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new SocketException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /// A plain answer.
    public static Behaviour body(String type, byte[] body, String... headers) {
        return (request, out) -> {
            say(out, "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n");
            for (var header : headers) {
                say(out, header + "\r\n");
            }
            say(out, "\r\n");
            out.write(body);
            out.flush();
        };
    }

    public static Behaviour text(String body, String... headers) {
        return body("text/plain", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static Behaviour status(int code, String headers) {
        return (request, out) -> say(out, "HTTP/1.1 " + code + " So\r\nContent-Length: 0\r\n" + headers + "\r\n");
    }

    public static Behaviour redirect(String location) {
        return status(302, "Location: " + location + "\r\n");
    }

    /// Takes the question and says nothing.
    public Behaviour silence() {
        return (request, out) -> over.await();
    }

    /// A header a byte at a time, for ever.
    public Behaviour slowHeaders() {
        return (request, out) -> {
            say(out, "HTTP/1.1 200 OK\r\nX-Slow: ");
            while (!over.await(30, TimeUnit.MILLISECONDS)) {
                say(out, "a");
            }
        };
    }

    /// A body a byte at a time, for ever.
    public Behaviour drip() {
        return (request, out) -> {
            say(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
            while (!over.await(30, TimeUnit.MILLISECONDS)) {
                say(out, "a");
            }
        };
    }

    /// A body as fast as it goes, for ever.
    public Behaviour endless() {
        return (request, out) -> {
            say(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
            var block = "endless.example\n".repeat(1_000).getBytes(StandardCharsets.ISO_8859_1);
            while (over.getCount() > 0) {
                out.write(block);
            }
        };
    }

    /// Half of what was promised, then the end.
    public static Behaviour cut(String half) {
        return (request, out) ->
                say(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n" + half);
    }

    /// Chunks without the last one.
    public static Behaviour cutChunks(String half) {
        return (request, out) -> say(
                out,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n".formatted(half.length(), half));
    }

    /// So many zeros, gzipped as the coding says.
    public static Behaviour bomb(int megabytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < megabytes; i++) {
                gzip.write(new byte[1 << 20]);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return body("text/plain", packed.toByteArray(), "Content-Encoding: gzip");
    }

    /// Headers without end.
    public Behaviour hugeHeaders() {
        return (request, out) -> {
            say(out, "HTTP/1.1 200 OK\r\n");
            for (int i = 0; over.getCount() > 0 && i < 1_000_000; i++) {
                say(out, "X-" + i + ": " + "a".repeat(1_000) + "\r\n");
            }
        };
    }

    @Override
    public void close() {
        over.countDown();
        try {
            socket.close();
            for (var client : open) {
                client.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
