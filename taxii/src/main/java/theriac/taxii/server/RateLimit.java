package theriac.taxii.server;

import java.time.Duration;
import java.util.Optional;

/// How often a caller may ask. Safe for many threads.
public interface RateLimit<C> {

    /// Counts one request. Empty when it may go on, else how long the caller has to wait.
    Optional<Duration> refusal(C caller);

    /// No limit.
    static <C> RateLimit<C> none() {
        return caller -> Optional.empty();
    }
}
