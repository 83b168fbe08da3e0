package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.TestDatabase;

/// Input that is large and mostly useless: bounded memory, bounded rows, nothing hidden by it.
class LargeInputTest {

    private static final int MILLION = 1_000_000;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private IngestFixture in;

    @BeforeEach
    void open() {
        in = new IngestFixture(DATABASE.database(), DeliveryLimits.standard());
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void aMillionLinesOfSomethingElseHideNoValueAndAreCountedNotListed() throws Exception {
        var delivery = in.take(in.source("text"), new Lines(MILLION, n -> switch (n) {
            case 17, MILLION -> "hidden" + n + ".example";
            default -> "row " + n + " of a printer";
        }));
        assertThat(delivery.state()).isEqualTo("done");
        assertThat(delivery.counts().created()).isEqualTo(2);
        assertThat(delivery.counts().rejected()).isEqualTo(MILLION - 2);
        assertThat(DATABASE.database()
                        .jdbc()
                        .sql("select count(*) from delivery_finding")
                        .query(Long.class)
                        .single())
                .isEqualTo(10_001);
        try (var kept = in.store.deliveries().raw(delivery)) {
            assertThat(kept.transferTo(java.io.OutputStream.nullOutputStream())).isGreaterThan(20L * MILLION);
        }
    }

    @Test
    void aLineOfTenMegabytesIsRejectedWithItsPlaceAndItsNeighboursAreRead() {
        var line = "a".repeat(10_000_000) + ".example";
        var delivery = in.take(in.source("text"), "before.example\n" + line + "\nafter.example\n");
        assertThat(delivery.counts().created()).isEqualTo(2);
        assertThat(in.findings(delivery)).singleElement().satisfies(found -> {
            assertThat(found.finding().pointer()).isEqualTo("line 2");
            assertThat(found.finding().message()).contains("more than 65536 bytes");
            assertThat(found.raw()).as("what is held of it").hasSize(65_536);
        });
        assertThat(in.raw(delivery)).hasSizeGreaterThan(10_000_000);
    }

    @Test
    void anObjectOfSeventyMegabytesIsLeftOutAndItsNeighboursAreStored() {
        var large = IngestFixture.with(2, "\"x_large\":\"" + "A".repeat(70 << 20) + "\"");
        var delivery =
                in.take(in.source("stix"), IngestFixture.bundle(IngestFixture.good(1), large, IngestFixture.good(3)));
        assertThat(delivery.counts().created()).isEqualTo(2);
        assertThat(delivery.counts().rejected()).isEqualTo(1);
        assertThat(in.findings(delivery))
                .anySatisfy(found -> assertThat(found.finding().pointer()).isEqualTo("/objects/1"));
    }

    @Test
    void moreRemarksThanAnyoneReadsAreSummedUpOnce() {
        var objects = new StringBuilder("{\"objects\":[");
        for (int n = 0; n < 5_000; n++) {
            objects.append(n == 0 ? "" : ",").append("""
                    {"type":"domain-name","spec_version":"2.1","id":"domain-name--%s","value":7}""".formatted(new java.util.UUID(n, n)));
        }
        var delivery = in.take(in.source("stix"), objects.append("]}").toString());
        assertThat(delivery.counts().created()).isEqualTo(5_000);
        assertThat(in.findings(delivery)).hasSize(1_001);
        assertThat(in.findings(delivery).getLast().finding().rule()).isEqualTo("delivery.remarks");
    }

    /// Lines made while they are read.
    private static final class Lines extends InputStream {
        private final int last;
        private final IntFunction<String> text;
        private int line;
        private byte[] bytes = new byte[0];
        private int at;

        Lines(int count, IntFunction<String> text) {
            this.last = count;
            this.text = text;
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == bytes.length) {
                if (line == last) {
                    return -1;
                }
                bytes = (text.apply(++line) + "\n").getBytes(StandardCharsets.US_ASCII);
                at = 0;
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
