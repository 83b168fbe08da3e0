package theriac.hub.publications;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.PublicationRoutes.SectionView;
import theriac.stix.Tlp;

/// Sections of warnings over HTTP.
@RestController
public final class SectionRoutes {

    private static final int MOST_NAMES = 1_000;

    private final Readings readings;

    public SectionRoutes(Readings readings) {
        this.readings = readings;
    }

    /// @param whole the label of this text as a whole
    /// @param labels of the sections in it; none: the warning without any
    /// @param readers organisations that get it, at most 1,000; absent: that would tell who saw something
    public record ReadingView(
            String whole, List<String> labels, List<SectionView> sections, Optional<List<String>> readers) {}

    /// @param sent whether it is so; otherwise how it would be, if it were sent now
    /// @param readings the one with the most sections first; the last is without any, and is what mail, page, feed,
    ///     CSAF, chat and the STIX report carry
    public record ReadingsView(boolean sent, List<ReadingView> readings) {}

    /// What exactly who gets of a warning with sections.
    @GetMapping("/api/publications/{id}/readings")
    @Requires(Permission.READ_MEMBERS)
    ReadingsView readings(Viewer viewer, @PathVariable UUID id) {
        var found = readings.of(viewer, id);
        return new ReadingsView(
                found.publication().times().published().isPresent(),
                found.readings().stream().map(each -> view(found, each)).toList());
    }

    private static ReadingView view(Readings.Readers found, Readings.Reading reading) {
        return new ReadingView(
                reading.whole(found.publication()).label(),
                reading.labels().stream().map(Tlp::label).toList(),
                reading.sections().stream().map(SectionView::of).toList(),
                found.named()
                        ? Optional.of(reading.readers().stream()
                                .limit(MOST_NAMES)
                                .map(Organization::name)
                                .toList())
                        : Optional.empty());
    }
}
