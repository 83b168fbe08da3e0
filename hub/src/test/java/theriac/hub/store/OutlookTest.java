package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import theriac.hub.store.Outlook.Turn;
import theriac.hub.store.OutlookSql.Run;
import theriac.hub.store.Timeline.Span;

/// Places for what came into sight, without a database.
class OutlookTest {

    private static final long AUDIENCE = 5;
    private static final long OTHER = 6;

    @Test
    void everyPositionHasAPlaceOfItsOwnInTheSameOrder() {
        var random = new Random(7);
        var told = new TreeSet<Long>();
        var runs = new ArrayList<Run>();
        long at = 1_000_000;
        for (int i = 0; i < 200; i++) {
            at += 101 + random.nextInt(1_000_000);
            long first = at;
            told.add(at);
            for (int more = random.nextInt(30); more > 0; more--) {
                at += 1 + random.nextInt(100);
                told.add(at);
            }
            runs.add(new Run(first, at));
        }
        var packed = OutlookSql.packed(runs);
        var outlook = Outlook.of(
                new long[] {AUDIENCE},
                List.of(new Turn(at + 10, packed.width(), Set.of(AUDIENCE), Set.of())),
                turn -> packed);
        var arrival = outlook.arrival(0).orElseThrow();
        long before = arrival.place() - 1;
        for (long seq : told) {
            long place = arrival.placeOf(seq);
            assertThat(place).isGreaterThan(before);
            assertThat(arrival.holds(place)).isTrue();
            assertThat(arrival.seqOf(place)).isEqualTo(seq);
            before = place;
        }
        assertThat(arrival.seqOf(arrival.place() - 1)).isZero();
    }

    @Test
    void theHistoriesOfManyOrganisationsDoNotFillTheMemory() {
        var kept = new Outlooks.KeptRuns(5);
        for (int n = 0; n < 4; n++) {
            kept.keep("organisation " + n, OutlookSql.packed(List.of(new Run(1, 1), new Run(1_000, 1_000))));
        }
        assertThat(kept.find("organisation 1")).isEmpty();
        assertThat(kept.find("organisation 2")).isPresent();
        assertThat(kept.find("organisation 3")).isPresent();
        kept.keep(
                "large",
                OutlookSql.packed(IntStream.range(0, 9)
                        .mapToObj(n -> new Run(n * 1_000L, n * 1_000L))
                        .toList()));
        assertThat(kept.find("large")).as("it is needed now").isPresent();
        assertThat(kept.find("organisation 3")).isEmpty();
    }

    @Test
    void whoNeverBelongedHearsNothingOfWhatEndedAndWhoCameBackHearsItAtHisReturn() {
        var ended = span(10, 20);
        var late = span(45, 48);
        var packed = OutlookSql.packed(List.of(new Run(10, 10), new Run(45, 45)));
        var joined = List.of(new Turn(50, 2, Set.of(AUDIENCE), Set.of()));
        assertThat(seen(joined, packed, ended)).isEmpty();
        var back = List.of(
                new Turn(15, 1, Set.of(AUDIENCE), Set.of()),
                new Turn(30, 1, Set.of(), Set.of(AUDIENCE)),
                new Turn(50, 2, Set.of(AUDIENCE), Set.of()));
        assertThat(seen(back, packed, ended)).containsExactly(ended.told(20), ended.between(50, 50, 10));
        assertThat(seen(back, packed, late))
                .as("began and ended while he was away")
                .isEmpty();
        assertThat(seen(back, packed, span(45, 60)))
                .containsExactly(span(45, 60).between(51, 60, 45));
        assertThat(seen(back, packed, span(70, 80)))
                .containsExactly(span(70, 80).between(70, 80, 70));
    }

    @Test
    void otherAudiencesGoOnBeforeAndAfterAnArrival() {
        var packed = OutlookSql.packed(List.of(new Run(10, 12)));
        var outlook = Outlook.of(
                new long[] {AUDIENCE, OTHER}, List.of(new Turn(50, 3, Set.of(AUDIENCE), Set.of())), turn -> packed);
        assertThat(outlook.stretches(0)).hasSize(3);
        assertThat(outlook.stretches(0).getFirst().audiences()).containsExactly(OTHER);
        assertThat(outlook.stretches(0).getFirst().before()).isEqualTo(50);
        assertThat(outlook.stretches(51).get(1).audiences()).containsExactly(AUDIENCE);
        assertThat(outlook.stretches(52)).hasSize(1);
        assertThat(outlook.stretches(52).getFirst().audiences()).containsExactly(AUDIENCE, OTHER);
    }

    private static Span span(long from, long to) {
        return new Span(1, "", 1, AUDIENCE, from, to);
    }

    private static List<Span> seen(List<Turn> turns, Outlook.Runs runs, Span span) {
        var outlook = Outlook.of(new long[] {AUDIENCE}, turns, turn -> runs);
        return outlook.seen(java.util.Map.of(1L, List.of(span))).getOrDefault(1L, List.of());
    }
}
