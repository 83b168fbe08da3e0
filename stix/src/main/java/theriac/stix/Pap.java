package theriac.stix;

import java.util.Optional;
import theriac.stix.json.JsonObject;

/// The Permissible Actions Protocol: what a recipient may do with a value, beside [Tlp], which says who may
/// know it.
///
/// STIX has no marking for it, so it travels as a property extension of a marking definition (STIX 2.1 §7.3),
/// in the form that TLP 2.0 uses: `extensions: { <EXTENSION>: { extension_type: property-extension, pap:
/// "amber" } }`. The ids are those of the OASIS list of common objects.
public enum Pap {
    /// Anything may be done.
    CLEAR,
    /// Active actions are allowed: blocking, probing the target.
    GREEN,
    /// Passive cross-checks, also at third parties that the adversary does not see.
    AMBER,
    /// Only what cannot be detected from outside: looking into one's own logs.
    RED;

    /// The extension definition that names the property `pap`.
    public static final StixId EXTENSION = StixId.of("extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b");

    private static final String[] MARKINGS = {
        "marking-definition--ad15a0cd-55b6-4588-a14c-a66105329b92",
        "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9",
        "marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab",
        "marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e"
    };

    /// PAP:WHITE of PAP 1, which is CLEAR.
    private static final String WHITE = "marking-definition--a3bea94c-b469-41dc-9cfe-d6e7daba7730";

    /// The id of the marking definition of this label.
    public StixId markingId() {
        return StixId.of(MARKINGS[ordinal()]);
    }

    /// The one that allows less.
    public Pap strictest(Pap other) {
        return compareTo(other) >= 0 ? this : other;
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
        if (WHITE.equals(marking.text())) {
            return Optional.of(CLEAR);
        }
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
