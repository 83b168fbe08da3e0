package theriac.hub.publications;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One rule that says for whom a warning is, within its label. Several rules add up.
///
/// @param subject what the rule is about, see [Rule]
/// @param organizations internal keys; only for [Rule#SIGHTINGS], empty otherwise
record Target(Rule rule, String subject, List<Long> organizations) {

    /// The words are stored and sent: never change one, only add.
    enum Rule {
        /// One organisation, by its id.
        ORGANIZATION,
        /// Who is in a sharing group when the warning is sent, by the group's id.
        GROUP,
        /// Organisations of one kind, such as `gp`.
        KIND,
        /// Who has a thing: a product, a device or a CPE; "" for whatever the warning itself names.
        ASSETS,
        /// Whose scouts saw it. The subject is why the CERT had to know, which those organisations
        /// read.
        SIGHTINGS;

        /// As stored and sent: small letters.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Rule> parse(String text) {
            return List.of(values()).stream()
                    .filter(rule -> rule.text().equals(text))
                    .findFirst();
        }
    }

    Target {
        organizations = List.copyOf(organizations);
    }

    Target(Rule rule, String subject) {
        this(rule, subject, List.of());
    }
}
