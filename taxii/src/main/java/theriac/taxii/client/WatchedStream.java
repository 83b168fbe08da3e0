package theriac.taxii.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A body that cannot keep its reader waiting: a guard closes it when one read, or all reads together, take too long.
/// Only time spent inside reads counts, so a slow consumer is not blamed on the server.
final class WatchedStream extends FilterInputStream {

    /// The body was closed by the guard.
    static final class TooSlow extends IOException {
        TooSlow() {
            super("The server kept silent or was too slow inside a body.");
        }
    }

    private static final long NOT_READING = Long.MIN_VALUE;

    private final long idleNanos;
    private final long totalNanos;
    private final ScheduledFuture<?> guard;
    private volatile long readingSince = NOT_READING;
    private volatile long spent;
    private volatile boolean tooSlow;

    WatchedStream(InputStream in, Duration idle, Duration total, ScheduledExecutorService guards) {
        super(in);
        this.idleNanos = idle.toNanos();
        this.totalNanos = total.toNanos();
        long step = Math.max(TimeUnit.MILLISECONDS.toNanos(20), Math.min(idleNanos, totalNanos) / 4);
        this.guard = guards.scheduleWithFixedDelay(this::look, step, step, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long since = readingSince;
        if (since == NOT_READING) {
            return;
        }
        long waited = System.nanoTime() - since;
        if (waited > idleNanos || spent + waited > totalNanos) {
            tooSlow = true;
            try {
                super.close(); // wakes the reader with an exception or an early end
            } catch (IOException alreadyBroken) {
                guard.cancel(false); // the reader will see that for itself
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long start = System.nanoTime();
        readingSince = start == NOT_READING ? start + 1 : start;
        try {
            int count = super.read(buffer, offset, length);
            if (tooSlow) {
                throw new TooSlow();
            }
            return count;
        } catch (IOException broken) {
            if (tooSlow) {
                throw new TooSlow();
            }
            throw broken;
        } finally {
            readingSince = NOT_READING;
            spent += System.nanoTime() - start;
            if (spent > totalNanos) {
                tooSlow = true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        guard.cancel(false);
        super.close();
    }
}
