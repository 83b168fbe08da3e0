package theriac.hub.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A reader of the ledger that keeps something up to date: a thread that wakes when something is committed, and now and
/// then for what was made anew. Every hub on a database has one of each; they take turns.
public final class LedgerFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerFollower.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// What is committed within a moment is read together: most of it are receipts of machines that read,
    /// of which nobody here learns anything.
    private static final Duration SETTLE = Duration.ofMillis(200);

    private final Ledger ledger;
    private final String name;
    private final BooleanSupplier step;
    /// Held while something is asked of the database: an interrupt there would break the connection.
    private final ReentrantLock asking = new ReentrantLock();

    private final Thread thread;
    private volatile boolean closed;

    /// Begins at once.
    ///
    /// @param name what is kept up to date, as the log calls it
    /// @param step reads on by a batch and says whether there was something to read
    public LedgerFollower(Ledger ledger, String name, BooleanSupplier step) {
        this.ledger = ledger;
        this.name = name;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).start(this::keep);
    }

    private void keep() {
        long seen = 0;
        while (!closed) {
            try {
                // Batch by batch, so that whoever else wants the same rows has a turn.
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
                    LOG.warn(
                            "The reading for {} stands still at the moment; it is tried again: {}",
                            name,
                            failed.toString());
                    rest();
                }
            }
        }
    }

    private boolean advance() {
        asking.lock();
        try {
            return !closed && step.getAsBoolean();
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
