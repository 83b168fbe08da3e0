package theriac.hub.sharing;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import theriac.hub.db.Outage;
import theriac.hub.policy.Viewer;

/// What each organisation was given last at each address, for the time in which the database does not answer (law 9).
/// It lives in memory, up to a number of bytes; files that many have are held once. Thread-safe.
public final class LastServed {

    private static final long MOST_BYTES = 96L << 20;

    private final Outage outage;
    private final Clock clock;
    private final Map<Place, Rendering> served = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Integer> holders = new HashMap<>();
    private long bytes;

    public LastServed(Outage outage, Clock clock) {
        this.outage = outage;
        this.clock = clock;
    }

    private record Place(long organization, String address) {}

    /// A file on its way out.
    ///
    /// @param age since it was last found to be what is wanted
    /// @param outage the database does not answer; this is what was good before
    public record Given(Rendering file, Duration age, boolean outage) {}

    /// @param address below which the file is asked for
    /// @param fetch asks the database
    public Given load(Viewer.Party recipient, String address, Supplier<Rendering> fetch) {
        var place = new Place(recipient.organization(), address);
        return outage.bridge(() -> given(place, fetch.get()), () -> find(place));
    }

    private Given given(Place place, Rendering now) {
        keep(place, now);
        return new Given(now, age(now), false);
    }

    private synchronized Optional<Given> find(Place place) {
        return Optional.ofNullable(served.get(place)).map(last -> new Given(last, age(last), true));
    }

    private Duration age(Rendering file) {
        var age = Duration.between(file.checked(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private synchronized void keep(Place place, Rendering now) {
        if (holders.merge(now.etag(), 1, Integer::sum) == 1) {
            bytes += now.size();
        }
        var before = served.put(place, now);
        if (before != null) {
            release(before);
        }
        var oldest = served.entrySet().iterator();
        while (bytes > MOST_BYTES && served.size() > 1) {
            release(oldest.next().getValue());
            oldest.remove();
        }
    }

    private void release(Rendering file) {
        if (holders.merge(file.etag(), -1, Integer::sum) == 0) {
            holders.remove(file.etag());
            bytes -= file.size();
        }
    }
}
