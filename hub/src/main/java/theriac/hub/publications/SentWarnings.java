package theriac.hub.publications;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.value.NormalValue;

/// What the rest of the hub may know of a warning: what it says, whom it was sent to, which indicators
/// carry it. What became of it is in the ledger. A recipient finds itself among the recipients and nobody
/// else. Thread-safe.
public final class SentWarnings {

    private final PublicationSql sql;
    private final OutboxSql outbox;
    private final EditionSql editions;
    private final StopSql stops;
    private final Audiences audiences;
    private final EgressGate gate;

    SentWarnings(
            PublicationSql sql,
            OutboxSql outbox,
            EditionSql editions,
            StopSql stops,
            Audiences audiences,
            EgressGate gate) {
        this.stops = stops;
        this.sql = sql;
        this.outbox = outbox;
        this.editions = editions;
        this.audiences = audiences;
        this.gate = gate;
    }

    /// @param organization internal key
    /// @param mailedAt when the mail server took its mail; empty: not yet, or it wants none
    public record Recipient(long organization, String name, Optional<Instant> mailedAt) {}

    /// @param id from publication on
    /// @param withdrawnSeq ledger position of its withdrawal; 0: it stands
    public record Indicator(Optional<StixId> id, NormalValue value, long withdrawnSeq, String reason) {}

    /// @param report the STIX report that carries it; ledger rows about the warning are about this object
    /// @param published when; its indicators came into the ledger then or right after it
    /// @param position ledger position of its last indicator: who has read that far has all of them; 0 before
    /// publication
    public record Warning(
            UUID id,
            StixId report,
            String titleNl,
            String titleEn,
            String tlp,
            String state,
            Optional<Instant> published,
            long position,
            List<Recipient> recipients,
            List<Indicator> indicators) {}

    /// Empty when it is absent or hidden.
    public Optional<Warning> find(Viewer viewer, UUID id) {
        var found = sql.find(id, audiences.visible(viewer)).stream().toList();
        return passed(viewer, found).stream().findFirst();
    }

    /// Those that were published, also those taken back since, the newest first.
    public List<Warning> newest(Viewer viewer, int limit) {
        return passed(viewer, sql.published(audiences.visible(viewer), limit));
    }

    /// Those that were published and of which an object is the report or an indicator.
    public List<Warning> carrying(Viewer viewer, StixId object) {
        return passed(viewer, sql.carrying(audiences.visible(viewer), object));
    }

    /// Titles of what was sent with a label, the newest first.
    ///
    /// @param channel the way out, for the gate and the audit trail
    List<Headline> headlines(String channel, Viewer viewer, Tlp tlp, int limit) {
        return gate.pass(
                channel,
                viewer,
                sql.headlines(tlp, audiences.visible(viewer), limit),
                h -> h.id().toString(),
                h -> List.of(audiences.load(h.audience())));
    }

    /// What was sent under a reference. Empty when it is absent or hidden.
    ///
    /// @param channel the way out, for the gate and the audit trail
    Optional<Notice> notice(String channel, Viewer viewer, String reference) {
        var found = sql.sent(reference, audiences.visible(viewer)).stream().toList();
        return gate
                .pass(channel, viewer, found, p -> p.id().toString(), p -> List.of(audiences.load(p.audience())))
                .stream()
                .findFirst()
                .map(p -> Notice.of(p, editions.updates(p.key())));
    }

    /// @param missed warnings that were not sent at the time that was set for them
    /// @param stopped warnings whose sending was stopped on its way
    public record Unsent(int missed, int stopped) {}

    /// What somebody at the viewer's organisation meant to go out and did not.
    public Unsent unsent(Viewer viewer) {
        return viewer instanceof Viewer.Party person ? stops.unsent(person.organization()) : new Unsent(0, 0);
    }

    /// Of these, those whose sending was stopped before the viewer had anything of them: what the ledger says
    /// of them is not for it either.
    public Set<UUID> hidden(Viewer viewer, Set<UUID> publications) {
        return publications.isEmpty() ? Set.of() : stops.hidden(publications, audiences.visible(viewer));
    }

    /// How many publications are in each state that still asks something of somebody; absent: none.
    public Map<PublicationState, Integer> waiting(Viewer viewer) {
        return sql.waiting(audiences.visible(viewer));
    }

    private List<Warning> passed(Viewer viewer, List<Publication> found) {
        var passed =
                gate.pass("portal", viewer, found, p -> p.id().toString(), p -> List.of(audiences.load(p.audience())));
        var recipients = outbox.recipients(passed.stream().map(Publication::key).toList());
        return passed.stream()
                .map(p -> warning(viewer, p, recipients.getOrDefault(p.key(), List.of())))
                .toList();
    }

    private static Warning warning(Viewer viewer, Publication p, List<Recipient> recipients) {
        long own = viewer instanceof Viewer.Party party ? party.organization() : 0;
        return new Warning(
                p.id(),
                p.reportId(),
                p.dutch().title(),
                p.english().title(),
                p.tlp().label(),
                p.state().text(),
                p.times().published().map(Publication.Taken::at),
                p.position(),
                recipients.stream()
                        .filter(r -> own == p.owner() || own == r.organization())
                        .toList(),
                p.indicators().stream()
                        .map(i -> new Indicator(i.id(), i.value(), i.withdrawnSeq(), i.reason()))
                        .toList());
    }
}
