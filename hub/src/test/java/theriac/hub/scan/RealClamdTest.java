package theriac.hub.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.testing.ClamdStandIn;

/// Debian's clamd (`scripts/consumers` installs it) with one signature of ours, for a harmless line: it understands
/// what it is sent, and its answers are understood. Where it is not installed the test says that it was not run.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RealClamdTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/clamd");

    @TempDir
    Path folder;

    private Process clamd;
    private VirusScan scan;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "clamd is not installed: scripts/consumers installs it");
        var signature = HexFormat.of().formatHex(ClamdStandIn.BAD.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                Files.createDirectory(folder.resolve("db")).resolve("theriac.ndb"),
                "%s:0:*:%s%n".formatted(ClamdStandIn.NAME, signature));
        var socket = folder.resolve("clamd.ctl");
        var config = Files.writeString(
                folder.resolve("clamd.conf"), """
                DatabaseDirectory %1$s/db
                LocalSocket %2$s
                Foreground yes
                StreamMaxLength 5M
                User %3$s
                """.formatted(folder, socket, System.getProperty("user.name")));
        clamd = new ProcessBuilder(PROGRAM.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        var at = UnixDomainSocketAddress.of(socket);
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!listens(at)) {
            assertThat(clamd.isAlive() && Instant.now().isBefore(end))
                    .as(Files.readString(folder.resolve("said")))
                    .isTrue();
            Thread.sleep(50);
        }
        scan = VirusScan.by(Optional.of(at));
    }

    private static boolean listens(UnixDomainSocketAddress at) {
        try (var channel = SocketChannel.open(at)) {
            return channel.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterEach
    void stop() {
        if (clamd != null) {
            clamd.destroyForcibly();
        }
    }

    private static byte[] mail(String kind, byte[] attached) {
        return ("From: x@y.example\r\nSubject: Let op\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=%1$s\r\n\r\n"
                        + "--%1$s\r\n%2$s\r\n\r\n%3$s\r\n--%1$s--\r\n")
                .formatted("b" + kind.length(), kind, new String(attached, StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] zip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("letter.txt"));
            zip.write(content);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    @Test
    void itFindsOurLineWhereverItStandsAndNothingElse() throws Exception {
        var bad = ("Dear all,\n" + ClamdStandIn.BAD).getBytes(StandardCharsets.US_ASCII);
        var coded = Base64.getMimeEncoder().encode(bad);
        var attached = mail("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64", coded);
        var forwarded = mail("Content-Type: message/rfc822", attached);
        for (var file : Map.of("plain", bad, "zip", zip(bad), "attached", attached, "forwarded", forwarded)
                .entrySet()) {
            assertThat(scan.look(new ByteArrayInputStream(file.getValue())))
                    .as(file.getKey())
                    .isEqualTo(new VirusScan.Verdict.Infected("Theriac.Test.UNOFFICIAL"));
        }
        for (var file : new byte[][] {{}, "Dear all".getBytes(StandardCharsets.US_ASCII), new byte[4 << 20]}) {
            assertThat(scan.look(new ByteArrayInputStream(file))).isEqualTo(new VirusScan.Verdict.Clean());
        }
    }

    @Test
    void whatIsTooLargeForItIsNotClean() throws Exception {
        assertThat(scan.look(new ByteArrayInputStream(new byte[20 << 20])))
                .isInstanceOf(VirusScan.Verdict.Unread.class)
                .asString()
                .contains("size limit exceeded");
    }
}
