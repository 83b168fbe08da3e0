package theriac.hub.publications;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.mail.Attempts;
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
        Sections sections,
        Organizations organizations,
        Viewers viewers,
        Audiences audiences,
        EgressGate gate,
        String publicUrl,
        Clock clock) {

    /// What is due, for this process alone until the lease ends.
    ///
    /// @param channels as [OutboxSql#lease] takes them
    List<OutboxSql.Leased> take(UUID lease, String channels, int most) {
        var now = clock.instant();
        sql.sending().recover(now);
        return sql.lease(lease, now, now.plus(Attempts.LEASE), most, channels);
    }

    void renew(UUID lease) {
        sql.sending().renew(lease, clock.instant().plus(Attempts.LEASE));
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
        var wanted = delivery.correction() ? PublicationState.WITHDRAWN : PublicationState.PUBLISHED;
        if (publication.state() != wanted) {
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

    /// Whether the member finds a section of it behind the log-in that its mail does not carry.
    boolean holdsMore(Publication publication, Organization recipient) {
        return sections.any(viewers.organization(recipient), publication);
    }

    String certName(Publication publication) {
        return organizations.find(publication.owner()).orElseThrow().name();
    }

    void sent(OutboxSql.Leased delivery, UUID lease) {
        sql.sending().end(delivery.id(), lease, "sent", Optional.of(clock.instant()), "");
    }

    /// Ends it for good.
    void end(OutboxSql.Leased delivery, UUID lease, String state, String problem) {
        sql.sending().end(delivery.id(), lease, state, Optional.empty(), problem);
    }

    void later(OutboxSql.Leased delivery, UUID lease, String reason) {
        if (delivery.attempts() >= Attempts.MOST) {
            end(delivery, lease, "failed", reason);
        } else {
            sql.sending().again(delivery.id(), lease, Attempts.due(clock.instant(), delivery.attempts()), reason);
        }
    }
}
