package theriac.hub.store;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.db.Database;

/// The thread that keeps the store in shape. Every five minutes it keeps the indexes of look-ups in memory
/// (see [WarmthSql]). It applies retention policies once an hour, on one of the hubs of a database: whoever
/// takes the lease has it for the hour. A hub that dies in the middle loses nothing, for every batch stands
/// alone; the next hour goes on.
public final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMinutes(5);

    private final RetentionSql sql;
    private final Retention retention;
    private final WarmthSql warmth;
    private final Clock clock;
    private final Semaphore stop = new Semaphore(0);
    private final Thread thread;

    public Upkeep(Database database, Store store, Clock clock) {
        this.sql = new RetentionSql(database);
        this.retention = store.retention();
        this.warmth = new WarmthSql(database);
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("upkeep").unstarted(this::loop);
    }

    public Upkeep start() {
        thread.start();
        return this;
    }

    /// Applies the policies if it is time and no other hub does.
    ///
    /// @return whether they were applied
    public boolean runIfDue() {
        var now = clock.instant();
        if (!sql.lease("retention", now, now.plus(EVERY))) {
            return false;
        }
        var done = retention.run();
        if (done.claims() + done.deliveries() + done.months() > 0) {
            LOG.info(
                    "Retention: {} claims withdrawn, {} raw deliveries deleted, {} months of the ledger dropped.",
                    done.claims(),
                    done.deliveries(),
                    done.months());
        }
        return true;
    }

    private void loop() {
        try {
            do {
                try {
                    warmth.keep();
                    runIfDue();
                } catch (RuntimeException outage) {
                    LOG.warn("The upkeep of the store pauses: {}", outage.getMessage());
                }
            } while (!stop.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop.release();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
