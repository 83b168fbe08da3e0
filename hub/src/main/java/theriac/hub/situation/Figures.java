package theriac.hub.situation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.Objects;

/// How many objects a viewer may see. Counting them costs as much as there are, so viewers who may see the same share
/// one count, and a new one is made at most once in [#FRESH] and never more than a tenth of the time. Thread-safe.
final class Figures {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int PATIENCE = 10;

    /// Distinct sets of audiences whose counts are kept.
    private static final int MOST_KEPT = 256;

    private final Objects objects;
    private final Audiences audiences;
    private final Clock clock;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    Figures(Objects objects, Audiences audiences, Clock clock) {
        this.objects = objects;
        this.audiences = audiences;
        this.clock = clock;
    }

    /// @param until when it is worth counting again
    record Count(long objects, long indicators, Instant until) {}

    Count count(Viewer viewer) {
        var key = Arrays.toString(audiences.visible(viewer));
        var known = counts.get(key);
        var now = clock.instant();
        if (known != null && now.isBefore(known.until())) {
            return known;
        }
        if (counts.size() >= MOST_KEPT) {
            counts.clear();
        }
        long all = objects.count(viewer, Set.of());
        long indicators = objects.count(viewer, Set.of("indicator"));
        var end = clock.instant();
        var pause = Duration.between(now, end).multipliedBy(PATIENCE);
        var counted = new Count(all, indicators, end.plus(pause.compareTo(FRESH) > 0 ? pause : FRESH));
        counts.put(key, counted);
        return counted;
    }
}
