package theriac.hub.mail;

import java.time.Duration;
import java.time.Instant;

/// How long what is to be sent waits and how often it is tried, the same for every row that is sent once.
public final class Attempts {

    /// Longer than one mail can take against a slow server (30 s read time-out per command, several
    /// commands), and renewed while a batch goes on: what a killed hub had taken up waits no longer.
    public static final Duration LEASE = Duration.ofMinutes(5);

    /// How often a lease is renewed while a batch goes on.
    public static final Duration RENEW = Duration.ofSeconds(30);

    /// With pauses that grow to a quarter of an hour: about two days.
    public static final int MOST = 200;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private Attempts() {}

    /// 15 s, 30 s, 1 min … at most 15 min, so that a mail goes out soon after any outage ends.
    ///
    /// @param attempts how many there were
    public static Instant due(Instant now, int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, 10));
        return now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
