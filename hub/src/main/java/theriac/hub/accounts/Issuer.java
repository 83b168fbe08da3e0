package theriac.hub.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.policy.Role;

/// Somebody else who may say who a person is (OpenID Connect Core 1.0).
///
/// @param key internal; never leaves the hub
/// @param name as people see it at the log-in
/// @param address the `iss` of its tokens, letter by letter
/// @param secret of the client, sealed; null for none
/// @param organization internal key of the only one whose people it lets in; empty: those of all
/// @param scopes asked beside `openid`, with spaces between
/// @param groupsClaim the claim that names groups, with dots into objects; empty: none
/// @param networks that are not public and in which it may stand
/// @param secondFactor whether it asks for two factors itself, so that the hub asks for no code
/// @param listed whether the log-in shows it to everybody; otherwise people come with an address of its own
/// @param metadata its own description, as read when the settings were saved
@SuppressWarnings("ArrayRecordComponent")
public record Issuer(
        long key,
        UUID id,
        String name,
        String address,
        String client,
        byte @Nullable [] secret,
        Optional<Long> organization,
        String scopes,
        String groupsClaim,
        List<String> networks,
        boolean secondFactor,
        boolean listed,
        String metadata,
        Instant changedAt,
        String changedBy) {

    /// A group of the issuer and a role that its people have.
    public record GroupRole(String group, Role role) {}

    /// Whether it may let this person in.
    boolean covers(Account account) {
        return organization.isEmpty() || organization.get() == account.organization();
    }

    /// The roles of somebody whose groups the issuer tells: those of the table are given and taken, all others
    /// stay.
    static Set<Role> roles(Set<Role> before, List<GroupRole> table, List<String> groups) {
        var roles = new java.util.HashSet<>(before);
        table.forEach(line -> roles.remove(line.role()));
        table.stream().filter(line -> groups.contains(line.group())).forEach(line -> roles.add(line.role()));
        return roles;
    }
}
