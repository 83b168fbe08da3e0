package theriac.hub.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.db.Database;

/// Hears `NOTIFY` from every hub on this database and wakes all waiters: one connection, one thread, started by the
/// first waiter. Without a connection it looks at the head once a second, so a waiter is late at worst, never deaf.
final class LedgerListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerListener.class);
    private static final int POLL_MILLIS = 1_000;

    /// Words are for whoever listens now; a stream is never so many behind.
    private static final int REMEMBERED = 1_000;

    private final Database database;
    private final LongSupplier currentHead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private @Nullable Thread thread;
    private long head;
    private final java.util.ArrayDeque<String> words = new java.util.ArrayDeque<>();
    private long said;
    private volatile boolean closed;

    LedgerListener(Database database, LongSupplier currentHead) {
        this.database = database;
        this.currentHead = currentHead;
    }

    long await(long afterSeq, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            start();
            while (head <= afterSeq && left > 0 && !closed) {
                left = moved.awaitNanos(left);
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    boolean await(long afterSeq, long afterWord, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            start();
            while (head <= afterSeq && said <= afterWord && left > 0 && !closed) {
                left = moved.awaitNanos(left);
            }
            return head > afterSeq || said > afterWord;
        } finally {
            lock.unlock();
        }
    }

    long lastWord() {
        lock.lock();
        try {
            return said;
        } finally {
            lock.unlock();
        }
    }

    java.util.List<String> heard(long afterWord) {
        lock.lock();
        try {
            return words.stream()
                    .skip(Math.max(0, words.size() - Math.max(0, said - afterWord)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void hear(String word) {
        lock.lock();
        try {
            said++;
            words.addLast(word);
            if (words.size() > REMEMBERED) {
                words.removeFirst();
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        if (thread == null && !closed) {
            head = currentHead.getAsLong();
            thread = Thread.ofPlatform().daemon().name("ledger-listener").start(this::listen);
        }
    }

    private void listen() {
        while (!closed) {
            try {
                database.withConnection(connection -> {
                    hear(connection.unwrap(PGConnection.class), connection.createStatement());
                    return Boolean.TRUE;
                });
            } catch (RuntimeException outage) {
                if (!closed) {
                    LOG.warn("The ledger's wake-up connection was lost; trying again: {}", outage.getMessage());
                    pause();
                }
            }
        }
    }

    private void hear(PGConnection postgres, java.sql.Statement statement) throws SQLException {
        try (statement) {
            statement.execute("listen " + LedgerSql.CHANNEL);
            statement.execute("listen " + LedgerSql.WORDS);
            // What was committed before LISTEN took effect sends no wake-up any more.
            advance(currentHead.getAsLong());
            while (!closed) {
                var notices = postgres.getNotifications(POLL_MILLIS);
                if (notices != null) {
                    for (var notice : notices) {
                        if (notice.getName().equals(LedgerSql.CHANNEL)) {
                            advance(Long.parseLong(notice.getParameter()));
                        } else {
                            hear(notice.getParameter());
                        }
                    }
                }
            }
            statement.execute("unlisten *");
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            advance(currentHead.getAsLong());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            closed = true;
        } catch (RuntimeException stillOut) {
            LOG.debug("The database is still out.", stillOut);
        }
    }

    private void advance(long seq) {
        lock.lock();
        try {
            if (seq > head) {
                head = seq;
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread running;
        lock.lock();
        try {
            running = thread;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.interrupt();
        }
    }
}
