package theriac.hub.knowledge;

import java.util.Optional;
import java.util.UUID;

/// Organisations, sharing groups and people, as the store and as people know them.
public interface Recipients {

    /// @param key internal
    /// @param id as others see it
    record Known(long key, UUID id, String name) {}

    Optional<Known> organization(UUID id);

    Optional<Known> organization(long key);

    Optional<Known> group(UUID id);

    Optional<Known> group(long key);

    /// Somebody who can be named for TLP:RED: a person of the CERT or of a member.
    ///
    /// @param account internal key
    /// @param name as people know it
    record Reader(long account, String login, String name) {}

    Optional<Reader> reader(String login);

    Optional<Reader> reader(long account);
}
