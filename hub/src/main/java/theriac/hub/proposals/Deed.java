package theriac.hub.proposals;

import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;

/// Something that one person alone may not do. Carrying it out twice must be the same as once: a hub that was killed
/// between the decision and its end is asked again.
public interface Deed {

    /// `source-purge`, `organization-closing`…: the workbench has the words for it.
    String kind();

    /// What both persons need.
    Permission permission();

    /// Whether somebody with this permission may know of the proposal at all, and so decide it.
    default boolean concerns(Viewer.Party person, Wish wish) {
        return true;
    }

    /// Does it, as the person who decided.
    ///
    /// @throws theriac.hub.core.Problem when it cannot be done any more: the proposal ends as failed
    void carryOut(Viewer.Party decider, Wish wish);
}
