package theriac.stix;

import java.util.List;

/// An object as STIX 2.1.
///
/// @param object the STIX 2.1 form; the same object when it already was 2.1
/// @param additions objects that the 2.0 form held inside itself (the SCOs of observed-data); empty for most
/// @param findings what was inferred or could not be carried over
public record Upgraded(StixObject object, List<StixObject> additions, List<Finding> findings) {

    public Upgraded {
        additions = List.copyOf(additions);
        findings = List.copyOf(findings);
    }
}
