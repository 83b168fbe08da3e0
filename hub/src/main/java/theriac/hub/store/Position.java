package theriac.hub.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A place in the ledger is a number of microseconds since 1970: unique, strictly increasing in commit order, and the
/// moment that TAXII calls `date_added`.
public final class Position {

    private Position() {}

    /// The moment of a place; exact.
    public static Instant at(long seq) {
        return Instant.EPOCH.plus(seq, ChronoUnit.MICROS);
    }

    /// The last place at or before a moment; digits finer than a microsecond are cut off.
    public static long of(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1_000);
    }
}
