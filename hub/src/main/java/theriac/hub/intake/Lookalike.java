package theriac.hub.intake;

/// A host name that resembles a brand's.
///
/// @param brand the brand's name
/// @param domain the brand's own domain that it resembles; empty when the brand has none
/// @param score 0 to 100: how little doubt there is
/// @param kind by which trick
record Lookalike(String brand, String domain, int score, Trick kind) {

    /// The tricks, in the order of how telling they are; each explains itself in both languages.
    enum Trick {
        SUBDOMAIN(
                "Begint met het echte adres van %s, maar hoort bij een ander domein.",
                "Begins with the real address of %s, but belongs to another domain."),
        HOMOGLYPH(
                "Ziet eruit als %s, met tekens die op de echte lijken.",
                "Looks like %s, with characters that resemble the real ones."),
        INTERNATIONAL(
                "Ziet eruit als %s, met letters uit een ander schrift of met accenten (punycode).",
                "Looks like %s, with letters of another script or with accents (punycode)."),
        OTHER_ENDING("Heet als %s, maar onder een andere uitgang.", "Named like %s, but under another ending."),
        TYPO("Verschilt één of twee letters van %s.", "Differs from %s by one or two letters."),
        BRAND_AND_WORD(
                "Gebruikt de naam van %s met een lokwoord erbij.", "Uses the name of %s together with a lure word."),
        CONTAINS("Bevat de naam van %s.", "Contains the name of %s.");

        private final String dutch;
        private final String english;

        Trick(String dutch, String english) {
            this.dutch = dutch;
            this.english = english;
        }

        /// Stable code: lower case with dashes.
        String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    String dutch() {
        return kind.dutch.formatted(brand);
    }

    String english() {
        return kind.english.formatted(brand);
    }
}
