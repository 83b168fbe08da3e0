package theriac.hub.fetch;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Ends a fetch that takes too long, whatever it is waiting for: a step has an end of its own, and all steps
/// together have one. Ending means closing the connection, which wakes whoever reads from it.
final class Watch implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long SHORTEST_LOOK = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_LOOK = TimeUnit.SECONDS.toNanos(1);

    private final long origin = System.nanoTime();
    private final long total;
    private final ScheduledFuture<?> looks;
    private volatile long stepEnds = NEVER;
    private volatile boolean late;
    private volatile Runnable abort = () -> {};

    Watch(FetchLimits limits, ScheduledExecutorService guards) {
        this.total = limits.total().toNanos();
        long quarter =
                Math.min(limits.answer().toNanos(), Math.min(limits.silence().toNanos(), total)) / 4;
        long step = Math.clamp(quarter, SHORTEST_LOOK, LONGEST_LOOK);
        this.looks = guards.scheduleWithFixedDelay(this::look, step, step, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long now = System.nanoTime() - origin;
        if (!late && (now > stepEnds || now > total)) {
            late = true;
            abort.run();
        }
    }

    /// From now on this is how the fetch is ended.
    void abortWith(Runnable how) {
        abort = how;
        if (late) {
            how.run();
        }
    }

    /// A step begins and may take so long.
    void step(Duration longest) {
        stepEnds = System.nanoTime() - origin + longest.toNanos();
    }

    /// Nobody is waiting for the server.
    void pause() {
        stepEnds = NEVER;
    }

    /// Whether it was ended here.
    boolean late() {
        return late;
    }

    @Override
    public void close() {
        looks.cancel(false);
    }
}
