package theriac.scout;

import java.util.Optional;
import theriac.stix.StixId;
import theriac.stix.json.JsonObject;

/// Who this scout works for, as its hub says.
///
/// @param organization name of the member
/// @param identity its STIX identity
/// @param apiRoot path of the TAXII API root
/// @param indicators id of the collection to read
/// @param sightings id of the collection to write
record Profile(String organization, StixId identity, String apiRoot, String indicators, String sightings) {

    static Optional<Profile> parse(JsonObject json) {
        Optional<JsonObject> organization = json.object("organization");
        Optional<StixId> identity =
                organization.flatMap(o -> o.text("identity")).flatMap(StixId::parse);
        Optional<String> root = json.text("apiRoot");
        Optional<String> indicators = json.text("indicators");
        Optional<String> sightings = json.text("sightings");
        if (identity.isEmpty() || root.isEmpty() || indicators.isEmpty() || sightings.isEmpty()) {
            return Optional.empty();
        }
        String name = organization.flatMap(o -> o.text("name")).orElse("");
        return Optional.of(new Profile(name, identity.get(), root.get(), indicators.get(), sightings.get()));
    }

    JsonObject json() {
        return JsonObject.builder()
                .put(
                        "organization",
                        JsonObject.builder()
                                .put("name", organization)
                                .put("identity", identity.text())
                                .build())
                .put("apiRoot", apiRoot)
                .put("indicators", indicators)
                .put("sightings", sightings)
                .build();
    }
}
