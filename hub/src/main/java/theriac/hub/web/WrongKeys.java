package theriac.hub.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import theriac.hub.audit.AuditEvent;
import theriac.hub.audit.AuditEvent.Actor;
import theriac.hub.audit.AuditEvent.Outcome;
import theriac.hub.audit.AuditTrail;

/// Writes down that somebody came with a key that does not count, without a row for each time: the first of an
/// address at once, and from then on one row a minute that says how many came in between. Thread-safe.
public final class WrongKeys {

    /// Between two rows of one address.
    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000; // addresses
    private static final Pattern OURS = Pattern.compile("thr_[A-Za-z0-9_-]{6}");

    private final AuditTrail trail;
    private final Clock clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    public WrongKeys(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /// @param written when the last row of this address was
    /// @param since how many came after it
    private record Seen(Instant written, int since) {}

    /// @param address from which it came
    /// @param sent the header; of a key of this hub its first ten characters are kept, by which its owner knows it
    public void tell(String address, @Nullable String sent) {
        var now = clock.instant();
        count(address, now)
                .ifPresent(before -> trail.record(new AuditEvent(
                        now,
                        new Actor("", OptionalLong.empty(), OptionalLong.empty(), address),
                        "key.wrong",
                        prefix(sent),
                        Outcome.REFUSED,
                        before == 0 ? "" : "{\"before\":%d}".formatted(before))));
    }

    /// How many came without a row before this one; empty: this one gets none either.
    private Optional<Integer> count(String address, Instant now) {
        synchronized (seen) {
            var last = seen.get(address);
            if (last != null && now.isBefore(last.written().plus(PAUSE)) && !now.isBefore(last.written())) {
                seen.put(address, new Seen(last.written(), last.since() + 1));
                return Optional.empty();
            }
            seen.put(address, new Seen(now, 0));
            return Optional.of(last == null ? 0 : last.since());
        }
    }

    private static String prefix(@Nullable String sent) {
        var found = OURS.matcher(sent == null ? "" : sent);
        return found.find() ? found.group() : "";
    }
}
