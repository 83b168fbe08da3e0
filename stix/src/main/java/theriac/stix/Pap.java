package theriac.stix;

import java.util.Optional;
import theriac.stix.json.JsonObject;

/// The Permissible Actions Protocol: what a recipient may do with a value, beside [Tlp], which says who may know it.
///
/// STIX has no marking for it, so it travels as a property extension of a marking definition (STIX 2.1 §7.3), in the
/// form that TLP 2.0 uses: `extensions: { <EXTENSION>: { extension_type: property-extension, pap: "amber" } }`.
public enum Pap {
    /// Anything may be done.
    CLEAR,
    /// Active actions are allowed: blocking, probing the target.
    GREEN,
    /// Passive cross-checks, also at third parties that the adversary does not see.
    AMBER,
    /// Only what cannot be detected from outside: looking into one's own logs.
    RED;

    /// The extension definition that names the property `pap`; its id is Theriac's own.
    public static final StixId EXTENSION = StixId.of("extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b");

    private static final String[] MARKINGS = {
        "marking-definition--a3bea94c-b469-41dc-9cfe-d6e7daba7730",
        "marking-definition--5f0c7e3a-2f43-4c0b-8d7e-1f6f9e0b6a11",
        "marking-definition--70bcbcb5-49a3-4f0a-8a5b-3f4d0a1c2e72",
        "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9"
    };

    /// The id of the marking definition of this label.
    public StixId markingId() {
        return StixId.of(MARKINGS[ordinal()]);
    }

    public String label() {
        return "PAP:" + name();
    }

    /// The marking definition as an object, to be sent along with what it marks.
    public StixObject marking() {
        JsonObject extension = JsonObject.builder()
                .put("extension_type", "property-extension")
                .put("pap", name().toLowerCase(java.util.Locale.ROOT))
                .build();
        return StixObject.of(JsonObject.builder()
                .put("type", "marking-definition")
                .put("spec_version", "2.1")
                .put("id", markingId().text())
                .put("created", "2022-10-02T00:00:00.000Z")
                .put("name", label())
                .put(
                        "extensions",
                        JsonObject.builder().put(EXTENSION.text(), extension).build())
                .build());
    }

    /// The label of a marking definition; empty when it is none of these.
    public static Optional<Pap> ofMarking(StixId marking) {
        for (Pap pap : values()) {
            if (MARKINGS[pap.ordinal()].equals(marking.text())) {
                return Optional.of(pap);
            }
        }
        return Optional.empty();
    }

    /// The label in a text such as `PAP:AMBER` or `pap:white`; empty when it is none.
    public static Optional<Pap> ofLabel(String text) {
        String label = text.strip().toUpperCase(java.util.Locale.ROOT);
        return switch (label.startsWith("PAP:") ? label.substring(4) : label) {
            case "CLEAR", "WHITE" -> Optional.of(CLEAR);
            case "GREEN" -> Optional.of(GREEN);
            case "AMBER" -> Optional.of(AMBER);
            case "RED" -> Optional.of(RED);
            default -> Optional.empty();
        };
    }
}
