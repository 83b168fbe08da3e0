package theriac.hub.publications;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Drafts of warnings that were thrown away, over HTTP. Who wrote in one or may publish throws it away
/// and back.
@RestController
public final class DiscardRoutes {

    private final Discards discards;

    public DiscardRoutes(Discards discards) {
        this.discards = discards;
    }

    /// @param kind see [DraftRoutes.KindView]
    /// @param by who threw it away
    public record DiscardedDraft(UUID id, String kind, String title, String titleEn, String by, Instant at) {}

    public record DiscardedDrafts(List<DiscardedDraft> drafts) {}

    /// The last hundred.
    @GetMapping("/api/discarded-drafts")
    @Requires(Permission.READ_PUBLICATIONS)
    DiscardedDrafts discardedDrafts(Viewer viewer) {
        return new DiscardedDrafts(discards.list(viewer).stream()
                .map(row -> new DiscardedDraft(row.id(), row.kind(), row.title(), row.titleEn(), row.by(), row.at()))
                .toList());
    }

    /// Throws a draft away.
    @PutMapping("/api/discarded-drafts/{id}")
    @Requires(Permission.READ_PUBLICATIONS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(Viewer viewer, @PathVariable UUID id) {
        discards.discard(PublicationRoutes.party(viewer), id);
    }

    /// Fetches a draft back.
    @DeleteMapping("/api/discarded-drafts/{id}")
    @Requires(Permission.READ_PUBLICATIONS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void restore(Viewer viewer, @PathVariable UUID id) {
        discards.restore(PublicationRoutes.party(viewer), id);
    }
}
