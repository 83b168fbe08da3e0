package theriac.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Lines that are longer than anything a log should hold: searched in parts, no value torn, none invented, the lines
/// around them read as always, and no more memory than the scanner's buffer.
class LongLinesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    private static final IndicatorSet SET = IndicatorSet.builder()
            .add(
                    "indicator--" + UUID.nameUUIDFromBytes(new byte[] {1}),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    List.of(new Watched(WatchKind.DOMAIN, "evil.example")))
            .build();

    private static List<Long> lines(InputStream log, List<String> rules) throws IOException {
        var found = new ArrayList<Long>();
        var report = new Scanner(SET, ScanSettings.at(NOW)).scan(log, match -> found.add(match.line()));
        report.findings().forEach(finding -> rules.add(finding.rule()));
        return found;
    }

    @Test
    void aLineOfTenMegabytesIsSearchedAndItsNeighboursKeepTheirNumbers() throws IOException {
        // One value at every place at which a reader could cut, and look-alikes that a cut would turn into values.
        var line = "notevil.example evil.examples x-evil.example ".repeat(250_000);
        var log = "a evil.example\n" + line + " evil.example tail\nfine.example\nb evil.example\n";
        var rules = new ArrayList<String>();
        assertThat(lines(new ByteArrayInputStream(log.getBytes(StandardCharsets.US_ASCII)), rules))
                .containsExactly(1L, 2L, 4L);
        assertThat(rules).containsExactly("detect-long-line");
    }

    @Test
    void aLineThatIsOneEndlessTokenIsNoMatchAndNoOutOfMemory() throws IOException {
        var rules = new ArrayList<String>();
        assertThat(lines(new Endless(512L << 20), rules)).containsExactly(2L);
        assertThat(rules).contains("detect-long-line");
    }

    /// So many letters without a line end, and then a value on a line of its own.
    private static final class Endless extends InputStream {
        private static final byte[] TAIL = "\nevil.example\n".getBytes(StandardCharsets.US_ASCII);
        private long left;
        private int tail;

        Endless(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            if (left > 0) {
                left--;
                return 'a';
            }
            return tail < TAIL.length ? TAIL[tail++] : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left > 0) {
                int count = (int) Math.min(left, length);
                java.util.Arrays.fill(into, offset, offset + count, (byte) 'a');
                left -= count;
                return count;
            }
            int next = read();
            if (next < 0) {
                return -1;
            }
            into[offset] = (byte) next;
            return 1;
        }
    }
}
