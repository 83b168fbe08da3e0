package theriac.taxii.server;

import java.time.Duration;

/// The port cannot answer now. The caller hears 503 with Retry-After, never an empty list.
public final class Unavailable extends RuntimeException {

    private final Duration retryAfter;

    /// @param sentence for the caller: no internals
    /// @param retryAfter at least one second
    public Unavailable(String sentence, Duration retryAfter) {
        super(sentence);
        this.retryAfter = retryAfter;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
