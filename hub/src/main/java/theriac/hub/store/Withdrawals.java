package theriac.hub.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Takes back what a whole delivery or a whole source said ("purge what this feed brought last night"), and
/// undoes that. What others say about the same objects stands; so does what was withdrawn one by one before.
/// Large ones go in parts of [#PART] claims, each a transaction: others write in between, and a decision that
/// was cut off is simply made again. Thread-safe.
public final class Withdrawals {

    /// Claims of one transaction.
    static final int PART = 10_000;

    /// How long a decision can be undone.
    public static final Duration UNDO_WITHIN = Duration.ofDays(90);

    private final Database database;
    private final Claims claims;
    private final WithdrawalSql sql;
    private final Clock clock;

    Withdrawals(Database database, Claims claims, Clock clock) {
        this.database = database;
        this.claims = claims;
        this.sql = new WithdrawalSql(database);
        this.clock = clock;
    }

    /// What a decision did.
    ///
    /// @param id the decision; empty when nothing was there to do
    /// @param at the moment of the last ledger row
    /// @param claims how many were touched
    public record Outcome(Optional<UUID> id, Instant at, long claims) {}

    public Outcome withdraw(Viewer actor, Delivery delivery, String reason) {
        return withdraw(
                delivery.source(),
                delivery.key(),
                after -> claims.withdrawDelivery(actor, delivery.key(), after, reason));
    }

    public Outcome withdraw(Viewer actor, Source source, String reason) {
        return withdraw(source.key(), null, after -> claims.withdrawSource(actor, source.key(), after, reason));
    }

    /// Undoes the latest decision about this delivery that was not undone.
    ///
    /// @return empty when there is none within [#UNDO_WITHIN]
    public Optional<Outcome> restore(Viewer actor, Delivery delivery, String reason) {
        return restore(actor, delivery.source(), delivery.key(), reason);
    }

    /// Undoes the latest decision about the source as a whole that was not undone.
    ///
    /// @return empty when there is none within [#UNDO_WITHIN]
    public Optional<Outcome> restore(Viewer actor, Source source, String reason) {
        return restore(actor, source.key(), null, reason);
    }

    /// A part of a decision.
    ///
    /// @param reached the position of its last claim: the next part begins behind it, so that what is withdrawn
    ///     already is not passed again
    private record Step(Withdrawal taken, long reached) {}

    private Outcome withdraw(long source, @Nullable Long delivery, LongFunction<Withdrawal> part) {
        var id = UUID.randomUUID();
        long total = 0;
        long after = 0;
        while (true) {
            long place = after;
            var step = database.inTransaction(() -> {
                var taken = part.apply(place);
                if (taken.claims() == 0) {
                    return new Step(taken, place);
                }
                sql.remember(id, source, delivery, taken, clock.instant().atOffset(ZoneOffset.UTC));
                return new Step(taken, sql.claimedAt(taken.seq()));
            });
            total += step.taken.claims();
            if (step.taken.claims() < PART) {
                return new Outcome(total == 0 ? Optional.empty() : Optional.of(id), step.taken.at(), total);
            }
            after = step.reached;
        }
    }

    private Optional<Outcome> restore(Viewer actor, long source, @Nullable Long delivery, String reason) {
        var since = clock.instant().minus(UNDO_WITHIN).atOffset(ZoneOffset.UTC);
        var decision = sql.latest(source, delivery, since);
        if (decision.isEmpty()) {
            return Optional.empty();
        }
        var at = clock.instant();
        long total = 0;
        for (var part : sql.parts(decision.get())) {
            var done = database.inTransaction(() -> {
                sql.undone(part.lastSeq(), clock.instant().atOffset(ZoneOffset.UTC));
                return claims.restorePart(actor, source, part, reason);
            });
            total += done.claims();
            at = done.at();
        }
        return Optional.of(new Outcome(decision, at, total));
    }
}
