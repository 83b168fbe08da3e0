package theriac.hub.store;

import java.util.List;
import theriac.stix.StixObject;

/// What one viewer sees under one id: the newest version among the claims that this viewer may see.
///
/// @param summary the figures
/// @param object the effective version, with its text exactly as received
/// @param claims all visible claims, newest first, withdrawn ones included
/// @param conflicts other contents under the same id and the same `modified`: shown side by side, never merged
public record EffectiveObject(
        ObjectSummary summary, StixObject object, List<ClaimView> claims, List<StixObject> conflicts) {

    public EffectiveObject {
        claims = List.copyOf(claims);
        conflicts = List.copyOf(conflicts);
    }
}
