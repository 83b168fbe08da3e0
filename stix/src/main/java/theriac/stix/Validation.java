package theriac.stix;

import java.util.ArrayList;
import java.util.List;

/// Says what STIX 2.1 finds wrong with an object. Never throws on bad data.
public final class Validation {

    private Validation() {}

    /// Findings in document order; no errors means that every MUST known here holds.
    public static List<Finding> validate(StixObject object) {
        List<Finding> findings = new ArrayList<>();
        if (!object.id().type().equals(object.type())) {
            findings.add(Finding.error(
                    "stix-id-type",
                    "/id",
                    "The id begins with " + object.id().type() + " but the type is " + object.type()
                            + " (STIX 2.1 §2.9)."));
        }
        return findings;
    }
}
