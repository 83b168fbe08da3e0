package theriac.hub.publications;

import java.util.List;
import theriac.stix.StixId;

/// What others' CSAF advisory says, as far as a warning needs it.
///
/// @param reference the publisher's own number, such as `ICSMA-24-151-02`
/// @param publisher its name; "" when the reader may not see it
/// @param forCare whether it says that it is about health care
/// @param severity what it says itself; nothing is worked out
/// @param told the publisher's own words on what happens; "" when there are none
/// @param practices the publisher's own words on what to do, beside the remedies
/// @param affected products with their versions
/// @param fixed the same, where it is solved
/// @param remedies what to do, each once
/// @param links where more stands, `http` and `https` only
/// @param audiences internal keys: of the advisory and of each of its parts
record SourceAdvisory(
        StixId id,
        String title,
        String reference,
        String publisher,
        boolean forCare,
        Severity severity,
        String told,
        String practices,
        List<String> affected,
        List<String> fixed,
        List<Flaw> flaws,
        List<String> remedies,
        List<String> links,
        List<Long> audiences) {

    /// A vulnerability.
    ///
    /// @param name a CVE, or what the publisher calls it
    /// @param score such as `CVSS 3.1: 7.4`; "" when there is none
    /// @param weaknesses such as `CWE-79`
    /// @param text "" when there is none
    record Flaw(String name, String score, List<String> weaknesses, String text) {}
}
