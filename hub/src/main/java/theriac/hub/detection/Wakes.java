package theriac.hub.detection;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.LedgerEntry.Kind;

/// Tells a waiting scout that something may have changed for it. Only rows that change what somebody may see wake
/// anybody, and
/// only those whose audience the scout may see: three hundred scouts that confirm a publication do not wake each other.
/// Thread-safe; many virtual threads may wait.
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

    /// Waits until something after the position concerns the viewer, or until the time is up.
    ///
    /// @return the position up to which there is nothing to wait for any more: beyond `after` when something came
    public long await(Viewer viewer, long after, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        var visible = Arrays.stream(audiences.visible(viewer)).boxed().collect(java.util.stream.Collectors.toSet());
        long seen = after;
        while (true) {
            long head = ledger.head();
            if (head > seen) {
                if (concerns(seen, head, visible)) {
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

    private boolean concerns(long from, long to, Set<Long> visible) {
        var batch = last;
        if (batch.from() != from || batch.to() < to) {
            batch = read(from);
            last = batch;
        }
        return batch.audiences().stream().anyMatch(visible::contains);
    }

    private Batch read(long from) {
        var changed = new HashSet<Long>();
        var rows = ledger.read(Viewer.system("wake scouts: audiences of changes, no content"), from, STEP, CHANGING);
        rows.stream().map(LedgerEntry::audience).forEach(changed::add);
        // A full step means that there is more: whoever asks will find something in any case.
        long to = rows.size() < STEP
                ? Math.max(from, ledger.head())
                : rows.getLast().seq();
        return new Batch(from, to, changed);
    }
}
