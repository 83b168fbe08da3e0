package theriac.hub.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// An object in a list, computed from the claims that the viewer may see and from nothing else.
///
/// @param name of the effective version; "" when it has none
/// @param modified of the effective version, to the last digit; "" for SCOs
/// @param tlp the widest label among the visible claims of the effective version
/// @param sources how many visible sources claim the object, in any version
/// @param confidence 0 to 100
/// @param addedAt when the newest of these claims arrived
/// @param audience internal key of the claim under which it may leave the hub
public record ObjectSummary(
        StixId id,
        String name,
        String modified,
        Tlp tlp,
        int sources,
        OptionalInt confidence,
        boolean revoked,
        Instant addedAt,
        long audience) {

    public String type() {
        return id.type();
    }

    public Optional<String> named() {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
