package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import theriac.hub.accounts.Organizations;

/// What is counted of an incident.
///
/// @param type of [#TYPES]
/// @param region of [#REGIONS]
/// @param organizationKind of [#KINDS]
/// @param throughSupplier whether it came through somebody who supplies
/// @param significant whether the organisation owes reports to its authority: only then clocks run
/// @param awareAt since when the organisation knows
record Incident(
        String type,
        String region,
        String organizationKind,
        boolean throughSupplier,
        boolean significant,
        Instant awareAt) {

    /// What happened.
    static final List<String> TYPES = List.of(
            "ransomware",
            "phishing",
            "malware",
            "fraud",
            "ddos",
            "intrusion",
            "data-leak",
            "espionage",
            "insider",
            "outage",
            "other");

    static final String UNKNOWN = "unknown";

    /// The provinces of the Netherlands by ISO 3166-2, and what is none.
    static final List<String> REGIONS = List.of(
            "NL-DR", "NL-FL", "NL-FR", "NL-GE", "NL-GR", "NL-LI", "NL-NB", "NL-NH", "NL-OV", "NL-UT", "NL-ZE", "NL-ZH",
            "abroad", UNKNOWN);

    /// Whether it is a kind of organisation, or not known.
    static boolean isKind(String kind) {
        return Organizations.KINDS.contains(kind) || kind.equals(UNKNOWN);
    }
}
