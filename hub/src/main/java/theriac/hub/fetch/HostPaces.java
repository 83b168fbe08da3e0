package theriac.hub.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import theriac.hub.fetch.FetchFailure.Kind;

/// How often one server is asked, by all sources together: a burst is free, after it questions are spread. Safe
/// for many threads.
final class HostPaces {

    private static final int REMEMBERED = 10_000;

    private final int burst;
    private final long interval;
    private final LongSupplier nanos;
    /// When the burst of each would be whole again.
    private final Map<String, Long> servers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// Fifty at once, then twenty-five a second.
    HostPaces() {
        this(50, Duration.ofMillis(40), System::nanoTime);
    }

    /// @param burst questions that need no waiting, from 1
    HostPaces(int burst, Duration interval, LongSupplier nanos) {
        this.burst = burst;
        this.interval = interval.toNanos();
        this.nanos = nanos;
    }

    /// Counts a question and waits for its turn.
    ///
    /// @param patience longest wait
    /// @throws FetchFailure when the turn comes too late
    void enter(URI address, Duration patience) throws FetchFailure {
        var wait = turn(address, patience);
        if (wait.isPositive()) {
            try {
                Thread.sleep(wait);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new FetchFailure(Kind.UNREACHABLE, "The fetch was told to stop.");
            }
        }
    }

    /// How long to wait before asking; the question is counted.
    synchronized Duration turn(URI address, Duration patience) throws FetchFailure {
        long now = nanos.getAsLong();
        long freeAt = servers.getOrDefault(server(address), now);
        long free = freeAt - now > 0 ? freeAt : now;
        long wait = Math.max(0, free + interval - now - burst * interval);
        if (wait > patience.toNanos()) {
            throw FetchFailure.busy(
                    "So many sources ask %s that it is not this one's turn in time. The hub tries again later."
                            .formatted(Shown.address(address)),
                    Duration.ofNanos(wait));
        }
        servers.put(server(address), free + interval);
        return Duration.ofNanos(wait);
    }

    private static String server(URI address) {
        return String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + Fetcher.port(address);
    }
}
