package theriac.taxii.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A rate limit with one bucket per caller: a burst is free, after it one request per interval. Safe for many threads.
///
/// @param <C> a caller with `equals`; those who were quiet longest are forgotten beyond [#REMEMBERED]
public final class TokenBuckets<C> implements RateLimit<C> {

    private static final int REMEMBERED = 10_000; // callers; a forgotten one has a full bucket again

    private final int burst;
    private final Duration interval;
    private final Clock clock;
    private final Map<C, Instant> fullAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<C, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param burst requests at once, at least 1
    /// @param interval time in which one request comes back
    public TokenBuckets(int burst, Duration interval, Clock clock) {
        if (burst < 1) {
            throw new IllegalArgumentException("A burst holds at least one request.");
        }
        this.burst = burst;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public Optional<Duration> refusal(C caller) {
        Instant now = clock.instant();
        synchronized (fullAt) {
            // One time per bucket says it all: when it will be full. It may lie a whole burst ahead, no more.
            Instant full = fullAt.getOrDefault(caller, now);
            Instant next = (full.isBefore(now) ? now : full).plus(interval);
            Duration ahead = Duration.between(now.plus(interval.multipliedBy(burst)), next);
            if (ahead.isPositive()) {
                return Optional.of(ahead);
            }
            fullAt.put(caller, next);
            return Optional.empty();
        }
    }
}
