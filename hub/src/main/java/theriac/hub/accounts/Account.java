package theriac.hub.accounts;

import java.util.Set;
import java.util.UUID;
import theriac.hub.policy.Role;

/// A person's log-in.
///
/// @param key internal; never leaves the hub
/// @param id as others see it
/// @param organization internal key of the organisation it belongs to
/// @param name as colleagues see it
public record Account(long key, UUID id, long organization, String login, String name, Set<Role> roles) {}
