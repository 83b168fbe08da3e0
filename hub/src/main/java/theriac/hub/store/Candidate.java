package theriac.hub.store;

import org.jspecify.annotations.Nullable;
import theriac.hub.policy.Audience;
import theriac.stix.StixObject;

/// An object that a source delivers, ready to become a claim.
///
/// @param object as received; stored to the byte
/// @param audience who may see that this source says so
/// @param confidence the source's confidence, 0 to 100; null: the object's own `confidence` counts, if any
public record Candidate(
        StixObject object, Audience audience, @Nullable Integer confidence) {

    public Candidate(StixObject object, Audience audience) {
        this(object, audience, null);
    }
}
