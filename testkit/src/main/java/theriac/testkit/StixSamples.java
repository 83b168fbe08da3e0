package theriac.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Invented input in the formats of the field: no real person, every name under `.example`, every address from the
/// documentation ranges. The texts are stable, so tests may count on ids and figures named here.
public final class StixSamples {

    /// The identity of the invented partner that gives [#partnerFeed].
    public static final String PARTNER = "identity--6f7a2c1e-3b0d-4c58-9e41-5a1f0c7d2b10";

    /// The indicator of [#partnerFeed] for the domain `cdn-update.example`, TLP:GREEN.
    public static final String PARTNER_DOMAIN_INDICATOR = "indicator--0a51d8c4-7f2e-4b6a-8d93-1c2e3f405161";

    /// The look-alike link of [#nlAlertSms].
    public static final String SMS_LINK = "https://gezondheidslnstituut.example/pakket";

    /// The domain of [#SMS_LINK]: an `l` where the institute's own name has an `i`.
    public static final String SMS_DOMAIN = "gezondheidslnstituut.example";

    /// The real name that [#SMS_DOMAIN] imitates.
    public static final String INSTITUTE_DOMAIN = "gezondheidsinstituut.example";

    private StixSamples() {}

    /// A partner's STIX 2.1 bundle of 21 objects: the partner, its terms, an intrusion set, malware, three attack
    /// patterns, six indicators (domain, URL, IPv4, SHA-256, sender address, one revoked) and their relationships.
    /// TLP:GREEN, except the malware's hash (TLP:AMBER+STRICT). One object carries an unknown property.
    public static String partnerFeed() {
        return resource("partner-feed.json");
    }

    /// A bundle of four objects of which one is broken: the second has no `created` and a pattern that does not end.
    public static String bundleWithOneBadObject() {
        return resource("one-bad-object.json");
    }

    /// The same indicators as a STIX 2.0 bundle: objects without `spec_version`, labels as types, a TLP 1 marking.
    public static String stix20Bundle() {
        return resource("stix20.json");
    }

    /// A false NL-Alert: an SMS in Dutch, in the name of the national health institute, that offers a care package
    /// for five euro behind a look-alike link. A real NL-Alert is a cell broadcast and never an SMS.
    public static String nlAlertSms() {
        return resource("nl-alert-sms.txt");
    }

    /// A phishing mail (RFC 5322) to a hospital in the name of its pension fund, with a defanged copy of the link
    /// below.
    public static String phishingMail() {
        return resource("phishing-mail.eml");
    }

    /// A CSV list of five indicators with header `value,type,first_seen,description`; one line has a wrong type.
    public static String csvList() {
        return resource("list.csv");
    }

    /// A plain-text list with defanged values and comments, as partners mail them: seven values, one of them twice.
    public static String defangedText() {
        return resource("defanged.txt");
    }

    /// A MISP event with six attributes, one object, two tags and a galaxy cluster.
    public static String mispEvent() {
        return resource("misp-event.json");
    }

    private static String resource(String name) {
        try (InputStream in = StixSamples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The testkit has no sample named " + name + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
