package theriac.hub.store;

import theriac.hub.policy.Audience;
import theriac.stix.json.JsonObject;

/// A source to register; see [Source] for the fields.
public record NewSource(
        long organization,
        String name,
        String kind,
        JsonObject settings,
        char reliability,
        Audience audience,
        String terms,
        String licence) {

    public NewSource {
        if (reliability < 'A' || reliability > 'F') {
            throw new IllegalArgumentException("Reliability is a letter from A to F, not " + reliability + ".");
        }
    }

    /// A source whose licence is not known.
    public NewSource(
            long organization,
            String name,
            String kind,
            JsonObject settings,
            char reliability,
            Audience audience,
            String terms) {
        this(organization, name, kind, settings, reliability, audience, terms, "");
    }

    /// A source that cannot be judged yet, without settings or terms.
    public NewSource(long organization, String name, String kind, Audience audience) {
        this(organization, name, kind, JsonObject.empty(), 'F', audience, "");
    }
}
