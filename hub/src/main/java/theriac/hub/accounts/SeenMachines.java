package theriac.hub.accounts;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.policy.Viewer;

/// Machines whose token was found to be good a while ago, for the time in which the database cannot be asked.
/// Tokens are known by their hashes only. One that is revoked at this hub is forgotten at once; one that
/// another hub on the same database revokes during an outage cannot be, because there is nothing to write it
/// into. Thread-safe.
final class SeenMachines {

    /// Longer than most controls wait between two fetches, shorter than a revocation may remain unknown.
    static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<ByteBuffer, Seen> seen = new LinkedHashMap<>(16, 0.75f, true);

    SeenMachines(Clock clock) {
        this.clock = clock;
    }

    private record Seen(UUID token, Viewer.Party machine, Instant at) {}

    synchronized void remember(String authorization, Tokens.Token token, Viewer.Party machine) {
        seen.put(mark(authorization), new Seen(token.id(), machine, clock.instant()));
        if (seen.size() > MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    synchronized Optional<Viewer.Party> find(String authorization) {
        var oldest = clock.instant().minus(REMEMBERED);
        return Optional.ofNullable(seen.get(mark(authorization)))
                .filter(known -> known.at().isAfter(oldest))
                .map(Seen::machine);
    }

    synchronized void forget(String authorization) {
        seen.remove(mark(authorization));
    }

    synchronized void forget(UUID token) {
        seen.values().removeIf(known -> known.token().equals(token));
    }

    synchronized void forgetAll() {
        seen.clear();
    }

    private static ByteBuffer mark(String authorization) {
        return ByteBuffer.wrap(Secrets.hash(authorization));
    }
}
