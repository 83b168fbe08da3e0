package theriac.hub.sharing.push;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads that send to what is due, a few at a time, so that a slow server holds nobody up for long. Every hub on a
/// database has them; they take turns by leases.
public final class DestinationKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationKeeper.class);
    private static final int LANES = 3;
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Destinations destinations;
    private final Semaphore stop = new Semaphore(0);
    private final Thread[] lanes = new Thread[LANES];

    public DestinationKeeper(Destinations destinations) {
        this.destinations = destinations;
        for (int i = 0; i < LANES; i++) {
            lanes[i] = Thread.ofVirtual().name("destinations-" + i).start(this::keep);
        }
    }

    private void keep() {
        try {
            while (!stop.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    destinations.sendDue(1);
                } catch (RuntimeException failed) {
                    LOG.warn("Nothing is sent to other servers at the moment: {}", failed.toString());
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /// A run in the middle goes on from its place later.
    @Override
    public void close() {
        stop.release(LANES);
        try {
            for (var lane : lanes) {
                lane.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
