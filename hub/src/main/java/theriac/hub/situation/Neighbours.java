package theriac.hub.situation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// What the situation asks of the other capabilities; `app` answers. Every answer holds only what the viewer may see.
public interface Neighbours {

    /// What waits for somebody at the CERT.
    ///
    /// @param reports on which nobody has decided
    /// @param late how many of these wait for longer than the desk's limit
    /// @param mine how many of these are in the viewer's hands
    /// @param cases that go on at the desk
    /// @param due how many of them have a reminder whose moment is past
    /// @param questions that the viewer's organisation was asked and has not answered
    /// @param approved warnings that somebody has to send; not those that go out by themselves
    /// @param missed warnings that were not sent at the time that was set for them
    /// @param stopped warnings whose sending was stopped
    record Waiting(
            int reports,
            int late,
            int mine,
            int cases,
            int due,
            int questions,
            int drafts,
            int reviews,
            int approved,
            int missed,
            int stopped) {}

    /// @param organization internal key
    /// @param token what its ledger rows call it
    /// @param issuedAt since when it may connect
    /// @param seenAt when it last asked anything
    record Scout(long organization, String name, String token, Instant issuedAt, Instant seenAt) {}

    /// @param organization internal key
    /// @param mailedAt when the mail server took its mail
    record Recipient(long organization, String name, Optional<Instant> mailedAt) {}

    /// @param withdrawnSeq ledger position of its withdrawal; 0: it stands
    record Indicator(Optional<StixId> id, NormalValue value, long withdrawnSeq, String reason) {}

    /// @param report the object that the ledger's rows about the warning are about
    /// @param published when its indicators came into the ledger, or shortly before; empty before publication
    /// @param position whoever has read the ledger from then up to here has all its indicators; 0 before that
    record Warning(
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

    Waiting waiting(Viewer viewer);

    /// Of these warnings, those that were stopped before the viewer had anything of them.
    Set<UUID> hidden(Viewer viewer, Set<UUID> warnings);

    Optional<Warning> warning(Viewer viewer, UUID id);

    /// Those that were published, the newest first.
    List<Warning> warnings(Viewer viewer, int limit);

    List<Scout> scouts(Viewer viewer);

    int sources(Viewer viewer);

    /// How many members the viewer may know of.
    int members(Viewer viewer);

    /// Names of the organisations that the viewer may know, by internal key.
    Map<Long, String> names(Viewer viewer);
}
