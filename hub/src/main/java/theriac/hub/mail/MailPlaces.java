package theriac.hub.mail;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The few places for mails that are being read: each is in memory. Whoever sends slowly keeps its place
/// while nobody else wants it, and loses it to the first who waits; one address never holds the last
/// place, and who lost one for being slow waits behind everybody else for a while. Thread-safe.
final class MailPlaces {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 1_000;
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

    private final MailDoor.Limits limits;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final List<Place> taken = new ArrayList<>();
    private final List<Waiter> waiting = new ArrayList<>();
    private final Map<InetAddress, Long> slow = new LinkedHashMap<>();

    MailPlaces(MailDoor.Limits limits) {
        this.limits = limits;
    }

    private record Waiter(InetAddress from, long since) {}

    /// A place that is taken.
    static final class Place {

        private final InetAddress from;
        private final Runnable end;
        private final AtomicLong octets = new AtomicLong();
        private long markedAt = System.nanoTime();
        private long marked;
        private boolean lost;

        private Place(InetAddress from, Runnable end) {
            this.from = from;
            this.end = end;
        }

        /// @param all octets of this mail so far
        void read(long all) {
            octets.lazySet(all);
        }
    }

    /// Waits for a place, as long as [MailDoor.Limits#patience] says.
    ///
    /// @param end called at most once, by another's thread: the place is lost and the conversation must end
    /// @return empty when none became free in time
    Optional<Place> enter(InetAddress from, Runnable end) throws InterruptedException {
        lock.lockInterruptibly();
        var me = new Waiter(from, System.nanoTime());
        waiting.add(me);
        try {
            while (true) {
                if (isNext(me)) {
                    var place = new Place(from, end);
                    taken.add(place);
                    return Optional.of(place);
                }
                long now = System.nanoTime();
                if (now - me.since() >= limits.patience().toNanos()) {
                    return Optional.empty();
                }
                takeFromSlow(now);
                changed.awaitNanos(LOOK_AGAIN);
            }
        } finally {
            waiting.remove(me);
            changed.signalAll();
            lock.unlock();
        }
    }

    void leave(Place place) {
        lock.lock();
        try {
            taken.remove(place);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isNext(Waiter me) {
        return taken.size() < limits.bodies()
                && waiting.stream()
                        .filter(this::hasRoom)
                        .min(Comparator.comparing((Waiter one) -> wasSlow(one.from()))
                                .thenComparingLong(Waiter::since))
                        .filter(next -> next == me)
                        .isPresent();
    }

    /// One place is always left for others.
    private boolean hasRoom(Waiter one) {
        long own = taken.stream().filter(place -> place.from.equals(one.from())).count();
        return own < Math.max(1, limits.bodies() - 1);
    }

    private boolean wasSlow(InetAddress from) {
        var when = slow.get(from);
        return when != null && System.nanoTime() - when < REMEMBERED.toNanos();
    }

    /// Looks at what came since the last look that is [MailDoor.Limits#grace] ago: what came fast before
    /// that buys no time.
    private void takeFromSlow(long now) {
        for (var place : taken) {
            long passed = now - place.markedAt;
            if (place.lost || passed < limits.grace().toNanos()) {
                continue;
            }
            long octets = place.octets.get();
            if ((octets - place.marked) * (double) TimeUnit.SECONDS.toNanos(1) < (double) limits.slowest() * passed) {
                place.lost = true;
                remember(place.from, now);
                Thread.ofVirtual().start(place.end);
            } else {
                place.marked = octets;
                place.markedAt = now;
            }
        }
    }

    private void remember(InetAddress from, long now) {
        slow.remove(from);
        slow.put(from, now);
        if (slow.size() > MOST_REMEMBERED) {
            slow.remove(slow.keySet().iterator().next());
        }
    }
}
