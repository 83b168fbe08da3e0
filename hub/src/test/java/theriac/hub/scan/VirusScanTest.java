package theriac.hub.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;
import theriac.hub.testing.ClamdStandIn;
import theriac.hub.testing.ClamdStandIn.Manner;

/// Conversations with scanners that are honest, slow, dead and liars: only a plain word that nothing was found lets a
/// file pass.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VirusScanTest {

    private static final byte[] LETTER = "a letter".getBytes(StandardCharsets.UTF_8);

    private ClamdStandIn clamd;
    private VirusScan scan;

    @BeforeEach
    void open() {
        clamd = ClamdStandIn.start();
        scan = VirusScan.by(clamd.address(), Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        clamd.close();
    }

    private VirusScan.Verdict look(byte[] file) throws ScannerUnreachable {
        return scan.look(new ByteArrayInputStream(file));
    }

    private ScannerUnreachable unreachable(byte[] file) {
        assertThatThrownBy(() -> scan.admit(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cannot be asked at the moment");
        return catchThrowableOfType(ScannerUnreachable.class, () -> look(file));
    }

    @Test
    void whatIsCleanPassesWhateverItsLength() throws ScannerUnreachable {
        for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 1_000_000}) {
            var file = new byte[length];
            new Random(length).nextBytes(file);
            assertThat(look(file)).isEqualTo(new VirusScan.Verdict.Clean());
            assertThat(clamd.files().getLast()).isEqualTo(file);
            scan.admit(file);
        }
    }

    @Test
    void whatIsFoundIsNamedAndRefused() throws ScannerUnreachable {
        var bad = ("Dear all,\n" + ClamdStandIn.BAD).getBytes(StandardCharsets.UTF_8);
        assertThat(look(bad)).isEqualTo(new VirusScan.Verdict.Infected(ClamdStandIn.NAME));
        assertThatThrownBy(() -> scan.admit(bad))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("found Theriac.Test in this file");
        clamd.becomes(Manner.saying("stream: Evil\u001b[31m\u202e\nName FOUND\0"));
        assertThat(look(LETTER)).isEqualTo(new VirusScan.Verdict.Infected("Evil [31m Name"));
    }

    @Test
    void whatWasNotReadToItsEndIsNotClean() throws ScannerUnreachable {
        clamd.becomes(Manner.saying("INSTREAM size limit exceeded. ERROR\0"));
        assertThat(look(LETTER)).isEqualTo(new VirusScan.Verdict.Unread("INSTREAM size limit exceeded."));
        assertThatThrownBy(() -> scan.admit(LETTER))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("did not look at all of this file");
    }

    @Test
    void aScannerThatIsNotThereSaysNothing() {
        clamd.close();
        var away = unreachable(LETTER);
        assertThat(away.began()).isFalse();
        assertThat(away).hasMessageContaining("cannot be reached");
        scan = VirusScan.by(InetSocketAddress.createUnresolved("scanner.invalid", 3310), Duration.ofSeconds(5));
        assertThat(unreachable(LETTER).began()).isFalse();
    }

    @Test
    void aScannerThatIsSlowIsNotWaitedForLongerThanAgreed() {
        clamd.becomes(Manner.SLOW);
        scan = VirusScan.by(clamd.address(), Duration.ofMillis(300));
        long before = System.nanoTime();
        var away = unreachable(LETTER);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(away.began()).isTrue();
    }

    @Test
    void wordsThatAreNoVerdictAreNone() {
        for (var answer : new String[] {
            "", "\0", "OK\0", "stream: OK\0stream: OK\0", "stream: ok\0", "stream: OK FOUND it\0", "UNKNOWN COMMAND\0"
        }) {
            clamd.becomes(Manner.saying(answer));
            assertThat(unreachable(LETTER)).as(answer).isNotNull();
        }
        clamd.becomes(Manner.ENDLESS);
        assertThat(unreachable(LETTER)).isNotNull();
        clamd.becomes(Manner.RUDE);
        assertThat(unreachable(new byte[10_000_000])).isNotNull();
    }

    @Test
    void whoSaysThatAllIsWellBeforeReadingItIsNotBelieved() {
        clamd.becomes(Manner.HASTY);
        assertThat(unreachable(new byte[10_000_000])).isNotNull();
    }

    @Test
    void aFileThatCannotBeReadIsNotTheScannersFault() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("a disk is full of holes");
            }
        };
        assertThatThrownBy(() -> scan.look(broken)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aSocketFileWorksAsWell(@TempDir Path folder) throws Exception {
        var at = UnixDomainSocketAddress.of(folder.resolve("clamd.ctl"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(at);
            Thread.ofVirtual().start(() -> {
                try (var caller = server.accept()) {
                    // The command, one piece with its length, and the end.
                    var all = ByteBuffer.allocate(10 + 4 + LETTER.length + 4);
                    while (all.hasRemaining()) {
                        caller.read(all);
                    }
                    caller.write(ByteBuffer.wrap("stream: Socket.Test FOUND\0".getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            });
            scan = VirusScan.by(at, Duration.ofSeconds(5));
            assertThat(look(LETTER)).isEqualTo(new VirusScan.Verdict.Infected("Socket.Test"));
        }
    }

    @Test
    void withoutAScannerEverythingPasses() throws ScannerUnreachable {
        scan = VirusScan.by(Optional.empty());
        assertThat(scan.on()).isFalse();
        assertThat(look(LETTER)).isEqualTo(new VirusScan.Verdict.Off());
        scan.admit(LETTER);
        assertThat(clamd.files()).isEmpty();
    }
}
