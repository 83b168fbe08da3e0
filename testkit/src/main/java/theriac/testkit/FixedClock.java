package theriac.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it, in UTC unless [#withZone] asks otherwise. Clocks made by
/// `withZone` share the same hand. Safe for use by several threads.
public final class FixedClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private FixedClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /// A clock at the given ISO 8601 instant, for example `2026-04-20T09:00:00Z`.
    public static FixedClock at(String instant) {
        return at(Instant.parse(instant));
    }

    /// A clock at the given instant.
    public static FixedClock at(Instant instant) {
        return new FixedClock(new AtomicReference<>(instant), ZoneOffset.UTC);
    }

    /// Moves the clock on; a negative step moves it back, as real clocks sometimes do.
    public FixedClock advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
        return this;
    }

    /// Puts the clock at an instant, also an earlier one.
    public FixedClock moveTo(Instant instant) {
        now.set(instant);
        return this;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new FixedClock(now, other);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }
}
