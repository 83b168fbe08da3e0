package theriac.taxii.server;

import java.util.List;
import theriac.stix.json.JsonLimits;

/// How a TAXII server behaves where the specification leaves room.
///
/// @param discoveryPath where discovery lives; `/taxii2/` unless several servers share a host (TAXII 2.1 §4.1)
/// @param pageLimit most objects on one page, whatever the client asks; at least 1
/// @param challenges `WWW-Authenticate` values of a 401, best first
/// @param bundles what a POST of a bundle instead of an envelope meets
/// @param submissionLimits depth and sizes of submitted JSON; the whole body is limited by the API root
public record TaxiiSettings(
        String discoveryPath, int pageLimit, List<String> challenges, Bundles bundles, JsonLimits submissionLimits) {

    /// A bundle is not an envelope (TAXII 2.1 §3.7), yet many senders post one.
    public enum Bundles {
        /// 422, by the letter.
        REFUSE,
        /// Its `objects` are taken as if they came in an envelope.
        ACCEPT
    }

    public TaxiiSettings {
        challenges = List.copyOf(challenges);
        if (!discoveryPath.startsWith("/") || !discoveryPath.endsWith("/")) {
            throw new IllegalArgumentException("The discovery path begins and ends with a slash: " + discoveryPath);
        }
        if (pageLimit < 1) {
            throw new IllegalArgumentException("The page limit is at least 1.");
        }
    }

    /// `/taxii2/`, pages of 1,000, Bearer and Basic, bundles refused.
    public static TaxiiSettings standard() {
        return new TaxiiSettings(
                "/taxii2/",
                1_000,
                List.of("Bearer realm=\"TAXII\"", "Basic realm=\"TAXII\", charset=\"UTF-8\""),
                Bundles.REFUSE,
                JsonLimits.standard());
    }

    public TaxiiSettings withPageLimit(int limit) {
        return new TaxiiSettings(discoveryPath, limit, challenges, bundles, submissionLimits);
    }

    public TaxiiSettings withBundles(Bundles policy) {
        return new TaxiiSettings(discoveryPath, pageLimit, challenges, policy, submissionLimits);
    }

    public TaxiiSettings withDiscoveryPath(String path) {
        return new TaxiiSettings(path, pageLimit, challenges, bundles, submissionLimits);
    }
}
