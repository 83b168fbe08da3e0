package theriac.hub.publications;

import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// Making advisories of others' over HTTP.
@RestController
public final class AdvisoryRoutes {

    private final Advisories advisories;

    public AdvisoryRoutes(Advisories advisories) {
        this.advisories = advisories;
    }

    /// @param kind `advisory` or `medical-advisory`; absent: the second when the advisory says that it is
    ///     for health care
    public record AdvisoryWish(Optional<String> kind) {}

    /// @param id of the draft
    public record AdvisoryDraft(UUID id) {}

    /// Makes a draft of a CSAF advisory that the hub took in.
    ///
    /// @param id of the report that it was read as
    @PostMapping("/api/objects/{id}/advisory")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    @ResponseStatus(HttpStatus.CREATED)
    AdvisoryDraft draftAdvisory(Viewer viewer, @PathVariable String id, @RequestBody AdvisoryWish wish) {
        var object = StixId.parse(id).orElseThrow(() -> Problem.notFound("There is no object \"%s\".".formatted(id)));
        var seen = advisories.draft(
                PublicationRoutes.party(viewer), object, wish.kind().map(PublicationKind::of));
        return new AdvisoryDraft(seen.publication().id());
    }
}
