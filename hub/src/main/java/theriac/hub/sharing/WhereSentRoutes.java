package theriac.hub.sharing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// Where an object was sent, for people.
@RestController
public final class WhereSentRoutes {

    private final WhereSent whereSent;

    public WhereSentRoutes(WhereSent whereSent) {
        this.whereSent = whereSent;
    }

    /// See [WhereSent.Sent].
    public record SentRow(
            String recipient, String way, String what, Instant at, Optional<Instant> confirmedAt, boolean gone) {}

    /// @param heldBack names of the warning lists that keep it from machines, for who runs the hub;
    ///     mostly none
    public record SentList(List<SentRow> sent, List<String> heldBack) {}

    @GetMapping("/api/objects/{id}/sent")
    @Requires(Permission.READ_OBJECTS)
    SentList sent(Viewer viewer, @PathVariable String id) {
        var object = StixId.parse(id)
                .orElseThrow(() -> Problem.badRequest("A STIX id looks like type--uuid, and this one does not."));
        return new SentList(
                whereSent.of(viewer, object).stream()
                        .map(s -> new SentRow(s.recipient(), s.way(), s.what(), s.at(), s.confirmedAt(), s.gone()))
                        .toList(),
                whereSent.heldBack(viewer, object));
    }
}
