package theriac.hub.scan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One conversation with clamd (`man clamd`, INSTREAM): the file goes over in pieces, each with its length before it,
/// an empty one ends it, and the answer is one line until clamd closes. Thread-safe.
final class Clamd {

    private static final int PIECE = 64 << 10;

    /// Longer than any answer: what goes on after it is none.
    private static final int LONGEST_ANSWER = 4_096;

    private final SocketAddress at;
    private final Duration patience;

    /// @param at where it listens: a host, whose name is looked up for each conversation, or a socket file
    /// @param patience for the whole conversation
    Clamd(SocketAddress at, Duration patience) {
        this.at = at;
        this.patience = patience;
    }

    /// What it answers, such as `stream: OK`.
    ///
    /// @param whole whether all of the file had gone over when it answered: a verdict on part of a file is none
    record Answer(String line, boolean whole) {}

    /// @throws UncheckedIOException when the file itself cannot be read
    Answer ask(InputStream file) throws ScannerUnreachable {
        boolean began = false;
        try (var channel = open()) {
            var watch = Thread.ofVirtual().name("clamd-patience").start(() -> cut(channel));
            try {
                channel.connect(target());
                began = true;
                return converse(channel, file);
            } finally {
                watch.interrupt();
            }
        } catch (IOException broken) {
            throw new ScannerUnreachable(
                    "The virus scanner at %s %s (%s)."
                            .formatted(at, began ? "did not answer" : "cannot be reached", why(broken)),
                    began);
        }
    }

    private SocketChannel open() throws IOException {
        return at instanceof InetSocketAddress ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    private SocketAddress target() throws IOException {
        if (at instanceof InetSocketAddress host && host.isUnresolved()) {
            var found = new InetSocketAddress(host.getHostString(), host.getPort());
            if (found.isUnresolved()) {
                throw new IOException("nobody knows the name " + host.getHostString());
            }
            return found;
        }
        return at;
    }

    /// Ends a conversation that takes too long, whatever it waits for.
    private void cut(SocketChannel channel) {
        try {
            Thread.sleep(patience);
            channel.close();
        } catch (InterruptedException done) {
            // It came to its end in time.
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static Answer converse(SocketChannel channel, InputStream file) throws IOException {
        boolean whole = true;
        try {
            send(channel, file);
        } catch (IOException closed) {
            // It may have said why before it stopped listening.
            whole = false;
        }
        return new Answer(answer(channel), whole);
    }

    private static void send(SocketChannel channel, InputStream file) throws IOException {
        write(channel, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
        var piece = new byte[PIECE];
        for (int read = read(file, piece); read > 0; read = read(file, piece)) {
            write(channel, ByteBuffer.allocate(Integer.BYTES).putInt(read).flip());
            write(channel, ByteBuffer.wrap(piece, 0, read));
        }
        write(channel, ByteBuffer.allocate(Integer.BYTES).putInt(0).flip());
    }

    private static int read(InputStream file, byte[] piece) {
        try {
            return file.readNBytes(piece, 0, piece.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file that was to be scanned cannot be read.", unreadable);
        }
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String answer(SocketChannel channel) throws IOException {
        var said = new ByteArrayOutputStream();
        var part = ByteBuffer.allocate(LONGEST_ANSWER);
        while (channel.read(part.clear()) >= 0) {
            said.write(part.array(), 0, part.position());
            if (said.size() > LONGEST_ANSWER) {
                throw new IOException("its answer has no end");
            }
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private String why(IOException broken) {
        var said = broken.getMessage();
        return said == null || said.isBlank() ? "not within %d s".formatted(patience.toSeconds()) : said;
    }
}
