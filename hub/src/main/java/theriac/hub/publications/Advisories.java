package theriac.hub.publications;

import java.util.List;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Makes drafts of others' CSAF advisories: the facts are taken over, the words are for an analyst to write,
/// and the draft goes no further than what it was made of. Thread-safe.
public final class Advisories {

    private final Publications publications;
    private final SourceReader sources;

    public Advisories(Publications publications, Store store) {
        this.publications = publications;
        this.sources = new SourceReader(store);
    }

    /// @param object the report that a CSAF document was read as
    /// @param kind empty: about a medical device when the advisory says that it is for health care
    /// @throws Problem when it cannot be read, is no CSAF advisory, or is TLP:RED
    Publications.Seen draft(Viewer.Party analyst, StixId object, Optional<PublicationKind> kind) {
        var source = sources.read(analyst, object);
        var origin = new Origin(source.id(), source.title(), source.audiences());
        var widest = publications.limit(Optional.of(origin)).widest();
        if (widest == Tlp.RED) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "\"%s\" is TLP:RED: it is for the people it names, and no warning is made of it."
                            .formatted(source.title()));
        }
        var chosen = kind.orElse(source.forCare() ? PublicationKind.MEDICAL_ADVISORY : PublicationKind.ADVISORY);
        if (chosen != PublicationKind.ADVISORY && chosen != PublicationKind.MEDICAL_ADVISORY) {
            throw Problem.badRequest("Of an advisory an advisory is made: choose advisory or medical-advisory.");
        }
        var content = new Publications.Content(
                Optional.empty(),
                Optional.of(chosen),
                Tlp.GREEN.strictest(widest),
                AdvisoryText.of(publications.templates(), source, chosen, widest, "nl"),
                AdvisoryText.of(publications.templates(), source, chosen, widest, "en"),
                Rating.said(source.severity()),
                Edition.Changed.NOTHING,
                List.of());
        return publications.create(analyst, content, Optional.of(origin));
    }
}
