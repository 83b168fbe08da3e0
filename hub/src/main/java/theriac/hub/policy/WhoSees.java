package theriac.hub.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.stix.Tlp;

/// Who would see something, and by which rule, asked of the same rule that lets people see it ([Visibility]).
/// Thread-safe.
public final class WhoSees {

    private final Community community;

    public WhoSees(Community community) {
        this.community = community;
    }

    /// One who would see it.
    ///
    /// @param person empty: everybody of the organisation, its machines included
    /// @param audience of the word through which it is seen
    /// @param through names of the organisations through which it comes: only for [Ground#CIRCLE]
    public record Seer(
            UUID organization,
            String name,
            String kind,
            String person,
            Ground ground,
            Audience audience,
            List<String> through) {}

    /// In the order of the organisations' names.
    ///
    /// @param audiences of the claims that carry the thing: one that allows is enough
    public List<Seer> of(Collection<Audience> audiences) {
        var members = community.load(audiences.stream().anyMatch(audience -> audience.tlp() == Tlp.RED));
        var seers = new ArrayList<Seer>();
        for (var member : members) {
            best(member.machine(), audiences)
                    .ifPresentOrElse(
                            found -> seers.add(seer(member, "", found, members)),
                            () -> member.people()
                                    .forEach(person -> best(person.viewer(), audiences)
                                            .ifPresent(
                                                    found -> seers.add(seer(member, person.name(), found, members)))));
        }
        return seers;
    }

    private record Found(Ground ground, Audience audience) {}

    /// The closest reason.
    private static Optional<Found> best(Viewer.Party viewer, Collection<Audience> audiences) {
        return audiences.stream()
                .flatMap(audience ->
                        Visibility.ground(viewer, audience).map(ground -> new Found(ground, audience)).stream())
                .min(Comparator.comparing(Found::ground)
                        .thenComparing(found -> found.audience().tlp()));
    }

    private static Seer seer(Community.Member member, String person, Found found, List<Community.Member> members) {
        return new Seer(
                member.id(),
                member.name(),
                member.kind(),
                person,
                found.ground(),
                found.audience(),
                found.ground() == Ground.CIRCLE ? through(member.machine(), found.audience(), members) : List.of());
    }

    private static List<String> through(Viewer.Party viewer, Audience audience, List<Community.Member> members) {
        return members.stream()
                .filter(other -> other.machine().organization() != viewer.organization()
                        && viewer.circle().contains(other.machine().organization())
                        && isRecipient(other.machine(), audience))
                .map(Community.Member::name)
                .toList();
    }

    private static boolean isRecipient(Viewer.Party party, Audience audience) {
        return Visibility.ground(party, audience)
                .filter(Set.of(Ground.OWNER, Ground.NAMED, Ground.GROUP)::contains)
                .isPresent();
    }
}
