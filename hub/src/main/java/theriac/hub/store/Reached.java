package theriac.hub.store;

import java.util.Collection;
import java.util.List;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Community;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.stix.StixId;

/// Everybody whom an audience reaches now: what is made for them may name what each of them sees, for an id that a
/// recipient cannot look up says too much. Asked of the one rule of who sees what, over all who take part.
public final class Reached {

    private final List<Viewer.Party> organizations;
    private final boolean everybody;

    private Reached(List<Viewer.Party> organizations, boolean everybody) {
        this.organizations = organizations;
        this.everybody = everybody;
    }

    public static Reached by(Audience chosen, Community community) {
        return new Reached(
                community.load(false).stream()
                        .map(Community.Member::machine)
                        .filter(machine -> Visibility.allows(machine, chosen))
                        .toList(),
                Visibility.allows(Viewer.anonymous(), chosen));
    }

    /// Whether each of them is reached by one of these audiences too.
    public boolean allBy(Collection<Audience> audiences) {
        return organizations.stream().allMatch(each -> any(each, audiences))
                && (!everybody || any(Viewer.anonymous(), audiences));
    }

    /// Those of these objects that not all of them see, by what stands and the asker sees.
    public List<StixId> hidden(Store store, Viewer.Party asker, Collection<StixId> objects) {
        return objects.stream()
                .filter(id -> !allBy(store.objects().claims(asker, id).stream()
                        .filter(claim -> claim.withdrawnAt().isEmpty())
                        .map(ClaimView::audience)
                        .distinct()
                        .map(store.audiences()::load)
                        .toList()))
                .toList();
    }

    private static boolean any(Viewer viewer, Collection<Audience> audiences) {
        return audiences.stream().anyMatch(audience -> Visibility.allows(viewer, audience));
    }
}
