package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.modified;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.Invariants;
import theriac.hub.testing.TestDatabase;
import theriac.testkit.FixedClock;

/// Decisions about whole deliveries, larger than one transaction.
class WithdrawalsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final int CLAIMS = Withdrawals.PART + 500;

    @Test
    void aDeliveryOfManyPartsIsTakenBackAndGivenBackWholeUntilTheTimeForThatIsOver() {
        var clock = FixedClock.at("2027-01-10T12:00:00Z");
        try (var fixture = new StoreFixture(DATABASE.database(), clock)) {
            var store = fixture.store;
            long feed = fixture.source("feed", fixture.cert);
            var delivery = store.deliveries().open(feed, "night");
            for (int first = 0; first < CLAIMS; first += 3_500) {
                store.claims()
                        .claim(new ClaimBatch(
                                feed,
                                delivery.key(),
                                IntStream.range(first, first + 3_500)
                                        .mapToObj(n -> new Candidate(
                                                indicator(id("indicator", n), modified(1), "n" + n + ".example"),
                                                green(fixture.cert)))
                                        .toList()));
            }
            fixture.claim(feed, green(fixture.cert), indicator(id("indicator", -1), modified(1), "other.example"));

            assertThat(store.withdrawals()
                            .withdraw(all(), delivery, "A bad night.")
                            .claims())
                    .isEqualTo(CLAIMS);
            assertThat(standing(fixture)).isEqualTo(1);
            assertThat(store.withdrawals().withdraw(all(), delivery, "Again.").claims())
                    .as("twice")
                    .isZero();
            assertThat(store.withdrawals().restore(all(), delivery, "It was right."))
                    .get()
                    .extracting(Withdrawals.Outcome::claims)
                    .isEqualTo((long) CLAIMS);
            assertThat(standing(fixture)).isEqualTo(CLAIMS + 1);
            Invariants.check(fixture.database);

            assertThat(store.withdrawals()
                            .withdraw(all(), delivery, "Wrong after all.")
                            .claims())
                    .as("claims that came back have new places")
                    .isEqualTo(CLAIMS);
            clock.moveTo(Instant.parse("2027-01-10T12:00:00Z")
                    .plus(Withdrawals.UNDO_WITHIN)
                    .plus(Duration.ofDays(1)));
            assertThat(store.withdrawals().restore(all(), delivery, "Too late."))
                    .isEmpty();
            assertThat(standing(fixture)).isEqualTo(1);
        }
    }

    private static long standing(StoreFixture fixture) {
        return Invariants.count(fixture.database, "claim where withdrawn_seq is null");
    }
}
