package theriac.hub.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import theriac.hub.core.Problem;

/// A copy of the audit trail at a syslog server: messages of RFC 5424 with the facility 13 (log audit), over
/// TCP with counted octets (RFC 6587 §3.4.1), TLS (RFC 5425) or UDP (RFC 5426). TCP and UDP say nothing about
/// what arrived: what was under way when the server died is missing there, which a check of the chain shows.
public final class AuditSyslog implements AuditCopy {

    /// Facility 13, severity 6 (informational): RFC 5424 §6.2.1.
    private static final int PRIORITY = 13 * 8 + 6;

    private static final int PATIENCE_MS = 5_000;
    private static final Set<String> WAYS = Set.of("tcp", "tls", "udp");

    private final String way;
    private final String server;
    private final int port;
    private final String host;

    /// @param address `tcp://HOST:PORT`, `tls://HOST:PORT` or `udp://HOST:PORT`
    /// @param host this machine's name, as the messages give it
    /// @throws Problem when the address is none of these
    public AuditSyslog(String address, String host) {
        var uri = parsed(address);
        this.way = uri.getScheme();
        this.server = uri.getHost();
        this.port = uri.getPort();
        this.host = host.replaceAll("[^!-~]", "-");
    }

    private static URI parsed(String address) {
        try {
            var uri = URI.create(address);
            if (WAYS.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null && uri.getPort() > 0) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            throw wrong(address);
        }
        throw wrong(address);
    }

    private static Problem wrong(String address) {
        return Problem.badRequest(
                "The setting \"audit-syslog\" must look like tcp://logs.example:601, tls://logs.example:6514 or udp://logs.example:514, not \"%s\"."
                        .formatted(address));
    }

    @Override
    public String name() {
        return "syslog " + way + " " + server + " " + port;
    }

    @Override
    public void send(List<Sent> rows) {
        try {
            if (way.equals("udp")) {
                sendPackets(rows);
            } else {
                sendStream(rows);
            }
        } catch (IOException failed) {
            throw new AuditCopyFailed(
                    "The copy of the audit trail cannot be sent to the syslog server %s:%d: %s. It goes on when the server answers again."
                            .formatted(server, port, failed.getMessage()),
                    failed);
        }
    }

    private void sendPackets(List<Sent> rows) throws IOException {
        var to = InetAddress.getByName(server);
        try (var socket = new DatagramSocket()) {
            for (var row : rows) {
                var message = message(row);
                socket.send(new DatagramPacket(message, message.length, to, port));
            }
        }
    }

    private void sendStream(List<Sent> rows) throws IOException {
        var out = new ByteArrayOutputStream();
        for (var row : rows) {
            var message = message(row);
            out.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(message);
        }
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(server, port), PATIENCE_MS);
            plain.setSoTimeout(PATIENCE_MS);
            var socket = way.equals("tls") ? secured(plain) : plain;
            socket.getOutputStream().write(out.toByteArray());
            socket.getOutputStream().flush();
        }
    }

    private Socket secured(Socket plain) throws IOException {
        var socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, server, port, true);
        var parameters = socket.getSSLParameters();
        // Without it Java believes any certificate that somebody trusted signed for anybody.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private byte[] message(Sent row) {
        return "<%d>1 %s %s theriac - audit - %s"
                .formatted(PRIORITY, row.at(), host, row.text())
                .getBytes(StandardCharsets.UTF_8);
    }
}
