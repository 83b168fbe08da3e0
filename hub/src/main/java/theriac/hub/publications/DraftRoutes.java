package theriac.hub.publications;

import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Kinds of publications and their templates over HTTP.
@RestController
public final class DraftRoutes {

    private final Drafts drafts;

    public DraftRoutes(Drafts drafts) {
        this.drafts = drafts;
    }

    /// @param line from 1; 0: with the file as a whole
    public record TemplateFault(String file, int line, String sentence) {}

    /// @param faults of the operator's own templates: nothing can be begun with them until they are mended
    public record KindView(String kind, List<TemplateFault> faults) {}

    public record KindList(List<KindView> kinds) {}

    /// @param kind see [KindView]
    public record DraftWish(String kind) {}

    /// @param id of the draft
    public record BegunDraft(UUID id) {}

    @GetMapping("/api/publication-kinds")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    KindList publicationKinds(Viewer viewer) {
        PublicationRoutes.party(viewer);
        var faults = drafts.faults();
        return new KindList(KindTemplates.kinds().stream()
                .map(kind -> new KindView(
                        kind.text(),
                        faults.getOrDefault(kind, List.of()).stream()
                                .map(fault -> new TemplateFault(fault.file(), fault.line(), fault.sentence()))
                                .toList()))
                .toList());
    }

    /// Begins a draft with the words of the kind's template.
    @PostMapping("/api/publication-drafts")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    @ResponseStatus(HttpStatus.CREATED)
    BegunDraft beginDraft(Viewer viewer, @RequestBody DraftWish wish) {
        var seen = drafts.draft(PublicationRoutes.party(viewer), PublicationKind.of(wish.kind()));
        return new BegunDraft(seen.publication().id());
    }
}
