package theriac.hub.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that writes what was noted, seals rows, sends them to the copies and removes what is over its
/// time. Every hub on a database has one; they take turns.
public final class AuditKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditKeeper.class);

    /// How often it looks without being woken: rows of other hubs, copies that were away.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

    private final AuditTrail trail;
    private final List<AuditCopy> copies;
    private final Optional<Duration> kept;
    private final Clock clock;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private Instant cleaned = Instant.MIN;
    private final Map<String, String> faults = new HashMap<>();
    private volatile boolean closed;

    /// @param kept how long rows stay; empty: for ever
    public AuditKeeper(AuditTrail trail, List<AuditCopy> copies, Optional<Duration> kept, Clock clock) {
        this.trail = trail;
        this.copies = List.copyOf(copies);
        this.kept = kept;
        this.clock = clock;
        trail.whenWritten(woken::release);
        this.thread = Thread.ofVirtual().name("audit").start(this::keep);
    }

    private void keep() {
        while (!closed) {
            attempt("trail", this::work);
            pause();
        }
        attempt("trail", this::work);
    }

    private void pause() {
        try {
            if (woken.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException stopped) {
            closed = true;
        }
    }

    private void work() {
        trail.writeNoted();
        while (trail.seal()) {
            Thread.yield();
        }
        for (var copy : copies) {
            attempt(copy.name(), () -> {
                while (trail.copy(copy)) {
                    Thread.yield();
                }
            });
        }
        clean();
    }

    private void clean() {
        var now = clock.instant();
        if (kept.isPresent() && cleaned.plus(BETWEEN_CLEANINGS).isBefore(now)) {
            while (trail.expire(now.minus(kept.get())) > 0) {
                Thread.yield();
            }
            cleaned = now;
        }
    }

    /// Says a fault once, not every two seconds.
    private void attempt(String what, Runnable work) {
        try {
            work.run();
            faults.remove(what);
        } catch (RuntimeException failed) {
            var fault = String.valueOf(failed.getMessage());
            if (!fault.equals(faults.put(what, fault))) {
                LOG.warn("The audit trail waits, and goes on by itself: {}", fault);
            }
        }
    }

    /// Ends after what was noted is written.
    @Override
    public void close() {
        closed = true;
        woken.release();
        try {
            thread.join(PATIENCE.multipliedBy(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
