package theriac.hub.publications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.policy.EgressGate;
import theriac.hub.store.Audiences;

/// What every way out has in common: its rows are taken up by one process at a time, a warning goes to
/// whom the gate lets have it and only while it stands, and what was certainly not taken is tried again
/// with growing pauses. Thread-safe.
///
/// @param publicUrl without a slash at the end
record Deliveries(
        OutboxSql sql,
        PublicationSql publications,
        Organizations organizations,
        Viewers viewers,
        Audiences audiences,
        EgressGate gate,
        String publicUrl,
        Clock clock) {

    /// Longer than one delivery can take against a slow server (30 s for each of several commands), and
    /// renewed while a batch goes on: what a killed hub had taken up waits no longer.
    static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /// With pauses that grow to a quarter of an hour: about two days.
    private static final int MOST_ATTEMPTS = 200;

    /// What is due, for this process alone until the lease ends.
    ///
    /// @param channels as [OutboxSql#lease] takes them
    List<OutboxSql.Leased> take(UUID lease, String channels, int most) {
        var now = clock.instant();
        sql.recover(now);
        return sql.lease(lease, now, now.plus(LEASE), most, channels);
    }

    void renew(UUID lease) {
        sql.renew(lease, clock.instant().plus(LEASE));
    }

    Organization recipient(OutboxSql.Leased delivery) {
        return organizations.find(delivery.organization()).orElseThrow();
    }

    /// The warning, if it still stands and the gate lets it go to this member.
    ///
    /// @param way for the gate and the audit trail
    /// @throws RuntimeException when the gate refuses
    Optional<Publication> allowed(String way, OutboxSql.Leased delivery) {
        var publication = publications.find(delivery.publication()).orElseThrow();
        if (publication.state() != PublicationState.PUBLISHED) {
            return Optional.empty();
        }
        gate.pass(
                way,
                viewers.organization(recipient(delivery)),
                List.of(publication),
                p -> p.id().toString(),
                p -> List.of(audiences.load(p.audience())));
        return Optional.of(publication);
    }

    String certName(Publication publication) {
        return organizations.find(publication.owner()).orElseThrow().name();
    }

    void sent(OutboxSql.Leased delivery, UUID lease) {
        sql.end(delivery.id(), lease, "sent", Optional.of(clock.instant()), "");
    }

    /// Ends it for good.
    void end(OutboxSql.Leased delivery, UUID lease, String state, String problem) {
        sql.end(delivery.id(), lease, state, Optional.empty(), problem);
    }

    void later(OutboxSql.Leased delivery, UUID lease, String reason) {
        if (delivery.attempts() >= MOST_ATTEMPTS) {
            end(delivery, lease, "failed", reason);
        } else {
            sql.again(delivery.id(), lease, due(clock.instant(), delivery.attempts()), reason);
        }
    }

    /// 15 s, 30 s, 1 min … at most 15 min, so that it goes out soon after any outage ends.
    static Instant due(Instant now, int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, 10));
        return now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
