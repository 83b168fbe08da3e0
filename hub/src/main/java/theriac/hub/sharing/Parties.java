package theriac.hub.sharing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// What sharing must know of an organisation; `app` hands it over.
public interface Parties {

    /// @param key internal
    record Party(long key, UUID id, String name, StixId identity) {}

    /// A sharing group.
    ///
    /// @param key internal
    record Group(long key, UUID id, String name) {}

    /// The organisation of an internal key.
    Party load(long key);

    /// How machines of an organisation (internal key) are served at this moment: its groups, and who acts for whom.
    Viewer.Party viewer(long key);

    /// The organisation of a public id.
    Optional<Party> find(UUID id);

    /// The organisations that a viewer may know of.
    List<Party> known(Viewer viewer);

    /// Whether a STIX identity stands for an organisation of this hub.
    boolean isHere(UUID identity);

    /// The sharing groups that a viewer's organisation is in.
    List<Group> groups(Viewer.Party viewer);

    /// All sharing groups, by name.
    List<Group> groups();

    /// The body that runs the hub (internal key).
    long cert();
}
