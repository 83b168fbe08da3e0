package theriac.hub.sharing;

import java.util.Optional;
import java.util.UUID;
import theriac.stix.StixId;

/// What sharing must know of an organisation; `app` hands it over.
public interface Parties {

    /// @param key internal
    record Party(long key, UUID id, String name, StixId identity) {}

    /// The organisation of an internal key.
    Party load(long key);

    /// The organisation of a public id.
    Optional<Party> find(UUID id);

    /// The body that runs the hub (internal key).
    long cert();
}
