package theriac.hub.knowledge;

import java.util.Optional;
import java.util.UUID;

/// Organisations and sharing groups, as the store and as people know them.
public interface Recipients {

    /// @param key internal
    /// @param id as others see it
    record Known(long key, UUID id, String name) {}

    Optional<Known> organization(UUID id);

    Optional<Known> organization(long key);

    Optional<Known> group(UUID id);

    Optional<Known> group(long key);
}
