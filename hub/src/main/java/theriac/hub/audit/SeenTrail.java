package theriac.hub.audit;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import theriac.hub.audit.AuditEvent.Outcome;
import theriac.hub.policy.Viewer;

/// Writes down who had what is not for everybody, and who asked what. Both are noted, so that no reader waits
/// for a disk.
public final class SeenTrail {

    /// Ids that are named one by one; of larger answers the number is told.
    static final int NAMED = 200;

    private final AuditTrail trail;
    private final Supplier<String> address;
    private final Clock clock;

    /// @param address where the request comes from that the calling thread answers; empty when it answers none
    public SeenTrail(AuditTrail trail, Supplier<String> address, Clock clock) {
        this.trail = trail;
        this.address = address;
        this.clock = clock;
    }

    /// @param channel the way out, as the gate names it
    /// @param ids of what is TLP:AMBER or stricter for this recipient; nothing is written when there are none
    public void left(String channel, Viewer recipient, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        var named = ids.stream().limit(NAMED).collect(Collectors.joining("\n"));
        note(
                recipient,
                channel + ".seen",
                ids.size() == 1 ? ids.getFirst() : "",
                ids.size() > NAMED
                        ? "%s\n%,d objects in all".formatted(named, ids.size())
                        : ids.size() == 1 ? "" : named);
    }

    /// @param what the question in its own words, or the values that were pasted, one a line
    public void asked(Viewer viewer, String action, String what) {
        note(viewer, action, "", what);
    }

    private void note(Viewer viewer, String action, String subject, String detail) {
        trail.note(new AuditEvent(
                clock.instant(), AuditEvent.Actor.of(viewer, address.get()), action, subject, Outcome.DONE, detail));
    }
}
