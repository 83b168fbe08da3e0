package theriac.hub.situation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import theriac.hub.core.Problem;

/// The open event streams: few per person, and all ended at once when the hub stops. Thread-safe.
public final class Streams implements AutoCloseable {

    /// A browser opens one per window.
    static final int MOST_PER_PERSON = 6;

    private final Map<String, Integer> perPerson = new HashMap<>();
    private final Set<Place> resting = new HashSet<>();
    private boolean closed;

    /// Takes a place for the calling thread; close it on the same thread.
    ///
    /// @param person who reads
    /// @throws Problem when this person has too many open, or the hub stops
    synchronized Place open(String person) {
        if (closed) {
            throw Problem.unavailable("The hub is stopping.", Duration.ofSeconds(5));
        }
        if (perPerson.getOrDefault(person, 0) >= MOST_PER_PERSON) {
            throw Problem.tooMany(
                    "You have %d windows with live updates open; close one.".formatted(MOST_PER_PERSON),
                    Duration.ofSeconds(30));
        }
        perPerson.merge(person, 1, Integer::sum);
        return new Place(person, Thread.currentThread());
    }

    /// Ends all of them; whoever wants to go on connects again, to the next hub.
    @Override
    public synchronized void close() {
        closed = true;
        resting.forEach(place -> place.thread.interrupt());
    }

    /// A wait that can be cut short.
    interface Rest<T> {
        T take() throws InterruptedException;
    }

    /// One open stream. It is interrupted only while it rests: an interrupt at any other moment would break the
    /// database connection that the thread is using.
    final class Place implements AutoCloseable {
        private final String person;
        private final Thread thread;

        private Place(String person, Thread thread) {
            this.person = person;
            this.thread = thread;
        }

        /// @throws InterruptedException when the hub stops
        <T> T rest(Rest<T> rest) throws InterruptedException {
            begin();
            try {
                return rest.take();
            } finally {
                end();
            }
        }

        private void begin() throws InterruptedException {
            synchronized (Streams.this) {
                if (closed) {
                    throw new InterruptedException();
                }
                resting.add(this);
            }
        }

        private void end() {
            synchronized (Streams.this) {
                resting.remove(this);
                Thread.interrupted();
            }
        }

        @Override
        public void close() {
            synchronized (Streams.this) {
                perPerson.computeIfPresent(person, (key, open) -> open == 1 ? null : open - 1);
            }
        }
    }
}
