package theriac.scout;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/// The wire between a scout and its hub, which can be cut: whole, or after some more bytes of the hub's answers.
final class Wire implements AutoCloseable {

    private final int hub;
    private final int port;
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
    private ServerSocket door;

    Wire(int hub) throws IOException {
        this.hub = hub;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = door.getLocalPort();
        accept();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /// From now on the hub's answers break off after so many bytes in total.
    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    /// From now on nobody is there.
    void unplug() throws IOException {
        door.close();
    }

    void mend() throws IOException {
        bytesLeft.set(Long.MAX_VALUE);
        if (door.isClosed()) {
            door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            accept();
        }
    }

    private void accept() {
        var open = door;
        Thread.ofVirtual().start(() -> accept(open));
    }

    private void accept(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                var scout = open.accept();
                var end = new Socket(InetAddress.getLoopbackAddress(), hub);
                Thread.ofVirtual().start(() -> carry(scout, end, false));
                Thread.ofVirtual().start(() -> carry(end, scout, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to, boolean answers) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            var buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long left = answers ? bytesLeft.getAndAdd(-count) : Long.MAX_VALUE;
                if (left <= 0) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, (int) Math.min(count, left));
                to.getOutputStream().flush();
                if (left <= count) {
                    return; // cut at once: a wire that only falls silent is another test's
                }
            }
        } catch (IOException broken) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
