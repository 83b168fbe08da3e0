package theriac.hub.situation;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Who else has a thing open, over HTTP. Who asks is seen: that is no change of anything that is kept, so it is a
/// reading and stands in no audit trail.
@RestController
public final class PresenceRoutes {

    private final Presence presence;

    public PresenceRoutes(Presence presence) {
        this.presence = presence;
    }

    public record PresenceList(List<Presence.Other> others) {}

    /// @param page one open page, as the browser names it
    /// @param edits whether something is typed there
    /// @param left whether that page is being closed
    @GetMapping("/api/presence/{kind}/{id}")
    @Requires(Permission.SIGNED_IN)
    PresenceList presence(
            Viewer viewer,
            @PathVariable String kind,
            @PathVariable UUID id,
            @RequestParam UUID page,
            @RequestParam(defaultValue = "false") boolean edits,
            @RequestParam(defaultValue = "false") boolean left) {
        if (left) {
            presence.left(viewer, kind, id, page);
            return new PresenceList(List.of());
        }
        return new PresenceList(presence.here(viewer, kind, id, page, edits));
    }
}
