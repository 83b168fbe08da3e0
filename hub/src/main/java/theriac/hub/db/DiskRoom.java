package theriac.hub.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// Whether the disk of the hub's own database has room for another transaction. PostgreSQL refuses a row for
/// which there is no space, but it stops altogether when there is none for its log, and then nobody reads
/// either. So writers are refused while the log still has room, and reading goes on. Asks the disk once a
/// second at most. Thread-safe.
final class DiskRoom {

    /// What must stay free: the log of all transactions that may be under way.
    static final long RESERVE_BYTES = 512L << 20;

    private static final long ASK_EVERY_NANOS = 1_000_000_000L;

    private final Path folder;
    private final AtomicLong askedAt = new AtomicLong(System.nanoTime() - 2 * ASK_EVERY_NANOS);
    private volatile boolean enough = true;

    DiskRoom(Path folder) {
        this.folder = folder;
    }

    /// @throws DatabaseUnavailable when it has not
    void check() {
        long asked = askedAt.get();
        long now = System.nanoTime();
        if (now - asked >= ASK_EVERY_NANOS && askedAt.compareAndSet(asked, now)) {
            enough = free() >= RESERVE_BYTES;
        }
        if (!enough) {
            throw new DatabaseUnavailable(DatabaseUnavailable.Reason.DISK_FULL, null);
        }
    }

    private long free() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE; // a file system that does not say: PostgreSQL itself will
        }
    }
}
