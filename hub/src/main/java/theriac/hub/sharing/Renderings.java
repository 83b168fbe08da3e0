package theriac.hub.sharing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// Renderings in memory, the ones that were asked for last, up to a number of bytes. Who asks while the same one is
/// being made waits for it: a thousand firewalls at the full hour cost one rendering. Thread-safe.
///
/// @param <K> what is rendered, for whom
public final class Renderings<K> {

    /// Some five lists of a million domains. One that is larger is kept alone.
    private static final long MOST_BYTES = 128L << 20;

    private final Map<K, Rendering> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<K, ReentrantLock> making = new ConcurrentHashMap<>();
    private long bytes;

    /// @param current whether one that is kept still holds, and as what; empty: make it anew
    public Rendering load(K key, Function<Rendering, Optional<Rendering>> current, Supplier<Rendering> make) {
        var lock = making.computeIfAbsent(key, k -> new ReentrantLock());
        lock.lock();
        try {
            var rendering = find(key).flatMap(current).orElseGet(make);
            keep(key, rendering);
            return rendering;
        } finally {
            lock.unlock();
            if (!lock.hasQueuedThreads()) {
                making.remove(key, lock);
            }
        }
    }

    /// Makes all of them anew when they are asked for next.
    synchronized void forget() {
        kept.clear();
        bytes = 0;
    }

    private synchronized Optional<Rendering> find(K key) {
        return Optional.ofNullable(kept.get(key));
    }

    private synchronized void keep(K key, Rendering rendering) {
        var before = kept.put(key, rendering);
        bytes += rendering.size() - (before == null ? 0 : before.size());
        var oldest = kept.entrySet().iterator();
        while (bytes > MOST_BYTES && kept.size() > 1) {
            bytes -= oldest.next().getValue().size();
            oldest.remove();
        }
    }
}
