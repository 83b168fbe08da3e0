package theriac.hub.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.Tlp;

/// How long things are kept: policies by kind, source, age and label. What is over its time is withdrawn, in batches,
/// through the one way by which everything is taken back, so that whoever fetched it is told; raw deliveries are
/// deleted, and whole months of the ledger are dropped. A legal hold is stronger than any policy about claims and raw
/// deliveries. Safe between threads and hubs.
public final class Retention {

    private static final Viewer EVERYTHING = Viewer.system("retention policies");

    private final RetentionSql sql;
    private final Claims claims;
    private final Ledger ledger;
    private final Shelves shelves;
    private final Clock clock;

    Retention(Database database, Claims claims, Ledger ledger, Shelves shelves, Clock clock) {
        this.sql = new RetentionSql(database);
        this.claims = claims;
        this.ledger = ledger;
        this.shelves = shelves;
        this.clock = clock;
    }

    /// What a policy is about.
    public enum Subject {
        /// Claims, from their arrival.
        CLAIMS,
        /// The bytes of deliveries as they were received; without them a delivery cannot be replayed.
        RAW,
        /// Months of the ledger that ended so long ago; their rows stay counted. With them goes what collections
        /// remember of that time and need no longer ([Shelves]). Kept for [#LEDGER_AT_LEAST] days.
        LEDGER
    }

    /// So long a withdrawal can be undone, and who fetched what must be known.
    static final int LEDGER_AT_LEAST = (int) Withdrawals.UNDO_WITHIN.toDays();

    /// @param key internal; 0 for one that is not stored yet
    /// @param type STIX type; "": all (always, for raw deliveries)
    /// @param source internal key; empty: all
    /// @param from the widest label that it covers
    /// @param to the narrowest label that it covers
    /// @param days after so many days
    public record Policy(
            long key, String name, Subject subject, String type, Optional<Long> source, Tlp from, Tlp to, int days) {

        public Policy {
            if (days < 1 || days > 36_500) {
                throw new IllegalArgumentException("Things are kept for 1 to 36,500 days.");
            }
            if (subject == Subject.LEDGER && days < LEDGER_AT_LEAST) {
                throw new IllegalArgumentException(
                        "The ledger is kept for at least %d days: so long a withdrawal can be undone."
                                .formatted(LEDGER_AT_LEAST));
            }
        }
    }

    /// @param claims withdrawn
    /// @param deliveries whose raw bytes were deleted
    /// @param months of the ledger that were dropped
    public record Done(long claims, long deliveries, int months) {}

    public List<Policy> list() {
        return sql.policies();
    }

    public Policy save(Policy policy) {
        return sql.save(policy);
    }

    /// @return false when there was none
    public boolean delete(long key) {
        return sql.delete(key);
    }

    /// How much a policy would take away if it ran now, counted up to a thousand.
    public long preview(Policy policy) {
        return sql.due(policy, before(policy), 1_001);
    }

    /// Applies all policies. Each batch is a transaction of its own: a stop in between loses nothing.
    public Done run() {
        long withdrawn = 0;
        long deleted = 0;
        int months = 0;
        for (var policy : sql.policies()) {
            switch (policy.subject()) {
                case CLAIMS -> withdrawn += expire(policy);
                case RAW -> deleted += sql.deleteRaw(policy, before(policy));
                case LEDGER -> months += forget(clock.instant().minus(Duration.ofDays(policy.days())));
            }
        }
        return new Done(withdrawn, deleted, months);
    }

    /// What collections remember of those months goes with them.
    private int forget(Instant before) {
        int months = ledger.forget(before);
        if (months > 0) {
            shelves.forget(before);
        }
        return months;
    }

    private long expire(Policy policy) {
        var reason = "Kept for %d days (%s).".formatted(policy.days(), policy.name());
        long total = 0;
        for (long batch = -1; batch != 0; total += batch) {
            batch = claims.expire(EVERYTHING, policy.key(), before(policy), reason)
                    .claims();
        }
        return total;
    }

    private long before(Policy policy) {
        return Position.of(clock.instant().minus(Duration.ofDays(policy.days())));
    }
}
