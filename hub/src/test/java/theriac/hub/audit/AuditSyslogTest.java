package theriac.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import theriac.hub.core.Problem;

/// A copy at a syslog server, as RFC 5424 and RFC 6587 write it.
class AuditSyslogTest {

    private static final List<AuditCopy.Sent> ROWS = List.of(
            new AuditCopy.Sent(1, Instant.parse("2026-11-26T02:00:00Z"), "ab {\"seq\":1,\"actor\":\"zoë\"}"),
            new AuditCopy.Sent(2, Instant.parse("2026-11-26T02:00:01Z"), "cd {\"seq\":2}"));

    private static final String FIRST =
            "<110>1 2026-11-26T02:00:00Z the-host theriac - audit - ab {\"seq\":1,\"actor\":\"zoë\"}";

    @Test
    void messagesAreCountedInOctetsOverTcp() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var received = CompletableFuture.supplyAsync(() -> read(server));
            new AuditSyslog("tcp://127.0.0.1:" + server.getLocalPort(), "the host").send(ROWS);
            int octets = FIRST.getBytes(StandardCharsets.UTF_8).length;
            assertThat(received.get()).startsWith(octets + " " + FIRST).contains("theriac - audit - cd {\"seq\":2}");
        }
    }

    private static String read(ServerSocket server) {
        try (var socket = server.accept();
                InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void eachMessageIsADatagramOverUdp() throws Exception {
        try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(5_000);
            new AuditSyslog("udp://127.0.0.1:" + server.getLocalPort(), "the host").send(ROWS);
            var packet = new DatagramPacket(new byte[1_000], 1_000);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .isEqualTo(FIRST);
        }
    }

    @Test
    void aServerThatIsAwayIsSaidInASentence() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        var copy = new AuditSyslog("tcp://127.0.0.1:" + port, "host");
        assertThatThrownBy(() -> copy.send(ROWS))
                .isInstanceOf(AuditCopy.AuditCopyFailed.class)
                .hasMessageContaining("It goes on when the server answers again.");
    }

    @Test
    void aWrongAddressIsAWrongSetting() {
        for (var wrong :
                List.of("logs.example:514", "http://logs.example:514", "tcp://logs.example", "tcp://:1", "x y")) {
            assertThatThrownBy(() -> new AuditSyslog(wrong, "host"))
                    .as(wrong)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("tcp://logs.example:601");
        }
    }
}
