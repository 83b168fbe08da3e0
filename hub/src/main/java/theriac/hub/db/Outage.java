package theriac.hub.db;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/// For the few answers that may come from memory while the database does not answer. A first caller waits as
/// long as the pool does; for a few seconds after that nobody else does. Thread-safe.
public final class Outage {

    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private final Clock clock;
    private volatile Instant believedUntil = Instant.MIN;

    public Outage(Clock clock) {
        this.clock = clock;
    }

    /// Asks the database, and memory when it does not answer.
    ///
    /// @param remembered empty: nothing is remembered, so the outage is told to the caller
    public <T> T bridge(Supplier<T> asked, Supplier<Optional<T>> remembered) {
        if (clock.instant().isBefore(believedUntil)) {
            var known = remembered.get();
            if (known.isPresent()) {
                return known.get();
            }
        }
        try {
            return asked.get();
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException outage) {
            believedUntil = clock.instant().plus(BELIEVED);
            return remembered.get().orElseThrow(() -> outage);
        }
    }
}
