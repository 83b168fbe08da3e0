package theriac.taxii.client;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import theriac.taxii.MediaType;
import theriac.taxii.client.TaxiiFailure.Kind;

/// What the client asks for and what it puts up with.
final class MediaTypes {

    static final String TAXII_20 = "application/vnd.oasis.taxii+json; version=2.0";
    static final String STIX_20 = "application/vnd.oasis.stix+json; version=2.0";

    private static final Set<String> EXPECTED =
            Set.of(MediaType.TAXII, "application/vnd.oasis.taxii+json", "application/vnd.oasis.stix+json");
    private static final Set<String> TOLERATED = Set.of("application/json", MediaType.STIX);

    private MediaTypes() {}

    /// Refuses pages for people and other things that are not JSON before a byte of them is read.
    static void mustBeTaxii(HttpResponse<?> response, PollNotes notes) throws TaxiiFailure {
        Optional<String> header = response.headers().firstValue("Content-Type");
        String name = header.flatMap(MediaType::parse).map(MediaType::name).orElse("");
        if (EXPECTED.contains(name)) {
            return;
        }
        if (name.isEmpty() || TOLERATED.contains(name)) {
            notes.once(
                    "taxii-content-type",
                    "The server labels its answers " + (name.isEmpty() ? "with nothing" : name)
                            + " instead of application/taxii+json (TAXII 2.1 §1.6); they were read all the same.");
            return;
        }
        throw new TaxiiFailure(
                Kind.NOT_TAXII,
                "The server answered with " + Exchange.clean(name) + " instead of TAXII; check the address.");
    }
}
