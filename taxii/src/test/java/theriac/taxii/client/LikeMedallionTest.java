package theriac.taxii.client;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.taxii.contract.Objects.indicatorId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import theriac.testkit.FixedClock;

/// The client against the habits of `medallion`: nothing is lost where it forgets what it has given.
@Timeout(30)
class LikeMedallionTest {

    private static final FixedClock CLOCK = FixedClock.at("2026-04-20T09:00:00Z");
    private static final Instant FIRST = Instant.parse("2026-04-01T00:00:00.123456Z");
    private static final Instant SECOND = Instant.parse("2026-04-01T00:00:00.123457Z");

    private final List<String> ids = new ArrayList<>();

    private PollResult poll(LikeMedallion server, Optional<Instant> watermark) {
        var sink = new Collected();
        var settings = TaxiiClientSettings.of(server.http().base(), Auth.none())
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5))
                .withPages(100, 1 << 20, 500);
        try (var client = new TaxiiClient(settings, CLOCK)) {
            return client.poll(server.http().collection(), watermark, sink);
        } finally {
            ids.addAll(sink.ids());
        }
    }

    private static List<String> all(int many) {
        return IntStream.range(0, many).mapToObj(i -> indicatorId(i)).toList();
    }

    @Test
    void everythingComesOnceAlthoughNextStaysTheSameAndIsNamedOnTheLastPage() {
        try (var server = new LikeMedallion(4)) {
            server.posted(FIRST, 0, 9);
            server.posted(SECOND, 9, 11);
            var result = poll(server, Optional.empty());
            assertThat(result.failure()).isEmpty();
            assertThat(ids).isEqualTo(all(11));
            assertThat(result.pages()).isEqualTo(3);
            assertThat(server.http().requests()).hasSize(3);
            ids.clear();
            server.posted(Instant.parse("2026-04-02T00:00:00Z"), 11, 12);
            assertThat(poll(server, result.watermark()).failure()).isEmpty();
            assertThat(ids).containsExactly(indicatorId(11));
        }
    }

    @Test
    void aFilterIsTheSameOnEveryPage() {
        try (var server = new LikeMedallion(2)) {
            server.posted(FIRST, 0, 3);
            server.posted(SECOND, 3, 9);
            var result = poll(server, Optional.of(FIRST));
            assertThat(result.failure()).isEmpty();
            assertThat(ids).isEqualTo(all(9).subList(3, 9));
        }
    }

    @Test
    void whatItForgetsWhileItIsReadIsReadAgainFromTheLastDate() {
        try (var server = new LikeMedallion(3)) {
            server.posted(FIRST, 0, 5);
            server.posted(SECOND, 5, 10);
            server.forgetsAfter(2);
            var broken = poll(server, Optional.empty());
            assertThat(broken.failure()).as("its next is not valid any more").isPresent();
            assertThat(ids).isEqualTo(all(6));
            server.forgetsAfter(1_000);
            assertThat(poll(server, broken.watermark()).failure()).isEmpty();
            assertThat(new LinkedHashSet<>(ids)).containsExactlyElementsOf(all(10));
        }
    }

    /// It counts a page for given that never arrived, so asking on would leave a hole.
    @Test
    void aPageThatIsCutOffIsNotPassedOver() {
        try (var server = new LikeMedallion(3)) {
            server.posted(FIRST, 0, 10);
            server.breaksAfter(1);
            var broken = poll(server, Optional.empty());
            assertThat(broken.failure()).isPresent();
            assertThat(server.http().requests())
                    .as("nothing was asked after it")
                    .hasSize(2);
            assertThat(poll(server, broken.watermark()).failure()).isEmpty();
            assertThat(new LinkedHashSet<>(ids)).containsExactlyElementsOf(all(10));
        }
    }

    @Test
    void anAnswerWithNothingMovesNothing() {
        try (var server = new LikeMedallion(3)) {
            var result = poll(server, Optional.of(FIRST));
            assertThat(result.failure()).isEmpty();
            assertThat(result.watermark()).contains(FIRST);
            assertThat(ids).isEmpty();
        }
    }
}
