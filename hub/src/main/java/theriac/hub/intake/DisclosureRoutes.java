package theriac.hub.intake;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// Learning a name for a purpose that is kept, and reading whose names were learned.
@RestController
public final class DisclosureRoutes {

    private final Disclosures disclosures;

    public DisclosureRoutes(Disclosures disclosures) {
        this.disclosures = disclosures;
    }

    /// @param purpose why it must be known, 10 to 500 characters; the member reads it
    public record Purpose(String purpose) {}

    public record Reporter(String organization) {}

    /// @param objects STIX ids, at most 200
    /// @param purpose as in [Purpose]
    public record WhoSawWish(List<String> objects, String purpose) {}

    /// @param times over all its sightings of the object
    public record WhoSawRow(String objectId, String organization, long times, Instant lastSeen) {}

    public record WhoSaw(List<WhoSawRow> rows) {}

    /// @param kind `report` or `sightings`
    /// @param subject the report's id, or the ids of the objects, with spaces between them
    /// @param by the person at the CERT
    public record DisclosureRow(
            UUID id, Instant at, String kind, String subject, String by, String organization, String purpose) {}

    public record DisclosureList(List<DisclosureRow> disclosures) {}

    @PostMapping("/api/reports/{id}/reporter")
    @Requires(value = Permission.LEARN_WHO, confirmed = true)
    Reporter reporter(Viewer viewer, @PathVariable UUID id, @RequestBody Purpose wish) {
        return new Reporter(disclosures.reporter(party(viewer), id, text(wish.purpose())));
    }

    @PostMapping("/api/sightings/who")
    @Requires(value = Permission.LEARN_WHO, confirmed = true)
    WhoSaw whoSaw(Viewer viewer, @RequestBody WhoSawWish wish) {
        var about = new LinkedHashSet<StixId>();
        for (var text : Optional.ofNullable(wish.objects()).orElse(List.of())) {
            about.add(StixId.parse(String.valueOf(text))
                    .orElseThrow(() -> Problem.badRequest("\"%s\" is no STIX id.".formatted(text))));
        }
        return new WhoSaw(disclosures.sightings(party(viewer), about, text(wish.purpose())).stream()
                .map(seen -> new WhoSawRow(
                        seen.object().text(),
                        seen.organization(),
                        seen.told().times(),
                        seen.told().lastSeen()))
                .toList());
    }

    @GetMapping("/api/disclosures")
    @Requires(Permission.SIGNED_IN)
    DisclosureList list(Viewer viewer) {
        return new DisclosureList(disclosures.list(party(viewer)).stream()
                .map(one -> new DisclosureRow(
                        one.id(), one.at(), one.kind(), one.subject(), one.by(), one.organization(), one.purpose()))
                .toList());
    }

    private static String text(@org.jspecify.annotations.Nullable String purpose) {
        return purpose == null ? "" : purpose;
    }

    private static Viewer.Party party(Viewer viewer) {
        if (viewer instanceof Viewer.Party party) {
            return party;
        }
        throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Log in first.");
    }
}
