package theriac.hub.intake;

import java.util.List;
import java.util.Optional;
import theriac.stix.value.NormalValue;

/// What the desk sees in a message.
///
/// @param values in order of appearance, each normal form once; those of QR codes after the text's, the
///     sender's last
/// @param brands names of brands that the message mentions or whose address it imitates
/// @param amounts sums of money as written
/// @param score sum of the remarks' weights
record Reading(List<Found> values, List<String> brands, List<String> amounts, List<Remark> remarks, int score) {

    /// A value in the text.
    ///
    /// @param asWritten the exact slice of the message, defanged or not; the link behind which it was found
    /// @param start offset of that slice in UTF-16 units; -1 for the sender and for QR codes, which stand
    ///     outside the text; [#CHAINED] for what was found behind a link
    /// @param picture name of the picture in whose QR code it stood; empty when it stood in none
    /// @param benign belongs to a known brand, or is a host that many people share: never an indicator
    record Found(
            NormalValue value,
            String asWritten,
            int start,
            int end,
            Optional<String> picture,
            Optional<Lookalike> lookalike,
            boolean benign) {

        /// Where what was found behind a link stands.
        static final int CHAINED = -2;
    }

    /// @param rule stable name
    /// @param hint see [TriageRule#hint]
    record Remark(String rule, int weight, String hint, String dutch, String english) {}

    /// A hint for a person, never a verdict that acts: `malicious`, `suspicious`, `incident` or `none`.
    String hint() {
        if (remarks.stream().anyMatch(remark -> remark.hint().equals("incident"))) {
            return "incident";
        }
        return score >= 60 ? "malicious" : score >= 30 ? "suspicious" : "none";
    }
}
