package theriac.hub.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Takes back what a whole delivery or a whole source said ("purge what this feed brought last night"), and undoes
/// that.
/// What others say about the same objects stands; so does what was withdrawn one by one before. Large ones go in parts
/// of [#PART] claims, each a transaction: others write in between, and a decision that was cut off is simply made
/// again.
/// Thread-safe.
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
                delivery.source(), delivery.key(), () -> claims.withdrawDelivery(actor, delivery.key(), reason));
    }

    public Outcome withdraw(Viewer actor, Source source, String reason) {
        return withdraw(source.key(), null, () -> claims.withdrawSource(actor, source.key(), reason));
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

    private Outcome withdraw(long source, @Nullable Long delivery, Supplier<Withdrawal> part) {
        var id = UUID.randomUUID();
        long total = 0;
        while (true) {
            var done = database.inTransaction(() -> {
                var taken = part.get();
                if (taken.claims() > 0) {
                    sql.remember(id, source, delivery, taken, clock.instant().atOffset(ZoneOffset.UTC));
                }
                return taken;
            });
            total += done.claims();
            if (done.claims() < PART) {
                return new Outcome(total == 0 ? Optional.empty() : Optional.of(id), done.at(), total);
            }
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
