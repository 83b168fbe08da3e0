package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.modified;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import theriac.hub.store.LedgerEntry.Kind;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.testkit.FixedClock;

class LedgerRetentionTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final Instant MARCH = Instant.parse("2027-03-01T00:00:00Z");

    @Test
    void droppedMonthsStayCountedAndWhoeverWasAwayIsTold() {
        var clock = FixedClock.at("2027-01-10T12:00:00Z");
        try (var fixture = new StoreFixture(DATABASE.database(), clock)) {
            var source = fixture.source("feed", fixture.cert);
            var january = claim(fixture, source, 1);
            clock.moveTo(Instant.parse("2027-03-10T12:00:00Z"));
            claim(fixture, source, 2);
            fixture.store.claims().withdraw(all(), StixId.of(id("indicator", 2)), source, "A mistake.");
            var ledger = fixture.store.ledger();
            ledger.advance("slow", january - 1);
            ledger.advance("quick", january);
            var before = ledger.totals();

            assertThat(ledger.forget(MARCH)).as("January and February").isEqualTo(2);
            assertThat(ledger.totals()).isEqualTo(before).containsEntry(Kind.CLAIMED, 2L);
            assertThat(ledger.read(all(), 0, 10, Set.of()))
                    .extracting(LedgerEntry::kind)
                    .containsExactly(Kind.CLAIMED, Kind.WITHDRAWN);
            assertThat(ledger.hasMissed("slow")).isTrue();
            assertThat(ledger.hasMissed("quick")).isFalse();
            assertThat(ledger.hasMissed("never seen")).isFalse();
            assertThat(fixture.store.objects().find(all(), StixId.of(id("indicator", 1))))
                    .as("objects are not history")
                    .isPresent();
            assertThat(ledger.forget(MARCH)).as("again").isZero();
        }
    }

    @Test
    void aPolicyDropsTheMonthsThatAreOverTheirTimeAndABackupIsNotHeldUp() {
        var clock = FixedClock.at("2027-01-10T12:00:00Z");
        try (var fixture = new StoreFixture(DATABASE.database(), clock)) {
            claim(fixture, fixture.source("feed", fixture.cert), 1);
            clock.moveTo(Instant.parse("2027-06-10T12:00:00Z"));
            var retention = fixture.store.retention();
            retention.save(new Retention.Policy(
                    0, "A quarter", Retention.Subject.LEDGER, "", Optional.empty(), Tlp.CLEAR, Tlp.RED, 90));
            assertThat(retention.preview(retention.list().getFirst())).isEqualTo(1);

            fixture.database.inSnapshot(() -> {
                assertThat(fixture.store.ledger().read(all(), 0, 10, Set.of())).hasSize(1);
                assertThatExceptionOfType(DataAccessException.class)
                        .isThrownBy(() -> elsewhere(retention::run))
                        .withMessageContaining("lock timeout");
                return true;
            });
            assertThat(retention.run().months()).isEqualTo(2);
            assertThat(fixture.store.ledger().read(all(), 0, 10, Set.of())).isEmpty();
        }
    }

    @Test
    void collectionsForgetWithTheLedgerAndGiveWhatTheyGaveBefore() {
        var clock = FixedClock.at("2027-01-10T12:00:00Z");
        try (var fixture = new StoreFixture(DATABASE.database(), clock)) {
            var source = fixture.source("feed", fixture.cert);
            var shelves = fixture.store.shelves();
            long shelf = shelves.open("type:indicator");
            claim(fixture, source, 1);
            for (int day = 1; day <= 3; day++) {
                claim(fixture, source, 2, day);
                fixture.store.claims().withdraw(all(), StixId.of(id("indicator", 2)), source, "A mistake.");
            }
            claim(fixture, source, 2, 4);
            claim(fixture, source, 3);
            fixture.store.claims().withdraw(all(), StixId.of(id("indicator", 3)), source, "A mistake.");
            filled(shelves);
            var before = page(fixture, shelf);
            assertThat(entries(fixture))
                    .as("seven of the second, two of the third")
                    .isEqualTo(10);

            clock.moveTo(Instant.parse("2027-06-10T12:00:00Z"));
            claim(fixture, source, 4);
            filled(shelves);
            var retention = fixture.store.retention();
            retention.save(new Retention.Policy(
                    0, "A quarter", Retention.Subject.LEDGER, "", Optional.empty(), Tlp.CLEAR, Tlp.RED, 90));
            retention.run();
            assertThat(entries(fixture)).as("one for each object").isEqualTo(4);
            assertThat(page(fixture, shelf).subList(0, before.size())).isEqualTo(before);

            shelves.ask(shelf, "name:nothing");
            filled(shelves);
            claim(fixture, source, 5);
            clock.moveTo(Instant.parse("2027-12-10T12:00:00Z"));
            retention.run();
            assertThat(entries(fixture)).as("what an earlier question chose").isZero();
        }
    }

    private static void filled(Shelves shelves) {
        while (shelves.advance()) {
            // Until all that happened has been read.
        }
    }

    private static long entries(StoreFixture fixture) {
        return fixture.database
                .jdbc()
                .sql("select count(*) from shelf_entry")
                .query(Long.class)
                .single();
    }

    private static List<String> page(StoreFixture fixture, long shelf) {
        return fixture
                .store
                .shelves()
                .page(StoreFixture.member(fixture.cert), shelf, ChangeQuery.first(100), Optional.empty())
                .changes()
                .stream()
                .map(change -> change.at() + " " + change.id() + " " + change.withdrawn())
                .toList();
    }

    @Test
    void theLedgerIsKeptForAsLongAsAWithdrawalCanBeUndone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retention.Policy(
                        0, "A week", Retention.Subject.LEDGER, "", Optional.empty(), Tlp.CLEAR, Tlp.RED, 7))
                .withMessageContaining("90 days");
    }

    /// On a connection of its own: a transaction belongs to its thread.
    private static void elsewhere(Runnable work) {
        try {
            CompletableFuture.runAsync(work).join();
        } catch (CompletionException failed) {
            throw (RuntimeException) failed.getCause();
        }
    }

    @Test
    void aClockThatJumpsBackMovesNoPositionBack() {
        var clock = FixedClock.at("2027-03-10T12:00:00Z");
        try (var fixture = new StoreFixture(DATABASE.database(), clock)) {
            var source = fixture.source("feed", fixture.cert);
            long first = claim(fixture, source, 1);
            clock.moveTo(Instant.parse("2027-03-10T12:00:00Z").minus(Duration.ofDays(60)));
            assertThat(claim(fixture, source, 2)).isEqualTo(first + 1);
            assertThat(fixture.changes(all())).extracting(Change::seq).containsExactly(first, first + 1);
        }
    }

    private static long claim(StoreFixture fixture, long source, int number) {
        return claim(fixture, source, number, 1);
    }

    private static long claim(StoreFixture fixture, long source, int number, int day) {
        return fixture.claim(
                        source,
                        green(fixture.cert),
                        indicator(id("indicator", number), modified(day), "d" + number + ".example"))
                .lastSeq();
    }
}
