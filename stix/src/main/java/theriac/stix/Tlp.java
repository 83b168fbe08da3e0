package theriac.stix;

import java.util.Map;
import java.util.Optional;

/// The Traffic Light Protocol 2.0 labels: who may hear of something.
///
/// TLP is a set of audiences. The order of the constants is from the widest to the narrowest.
public enum Tlp {
    CLEAR("marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "TLP:CLEAR"),
    GREEN("marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "TLP:GREEN"),
    AMBER("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "TLP:AMBER"),
    AMBER_STRICT("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "TLP:AMBER+STRICT"),
    RED("marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "TLP:RED");

    /// The marking definitions of TLP 1 and the labels that they write (STIX 2.1 §7.2.1).
    private static final Map<String, String> FIRST = Map.of(
            "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "white",
            "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "green",
            "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "amber",
            "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red");

    private final StixId markingId;
    private final String label;

    Tlp(String markingId, String label) {
        this.markingId = StixId.of(markingId);
        this.label = label;
    }

    /// The id of the TLP 2.0 marking definition that OASIS published.
    public StixId markingId() {
        return markingId;
    }

    /// The label as FIRST writes it: `TLP:AMBER+STRICT`.
    public String label() {
        return label;
    }

    /// The label of a marking definition: the TLP 2.0 ids and the four fixed TLP 1 ids (STIX 2.1 §7.2.1.4).
    ///
    /// TLP 1 white is clear; TLP 1 amber is amber, not amber+strict.
    public static Optional<Tlp> ofMarking(StixId marking) {
        for (Tlp label : values()) {
            if (label.markingId().equals(marking)) {
                return Optional.of(label);
            }
        }
        return Optional.ofNullable(FIRST.get(marking.text())).flatMap(Tlp::ofLabel);
    }

    /// True for one of the four marking definitions of TLP 1, the only ones allowed (STIX 2.1 §7.2.1).
    ///
    /// @param label as in `definition.tlp`: white, green, amber or red
    static boolean isFirstDefinition(String label, String id) {
        return label.equals(FIRST.get(id));
    }

    /// The narrower of two.
    public Tlp strictest(Tlp other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /// The label in a text such as `TLP:AMBER+STRICT`, `tlp:white` or `amber`; empty when it is none.
    public static Optional<Tlp> ofLabel(String text) {
        String label = text.strip().toUpperCase(java.util.Locale.ROOT);
        if (label.startsWith("TLP:") || label.startsWith("TLP_") || label.startsWith("TLP-")) {
            label = label.substring(4);
        }
        return switch (label) {
            case "CLEAR", "WHITE" -> Optional.of(CLEAR);
            case "GREEN" -> Optional.of(GREEN);
            case "AMBER" -> Optional.of(AMBER);
            case "AMBER+STRICT", "AMBER_STRICT", "AMBER-STRICT" -> Optional.of(AMBER_STRICT);
            case "RED" -> Optional.of(RED);
            default -> Optional.empty();
        };
    }
}
