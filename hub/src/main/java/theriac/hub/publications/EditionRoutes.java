package theriac.hub.publications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.PublicationRoutes.SectionView;
import theriac.hub.publications.PublicationRoutes.WordingView;
import theriac.stix.value.Defang;

/// Versions of warnings over HTTP.
@RestController
public final class EditionRoutes {

    private final Publications publications;
    private final Editions editions;

    public EditionRoutes(Publications publications, Editions editions) {
        this.publications = publications;
        this.editions = editions;
    }

    /// @param added values that the version before did not have, defanged
    /// @param gone values that the version before had, defanged
    /// @param acknowledged how many organisations said of this version that they read it; for its owner
    ///     only
    /// @param sections those of this version that this reader may have; `nl` and `en` are without them
    /// @param deviation why a level is another than the answers give; for its owner only
    /// @param writtenBy for its owner only, as are the two others
    public record WarningVersion(
            String version,
            Instant at,
            String changedNl,
            String changedEn,
            WordingView nl,
            WordingView en,
            List<SectionView> sections,
            String chance,
            String damage,
            String urgency,
            List<String> added,
            List<String> gone,
            Optional<Integer> acknowledged,
            Optional<String> deviation,
            Optional<String> writtenBy,
            Optional<String> approvedBy,
            Optional<String> publishedBy) {}

    /// @param versions the newest first
    public record WarningVersions(List<WarningVersion> versions) {}

    /// @param id of the draft
    public record BegunUpdate(UUID id) {}

    /// What each version of a warning said, and what changed.
    @GetMapping("/api/publications/{id}/versions")
    @Requires(Permission.READ_PUBLICATIONS)
    WarningVersions warningVersions(Viewer viewer, @PathVariable UUID id) {
        var warning = publications.load(viewer, id).publication();
        boolean own = viewer instanceof Viewer.Party party && party.organization() == warning.owner();
        var views = new ArrayList<WarningVersion>();
        var before = List.<String>of();
        var rows = editions.list(viewer, id);
        var sections = editions.sections(viewer, warning, rows);
        for (var row : rows) {
            views.addFirst(view(row, sections.getOrDefault(row.number(), List.of()), before, own));
            before = row.values();
        }
        return new WarningVersions(views);
    }

    /// Begins the next version of a published warning, or finds the draft of it that is there already.
    @PostMapping("/api/publications/{id}/update")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    @ResponseStatus(HttpStatus.CREATED)
    BegunUpdate beginUpdate(Viewer viewer, @PathVariable UUID id) {
        return new BegunUpdate(editions.begin(PublicationRoutes.party(viewer), id));
    }

    /// @param decided by the writer; absent: it follows from `rises`
    /// @param rises whether chance or damage is higher than in the version before
    public record AskingAnew(Optional<Boolean> decided, boolean rises) {}

    /// @param again absent: as chance and damage say
    public record AskWish(Optional<Boolean> again) {}

    /// Whether an update, when it is published, asks those who have the warning to acknowledge it anew.
    @GetMapping("/api/publications/{id}/asks-anew")
    @Requires(Permission.READ_PUBLICATIONS)
    AskingAnew asksAnew(Viewer viewer, @PathVariable UUID id) {
        var asking = editions.asking(viewer, id);
        return new AskingAnew(asking.decided(), asking.rises());
    }

    @PutMapping("/api/publications/{id}/asks-anew")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    AskingAnew askAnew(Viewer viewer, @PathVariable UUID id, @RequestBody AskWish wish) {
        editions.decide(PublicationRoutes.party(viewer), id, wish.again());
        return asksAnew(viewer, id);
    }

    private static WarningVersion view(EditionSql.Row row, List<Section> sections, List<String> before, boolean own) {
        var severity = row.rating().severity();
        return new WarningVersion(
                Edition.text(row.number()),
                row.at(),
                row.changed().dutch(),
                row.changed().english(),
                PublicationRoutes.view(row.dutch()),
                PublicationRoutes.view(row.english()),
                sections.stream().map(SectionView::of).toList(),
                severity.chance(),
                severity.damage(),
                severity.urgency(),
                row.number() == 0 ? List.of() : without(row.values(), before),
                without(before, row.values()),
                Optional.of(row.acknowledged()).filter(count -> own),
                told(own, row.rating().deviation()),
                told(own, row.author()),
                told(own, row.approver()),
                told(own, row.publisher()));
    }

    private static List<String> without(List<String> values, List<String> others) {
        var known = Set.copyOf(others);
        return values.stream()
                .filter(value -> !known.contains(value))
                .map(Defang::defang)
                .toList();
    }

    private static Optional<String> told(boolean own, String text) {
        return Optional.of(text).filter(some -> own && !some.isEmpty());
    }
}
