package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.TestDatabase;
import theriac.stix.Finding;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

class DeliveriesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @Test
    void whatArrivedCanBeReplayedToTheByte() throws IOException {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("Partner feed", fixture.cert);
            var bytes = new byte[3_500_000];
            new Random(7).nextBytes(bytes);
            var delivery = fixture.store.deliveries().open(source, "noise.bin");
            try (var kept = fixture.store.deliveries().keep(delivery, new ByteArrayInputStream(bytes))) {
                kept.transferTo(java.io.OutputStream.nullOutputStream());
            }

            assertThat(fixture.store.deliveries().raw(delivery).readAllBytes()).isEqualTo(bytes);
            assertThat(fixture.store.deliveries().load(delivery.key()).bytes()).isEqualTo(bytes.length);
        }
    }

    @Test
    void findingsKeepTheirOrderAndTheRejectedRecord() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("Partner feed", fixture.cert);
            var delivery = fixture.store.deliveries().open(source, "list.csv");
            var raw = "not,a\u0000line".getBytes(StandardCharsets.UTF_8);
            fixture.store
                    .deliveries()
                    .findings(delivery, List.of(new DeliveryFinding(Finding.error("a", "/1", "First.\u0000"), raw)));
            fixture.store
                    .deliveries()
                    .findings(delivery, List.of(new DeliveryFinding(Finding.info("b", "/2", "Second."))));
            var done = fixture.store.deliveries().finish(delivery, new DeliveryCounts(2, 1, 0, 0, 1));

            assertThat(done.state()).isEqualTo("done");
            assertThat(done.finishedAt()).isPresent();
            var findings = fixture.store.deliveries().findings(all(), delivery.id(), 10);
            assertThat(findings).extracting(f -> f.finding().rule()).containsExactly("a", "b");
            assertThat(findings.getFirst().raw()).isEqualTo(raw);
            assertThat(fixture.store.deliveries().find(member(fixture.north), delivery.id()))
                    .isEmpty();
            assertThat(fixture.store.deliveries().list(all(), Optional.of(source), 10))
                    .containsExactly(done);
        }
    }

    @Test
    void aWaiterWakesWhenSomethingIsCommitted() throws Exception {
        try (var fixture = new StoreFixture(DATABASE.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ledger = fixture.store.ledger();
            assertThat(ledger.await(0, Duration.ofMillis(30))).isZero();
            var woken = threads.submit(() -> ledger.await(0, Duration.ofSeconds(20)));
            long seq = fixture.claim(
                            fixture.source("Partner feed", fixture.cert),
                            green(fixture.cert),
                            indicator(id("indicator", 1), modified(1), "one.example"))
                    .lastSeq();

            assertThat(woken.get()).isEqualTo(seq);
            assertThat(ledger.await(seq, Duration.ofMillis(10))).isEqualTo(seq);
        }
    }

    @Test
    void aConsumerGoesOnWhereItStopped() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var ledger = fixture.store.ledger();
            assertThat(ledger.position("mailer")).isZero();
            ledger.advance("mailer", 5);
            ledger.advance("mailer", 3);
            assertThat(ledger.position("mailer")).isEqualTo(5);
        }
    }

    @Test
    void tenThousandValuesAreOneQuestion() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("Partner feed", fixture.cert);
            fixture.claim(source, green(fixture.cert), indicator(id("indicator", 1), modified(1), "d17.example"));
            var question = java.util.stream.IntStream.range(0, 10_000)
                    .mapToObj(n -> new NormalValue(ValueKind.DOMAIN, "d" + n + ".example"))
                    .toList();

            assertThat(fixture.store.values().find(member(fixture.north), question))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.value().text()).isEqualTo("d17.example"));
        }
    }

    @Test
    void rowsThatOthersAppendJoinTheOneSequence() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var entry = new LedgerEntry.New(
                    LedgerEntry.Kind.PUBLISHED,
                    theriac.stix.StixId.of(id("indicator", 1)),
                    null,
                    green(fixture.cert),
                    fixture.north,
                    theriac.stix.json.JsonObject.builder()
                            .put("channel", "mail")
                            .build());
            long seq =
                    fixture.database.inTransaction(() -> fixture.store.ledger().append(List.of(entry, entry)));

            var read = fixture.store.ledger().read(member(fixture.south), 0, 10, Set.of(LedgerEntry.Kind.PUBLISHED));
            assertThat(read).hasSize(2).last().satisfies(row -> {
                assertThat(row.seq()).isEqualTo(seq);
                assertThat(row.organization()).contains(fixture.north);
                assertThat(row.detail().text("channel")).contains("mail");
            });
            assertThat(fixture.store.ledger().about(all(), theriac.stix.StixId.of(id("indicator", 1)), 10))
                    .hasSize(2);
        }
    }
}
