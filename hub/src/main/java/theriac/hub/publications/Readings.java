package theriac.hub.publications;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.store.Audiences;
import theriac.stix.Tlp;

/// What exactly who gets of a warning with sections: for a draft as it would be if it were sent now. Asked of the
/// same rule that lets people read. Thread-safe.
public final class Readings {

    private final Publications publications;
    private final Targeting targeting;
    private final Organizations organizations;
    private final Viewers viewers;
    private final Audiences audiences;

    public Readings(
            Publications publications,
            Targeting targeting,
            Organizations organizations,
            Viewers viewers,
            Audiences audiences) {
        this.publications = publications;
        this.targeting = targeting;
        this.organizations = organizations;
        this.viewers = viewers;
        this.audiences = audiences;
    }

    /// One text that some get.
    ///
    /// @param labels of the sections in it; none: it is the warning without any
    /// @param sections those, in both languages
    /// @param readers organisations that get it, by name; without the owner
    record Reading(Set<Tlp> labels, List<Section> sections, List<Organization> readers) {

        Tlp whole(Publication publication) {
            return Section.whole(publication.tlp(), sections);
        }
    }

    /// @param readings that with most sections first, and last the warning without any, which also leaves on every
    ///     way that knows nothing of its reader
    /// @param named whether readers are told; they are not when that would tell who saw something
    record Readers(Publication publication, List<Reading> readings, boolean named) {}

    /// @throws theriac.hub.core.Problem when it is absent, hidden or another's
    Readers of(Viewer viewer, UUID id) {
        var seen = publications.own(viewer, id);
        var publication = seen.publication();
        var rules = rules(seen);
        var readers = new LinkedHashMap<Set<Tlp>, List<Organization>>();
        organizations.all().stream()
                .filter(each -> each.closedAt().isEmpty() && each.key() != publication.owner())
                .sorted(Comparator.comparing(Organization::name))
                .forEach(each -> {
                    var eyes = viewers.organization(each);
                    if (Visibility.allows(eyes, rules.whole())) {
                        readers.computeIfAbsent(labels(eyes, rules), labels -> new ArrayList<>())
                                .add(each);
                    }
                });
        readers.computeIfAbsent(Set.of(), labels -> new ArrayList<>());
        var readings = readers.entrySet().stream()
                .map(entry -> new Reading(
                        entry.getKey(),
                        seen.sections().stream()
                                .filter(section -> entry.getKey().contains(section.tlp()))
                                .toList(),
                        entry.getValue()))
                .sorted(Comparator.comparing(
                                (Reading reading) -> -reading.labels().size())
                        .thenComparing(reading -> reading.labels().toString()))
                .toList();
        // Who got what was sent is told anyway; only by which rule is not.
        boolean named = publication.times().published().isPresent() || targeting.mayKnowWhoSaw(viewer, publication);
        return new Readers(publication, readings, named);
    }

    /// For whom the open text is, and each label of a section.
    private record Rules(Audience whole, LinkedHashMap<Tlp, Audience> sections) {}

    private Rules rules(Publications.Seen seen) {
        var publication = seen.publication();
        var sections = new LinkedHashMap<Tlp, Audience>();
        boolean sent = publication.times().published().isPresent();
        var recipients = sent
                ? new Recipients(audiences.load(publication.audience()), List.of())
                : targeting.recipients(publication);
        for (var section : seen.sections()) {
            sections.computeIfAbsent(
                    section.tlp(),
                    label -> sent
                            ? audiences.load(section.audience())
                            : targeting.ofSection(publication, recipients, recipients.audience(), label));
        }
        return new Rules(recipients.audience(), sections);
    }

    private static Set<Tlp> labels(Viewer eyes, Rules rules) {
        var labels = new TreeSet<Tlp>();
        rules.sections().forEach((label, audience) -> {
            if (Visibility.allows(eyes, audience)) {
                labels.add(label);
            }
        });
        return labels;
    }
}
