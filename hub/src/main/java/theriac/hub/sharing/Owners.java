package theriac.hub.sharing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The organisations whose own collections are asked for, remembered for some seconds: each page needs their
/// ids, which never change, and not the names, which may. Whether somebody may read is none of its matters.
/// Thread-safe.
final class Owners {

    /// How long the title of a collection may have an organisation's name of before.
    private static final long NANOS = Duration.ofSeconds(5).toNanos();

    private final Parties parties;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    Owners(Parties parties) {
        this.parties = parties;
    }

    /// @param at as [System#nanoTime] gives it
    private record Known(Parties.Party party, long at) {}

    /// The organisation of an internal key.
    Parties.Party load(long key) {
        long now = System.nanoTime();
        var before = known.get(key);
        if (before != null && now - before.at() < NANOS) {
            return before.party();
        }
        var party = parties.load(key);
        known.put(key, new Known(party, now));
        return party;
    }
}
