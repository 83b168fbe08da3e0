package theriac.hub.sharing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.store.Ledger;
import theriac.hub.store.Shelves;

/// The one reader of the ledger that keeps collections filled: a thread that wakes when something is committed, and
/// now and then for what was made anew. Every hub on a database has one; they take turns.
public final class ShelfKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShelfKeeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// What is committed within a moment is read together: most of it are receipts of machines that read,
    /// of which collections learn nothing.
    private static final Duration SETTLE = Duration.ofMillis(200);

    private final Ledger ledger;
    private final Shelves shelves;
    /// Held while something is asked of the database: an interrupt there would break the connection.
    private final ReentrantLock asking = new ReentrantLock();

    private final Thread thread;
    private volatile boolean closed;

    public ShelfKeeper(Ledger ledger, Shelves shelves) {
        this.ledger = ledger;
        this.shelves = shelves;
        this.thread = Thread.ofVirtual().name("collections").start(this::keep);
    }

    private void keep() {
        long seen = 0;
        while (!closed) {
            try {
                // Batch by batch, so that whoever else wants the shelves has a turn.
                while (!closed && advance()) {
                    Thread.yield();
                }
                long before = seen;
                seen = ledger.await(seen, PATIENCE);
                if (seen > before) {
                    Thread.sleep(SETTLE);
                }
            } catch (InterruptedException end) {
                return;
            } catch (RuntimeException failed) {
                if (!closed) {
                    LOG.warn("Collections are not filled at the moment; it is tried again: {}", failed.toString());
                    rest();
                }
            }
        }
    }

    private boolean advance() {
        asking.lock();
        try {
            return !closed && shelves.advance();
        } finally {
            asking.unlock();
        }
    }

    private void rest() {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException end) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            // Wakes it where it waits for the ledger or for better times; in the middle of a batch only if that hangs.
            boolean idle = asking.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            thread.interrupt();
            if (idle) {
                asking.unlock();
            }
            thread.join(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
