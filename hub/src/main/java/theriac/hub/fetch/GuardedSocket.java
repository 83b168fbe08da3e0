package theriac.hub.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// A socket that leads to the addresses that were checked, wherever its user wants to connect, for protocols whose
/// libraries resolve names by themselves (ADR 016). TLS keeps the name. What the server says is cut off when it is
/// silent for too long, or when all of it takes too long. For one conversation.
final class GuardedSocket extends Socket {

    private final Target target;
    private Socket inner = new Socket();

    GuardedSocket(Target target) {
        this.target = target;
    }

    /// @param host the name that the certificate must be for
    /// @param addresses checked; tried in turn
    /// @param tls null: plain
    /// @param watching looks at everything that the server says
    record Target(
            String host,
            int port,
            List<InetAddress> addresses,
            @Nullable SSLSocketFactory tls,
            FetchLimits limits,
            UnaryOperator<InputStream> watching) {

        /// Makes sockets that lead here and nowhere else.
        SocketFactory sockets() {
            return new Only(this);
        }
    }

    @Override
    public void connect(SocketAddress wished) throws IOException {
        connect(wished, 0);
    }

    @Override
    public void connect(SocketAddress wished, int patience) throws IOException {
        IOException last = new SocketException("The host has no address.");
        for (var address : target.addresses()) {
            var plain = new Socket();
            try {
                plain.connect(new InetSocketAddress(address, target.port()), (int)
                        target.limits().connect().toMillis());
                plain.setSoTimeout((int) target.limits().silence().toMillis());
                inner = target.tls() == null ? plain : secured(plain, target.tls());
                return;
            } catch (IOException failed) {
                plain.close();
                last = failed;
            }
        }
        throw last;
    }

    private SSLSocket secured(Socket plain, SSLSocketFactory tls) throws IOException {
        var secure = (SSLSocket) tls.createSocket(plain, target.host(), target.port(), true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return target.watching()
                .apply(new Timely(
                        inner.getInputStream(), target.limits().total().toNanos()));
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return inner.getOutputStream();
    }

    /// Nobody may be more patient than the limits are.
    @Override
    public void setSoTimeout(int millis) throws SocketException {
        int most = (int) target.limits().silence().toMillis();
        inner.setSoTimeout(millis == 0 ? most : Math.min(millis, most));
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return inner.getSoTimeout();
    }

    @Override
    public boolean isConnected() {
        return inner.isConnected();
    }

    @Override
    public boolean isClosed() {
        return inner.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
        return inner.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return inner.getLocalAddress();
    }

    @Override
    public int getPort() {
        return inner.getPort();
    }

    @Override
    public synchronized void close() throws IOException {
        inner.close();
        super.close();
    }

    /// A server that says a little now and then is never silent: all of it has an end, too.
    private static final class Timely extends FilterInputStream {
        private final long began = System.nanoTime();
        private final long total;

        Timely(InputStream in, long total) {
            super(in);
            this.total = total;
        }

        private void look() throws SocketTimeoutException {
            if (System.nanoTime() - began > total) {
                throw new SocketTimeoutException("The whole conversation takes too long.");
            }
        }

        @Override
        public int read() throws IOException {
            look();
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            look();
            return super.read(into, offset, length);
        }
    }

    private static final class Only extends SocketFactory {
        private final Target target;

        Only(Target target) {
            this.target = target;
        }

        @Override
        public Socket createSocket() {
            return new GuardedSocket(target);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return connected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return connected();
        }

        private Socket connected() throws IOException {
            var socket = new GuardedSocket(target);
            socket.connect(InetSocketAddress.createUnresolved(target.host(), target.port()));
            return socket;
        }
    }
}
