package theriac.hub.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.store.Marks;

/// The thread that makes the marks of warning lists again when the lists have changed ([Marks]): at
/// leisure, so that whoever takes in or reads hardly notices. It begins when the lists have rested for
/// longer than a hub goes without looking at them, for until then another hub on the same database may
/// still mark by the old ones.
public final class MarkKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MarkKeeper.class);

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofSeconds(90);

    /// Between two batches.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Marks marks;
    private final Surroundings here;
    private final Supplier<String> stamp;
    private final Clock clock;
    private final Semaphore stop = new Semaphore(0);
    private final Thread thread;
    private String seen = "";
    private Instant since = Instant.EPOCH;

    /// @param stamp of the lists as they are now
    public MarkKeeper(Marks marks, Surroundings here, Supplier<String> stamp, Clock clock) {
        this.marks = marks;
        this.here = here;
        this.stamp = stamp;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("marks").unstarted(this::loop);
    }

    public MarkKeeper start() {
        thread.start();
        return this;
    }

    /// Makes all marks again that are not those of the present lists, at once.
    public void renew() {
        var now = stamp.get();
        while (marks.renew(now, here::marks)) {
            // The next batch.
        }
    }

    private void loop() {
        try {
            while (!stop.tryAcquire(walk() ? PAUSE.toMillis() : LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                // The next look.
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there is more to do
    private boolean walk() {
        try {
            var now = stamp.get();
            if (!now.equals(seen)) {
                // What a hub finds at its start has rested long enough.
                since = seen.isEmpty() ? Instant.EPOCH : clock.instant();
                seen = now;
            }
            return !clock.instant().isBefore(since.plus(REST)) && marks.renew(now, here::marks);
        } catch (RuntimeException outage) {
            LOG.warn("Marks of warning lists are not renewed at the moment; it is tried again: {}", outage.toString());
            return false;
        }
    }

    @Override
    public void close() {
        stop.release();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
