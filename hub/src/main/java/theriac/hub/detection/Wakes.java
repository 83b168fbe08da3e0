package theriac.hub.detection;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.store.Audiences;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.LedgerEntry.Kind;

/// Tells a waiting scout that something may have changed for it. Only rows that change what somebody may see
/// wake anybody, and only those whose audience the scout may see: three hundred scouts that confirm a
/// publication do not wake each other. Thread-safe; many virtual threads may wait.
public final class Wakes {

    private static final Set<Kind> CHANGING =
            Set.of(Kind.CLAIMED, Kind.REVISED, Kind.REVOKED, Kind.WITHDRAWN, Kind.RESTORED, Kind.AUDIENCE_CHANGED);
    private static final int STEP = 10_000;

    private final Ledger ledger;
    private final Audiences audiences;

    /// What was read last, shared by everyone who waits.
    private volatile Batch last = new Batch(0, 0, Set.of());

    /// @param from exclusive
    /// @param to inclusive
    /// @param audiences whose rows changed something between the two
    private record Batch(long from, long to, Set<Long> audiences) {}

    public Wakes(Ledger ledger, Audiences audiences) {
        this.ledger = ledger;
        this.audiences = audiences;
    }

    /// Waits until something after the position concerns the viewer, or until the time is up. Who may see a row
    /// is asked when the row comes: an audience that is new with it counts at once.
    ///
    /// @return the position up to which there is nothing to wait for any more: beyond `after` when something came
    public long await(Viewer viewer, long after, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long seen = after;
        while (true) {
            long head = ledger.head();
            if (head > seen) {
                if (concerns(viewer, seen, head)) {
                    return head;
                }
                seen = head;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return after;
            }
            if (ledger.await(seen, Duration.ofNanos(left)) <= seen) {
                return after; // the time is up, or the hub stops
            }
        }
    }

    private boolean concerns(Viewer viewer, long from, long to) {
        var batch = last;
        if (batch.from() != from || batch.to() < to) {
            batch = read(from, to);
            last = batch;
        }
        return batch.audiences().stream().anyMatch(key -> Visibility.allows(viewer, audiences.load(key)));
    }

    /// @param head read before the rows, so that a row which is committed meanwhile is left to the next time
    private Batch read(long from, long head) {
        var changed = new HashSet<Long>();
        var rows = ledger.read(Viewer.system("wake scouts: audiences of changes, no content"), from, STEP, CHANGING);
        rows.stream().map(LedgerEntry::audience).forEach(changed::add);
        // A full step means that there is more: whoever asks will find something in any case.
        return new Batch(from, rows.size() < STEP ? head : rows.getLast().seq(), changed);
    }
}
