package theriac.hub.ingest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Work that one thread hands over and a few others do, begun in order, so that reading and storing go on side by side.
/// Little waits in between: whoever reads faster than the store can write waits here (back-pressure), and memory stays
/// flat however long the delivery is.
///
/// The first failure ends it: later work is dropped and the failure is thrown where work is handed over next.
final class Lanes implements AutoCloseable {

    private static final int WAITING = 1;

    private static final Runnable END = () -> {};

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING);
    private final Runnable idle;
    private final Duration patience;
    private final List<Thread> threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition done = lock.newCondition();
    private boolean closed;
    private long given;
    private long finished;
    private @Nullable RuntimeException failure;

    /// @param count how many pieces of work are done at once
    /// @param idle done whenever nothing was handed over for so long
    Lanes(String name, int count, Duration patience, Runnable idle) {
        this.idle = idle;
        this.patience = patience;
        this.threads = IntStream.range(0, count)
                .mapToObj(n -> Thread.ofVirtual().name(name + ", lane " + n).start(this::work))
                .toList();
    }

    /// Hands work over; waits while too much is waiting.
    void hand(Runnable work) {
        lock.lock();
        try {
            refuse();
            given++;
        } finally {
            lock.unlock();
        }
        try {
            queue.put(work);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The delivery was told to stop.", stopped);
        }
    }

    /// Waits until all that was handed over is done.
    void drain() {
        lock.lock();
        try {
            while (finished < given && failure == null) {
                done.await();
            }
            refuse();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The delivery was told to stop.", stopped);
        } finally {
            lock.unlock();
        }
    }

    private void refuse() {
        if (failure != null) {
            throw failure;
        }
    }

    private void work() {
        try {
            while (true) {
                var next = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (next == END) {
                    return;
                }
                if (next == null) {
                    attempt(idle, false);
                } else {
                    attempt(next, true);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Runnable work, boolean counts) {
        RuntimeException thrown = null;
        try {
            // After a failure the rest is dropped, but taken from the queue: nobody waits for ever.
            if (!counts || failed() == null) {
                work.run();
            }
        } catch (RuntimeException fault) {
            thrown = fault;
        }
        lock.lock();
        try {
            finished += counts ? 1 : 0;
            if (thrown != null && counts && failure == null) {
                failure = thrown;
            }
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable RuntimeException failed() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /// Lets the work that was handed over end, well or not, and then the threads.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (int n = 0; n < threads.size(); n++) {
                queue.put(END);
            }
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            threads.forEach(Thread::interrupt);
        }
    }
}
