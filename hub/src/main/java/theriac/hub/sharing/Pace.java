package theriac.hub.sharing;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import theriac.hub.policy.Viewer;
import theriac.taxii.server.RateLimit;
import theriac.taxii.server.TokenBuckets;

/// How often one client of the hub may ask over TAXII: a bucket for each token, and one for all keys of a person, in
/// each hub's memory. Nobody is not counted: nothing is read for him. Thread-safe.
public final class Pace implements RateLimit<Viewer> {

    private final RateLimit<Client> buckets;

    private Pace(RateLimit<Client> buckets) {
        this.buckets = buckets;
    }

    /// @param requests as many at once as in a minute; 0 for no limit
    public static RateLimit<Viewer> perMinute(int requests, Clock clock) {
        return requests == 0
                ? RateLimit.none()
                : new Pace(new TokenBuckets<>(requests, Duration.ofMinutes(1).dividedBy(requests), clock));
    }

    /// A viewer as one client: what it may see changes, who it is does not.
    private record Client(String name, long organization) {}

    @Override
    public Optional<Duration> refusal(Viewer caller) {
        return caller instanceof Viewer.Party party
                ? buckets.refusal(new Client(party.name(), party.organization()))
                : Optional.empty();
    }
}
