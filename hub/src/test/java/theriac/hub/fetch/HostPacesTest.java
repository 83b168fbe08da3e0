package theriac.hub.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// One server is asked by all sources together no oftener than agreed.
class HostPacesTest {

    private static final URI HERE = URI.create("https://feeds.example/a");
    private static final URI ALSO_HERE = URI.create("https://FEEDS.example:443/b");
    private static final URI ELSEWHERE = URI.create("https://other.example/a");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final HostPaces paces = new HostPaces(3, Duration.ofMillis(100), now::get);

    @Test
    void aBurstIsFreeAndThenEachWaitsForItsTurn() throws FetchFailure {
        for (int n = 0; n < 3; n++) {
            assertThat(paces.turn(n == 1 ? ALSO_HERE : HERE, PATIENCE)).isZero();
        }
        assertThat(paces.turn(HERE, PATIENCE)).isEqualTo(Duration.ofMillis(100));
        assertThat(paces.turn(ALSO_HERE, PATIENCE)).isEqualTo(Duration.ofMillis(200));
        assertThat(paces.turn(ELSEWHERE, PATIENCE)).as("others go on").isZero();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(paces.turn(HERE, PATIENCE)).as("rested").isZero();
    }

    @Test
    void whoseTurnComesTooLateIsToldSo() throws FetchFailure {
        for (int n = 0; n < 13; n++) {
            paces.turn(HERE, PATIENCE);
        }
        assertThatExceptionOfType(FetchFailure.class)
                .isThrownBy(() -> paces.turn(HERE, PATIENCE))
                .satisfies(busy -> assertThat(busy.retryAfter()).isPresent())
                .withMessageContaining("not this one's turn");
    }
}
