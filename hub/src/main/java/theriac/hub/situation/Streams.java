package theriac.hub.situation;

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
    private final Set<Thread> threads = new HashSet<>();
    private boolean closed;

    /// A place for the calling thread; close it on the same thread.
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /// @param person who reads
    /// @throws Problem when this person has too many open, or the hub stops
    synchronized Place open(String person) {
        if (closed) {
            throw Problem.unavailable("The hub is stopping.", java.time.Duration.ofSeconds(5));
        }
        if (perPerson.getOrDefault(person, 0) >= MOST_PER_PERSON) {
            throw Problem.tooMany(
                    "You have %d windows with live updates open; close one.".formatted(MOST_PER_PERSON),
                    java.time.Duration.ofSeconds(30));
        }
        perPerson.merge(person, 1, Integer::sum);
        var thread = Thread.currentThread();
        threads.add(thread);
        return () -> leave(person, thread);
    }

    private synchronized void leave(String person, Thread thread) {
        threads.remove(thread);
        perPerson.computeIfPresent(person, (key, open) -> open == 1 ? null : open - 1);
    }

    /// Ends all of them; whoever wants to go on connects again, to the next hub.
    @Override
    public synchronized void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
