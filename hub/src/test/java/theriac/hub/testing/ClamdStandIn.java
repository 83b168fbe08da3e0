package theriac.hub.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A stand-in for clamd on loopback: reads what it is sent by INSTREAM and finds `Theriac.Test` where a harmless line
/// of ours stands. It can be slow, dead and a liar.
public final class ClamdStandIn implements AutoCloseable {

    /// What it finds, in any file.
    public static final String BAD = "This harmless line stands for a virus in the tests of Theriac.";

    /// What it calls that.
    public static final String NAME = "Theriac.Test";

    private final ServerSocket server;
    private final Thread thread;
    private final List<byte[]> files = new CopyOnWriteArrayList<>();
    private volatile Manner manner = Manner.HONEST;

    private ClamdStandIn(ServerSocket server) {
        this.server = server;
        this.thread = Thread.ofVirtual().name("clamd-stand-in").start(this::listen);
    }

    /// How it treats who asks.
    public interface Manner {

        /// Says what is so.
        Manner HONEST = (clamd, caller) -> {
            boolean bad = new String(clamd.file(caller), StandardCharsets.ISO_8859_1).contains(BAD);
            say(caller, bad ? "stream: %s FOUND\0".formatted(NAME) : "stream: OK\0");
        };

        /// Reads everything and never answers.
        Manner SLOW = (clamd, caller) -> {
            clamd.file(caller);
            caller.getInputStream().read();
        };

        /// Says that all is well before it has seen anything.
        Manner HASTY = (clamd, caller) -> say(caller, "stream: OK\0");

        /// Hangs up in the middle.
        Manner RUDE = (clamd, caller) -> caller.getInputStream().readNBytes(20);

        /// Never ends its answer.
        Manner ENDLESS = (clamd, caller) -> {
            clamd.file(caller);
            while (true) {
                say(caller, "stream: OK ");
            }
        };

        void serve(ClamdStandIn clamd, Socket caller) throws IOException;

        /// Reads the file and answers that.
        static Manner saying(String answer) {
            return (clamd, caller) -> {
                clamd.file(caller);
                say(caller, answer);
            };
        }

        private static void say(Socket caller, String answer) throws IOException {
            caller.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// On a free port, honest.
    public static ClamdStandIn start() {
        try {
            return new ClamdStandIn(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /// As the setting `virus-scanner` has it.
    public String setting() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    public void becomes(Manner wanted) {
        manner = wanted;
    }

    /// What it was sent so far.
    public List<byte[]> files() {
        return files;
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            manner.serve(this, caller);
        } catch (IOException gone) {
            // Who asked has gone, as some tests want it.
        }
    }

    private byte[] file(Socket caller) throws IOException {
        var in = new DataInputStream(caller.getInputStream());
        var command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
        if (!command.equals("zINSTREAM\0")) {
            throw new IOException("no command of clamd: " + command);
        }
        var file = new ByteArrayOutputStream();
        for (int piece = in.readInt(); piece > 0; piece = in.readInt()) {
            file.write(in.readNBytes(piece));
        }
        files.add(file.toByteArray());
        return file.toByteArray();
    }

    @Override
    public void close() {
        try {
            server.close();
            // Only then nobody is let in any more.
            thread.join();
        } catch (IOException unwilling) {
            throw new UncheckedIOException(unwilling);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
