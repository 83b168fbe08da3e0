package theriac.taxii.server;

import theriac.stix.StixObject;

/// The STIX version that an object is written in.
public final class SpecVersion {

    private SpecVersion() {}

    /// `spec_version`; without it, an object with `created` is STIX 2.0 and any other is a cyber-observable of 2.1,
    /// where the property is optional (STIX 2.1 §3.2).
    public static String of(StixObject object) {
        return object.text("spec_version").orElse(object.json().has("created") ? "2.0" : "2.1");
    }
}
