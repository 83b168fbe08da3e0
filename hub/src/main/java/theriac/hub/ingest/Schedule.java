package theriac.hub.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// When a source is asked next. A tenth of the interval is chance, so that a hub with a hundred sources of one provider
/// does not ask for all of them in the same second; never earlier than agreed.
final class Schedule {

    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 20;
    private static final int JITTER = 10;

    private Schedule() {}

    static Instant afterSuccess(Instant now, Duration every, RandomGenerator random) {
        return now.plus(every).plus(chance(every, random));
    }

    /// Twice as long after each failure in a row, up to a day (or the interval, when that is longer), and at
    /// least as long as the server asked for.
    ///
    /// @param failures in a row, this one included
    static Instant afterFailure(Instant now, Duration every, int failures, Duration asked, RandomGenerator random) {
        var longest = every.compareTo(LONGEST_PAUSE) > 0 ? every : LONGEST_PAUSE;
        var pause = every.multipliedBy(1L << Math.clamp(failures - 1, 0, MOST_DOUBLINGS));
        pause = pause.compareTo(longest) > 0 ? longest : pause;
        pause = pause.compareTo(asked) < 0 ? asked : pause;
        return now.plus(pause).plus(chance(every, random));
    }

    private static Duration chance(Duration every, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(every.toMillis() / JITTER + 1));
    }
}
