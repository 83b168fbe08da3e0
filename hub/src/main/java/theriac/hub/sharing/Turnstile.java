package theriac.hub.sharing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets a few in at a time, in the order in which they came: a hundred machines that ask at once are served one after
/// the other, and leave the database to people as well. Whoever waits here holds nothing, and what is made inside is
/// sent outside, so that a slow reader keeps nobody out. Thread-safe.
final class Turnstile {

    private final Semaphore places;
    private final Duration patience;

    /// @param places how many at a time
    /// @param patience how long somebody waits for his turn
    Turnstile(int places, Duration patience) {
        this.places = new Semaphore(places, true);
        this.patience = patience;
    }

    /// Does the work when it is this thread's turn. Not to be entered from inside: that would wait for itself.
    ///
    /// @param tooLate what is thrown when patience ends first
    <T> T pass(Supplier<T> work, Supplier<? extends RuntimeException> tooLate) {
        if (!enter()) {
            throw tooLate.get();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private boolean enter() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
