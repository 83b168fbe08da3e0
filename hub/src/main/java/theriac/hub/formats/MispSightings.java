package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// The sightings of a MISP attribute: those who saw it become a sighting, those who call it a false positive an
/// opinion,
/// an expiration the end of the indicator's time.
final class MispSightings {

    private static final String SEEN = "0";
    private static final String FALSE_POSITIVE = "1";
    private static final String EXPIRATION = "2";

    private MispSightings() {}

    /// Until when the indicator is valid: the earliest expiration after its beginning.
    static Optional<Instant> expires(JsonObject attribute, Instant from) {
        return moments(attribute, EXPIRATION).stream().filter(from::isBefore).findFirst();
    }

    static List<StixObject> of(JsonObject attribute, StixId indicator, StixId author, Instant at, Optional<Tlp> tlp) {
        var made = new ArrayList<StixObject>();
        var seen = moments(attribute, SEEN);
        if (!seen.isEmpty()) {
            made.add(Draft.of(Draft.id("sighting", author, indicator.text()), author, at, seen.getLast())
                    .put("sighting_of_ref", indicator.text())
                    .put("count", seen.size())
                    .put("first_seen", seen.getFirst())
                    .put("last_seen", seen.getLast())
                    .marked(tlp)
                    .build());
        }
        var denied = moments(attribute, FALSE_POSITIVE);
        if (!denied.isEmpty()) {
            made.add(Draft.of(Draft.id("opinion", author, indicator.text()), author, at, denied.getLast())
                    .put("opinion", "strongly-disagree")
                    .put("explanation", "Sightings that call it a false positive: %d.".formatted(denied.size()))
                    .put("object_refs", List.of(indicator.text()))
                    .marked(tlp)
                    .build());
        }
        return made;
    }

    private static List<Instant> moments(JsonObject attribute, String type) {
        return Members.objects(attribute, "Sighting").stream()
                .filter(sighting -> sighting.find("type")
                        .flatMap(Members::scalar)
                        .orElse(SEEN)
                        .equals(type))
                .flatMap(sighting -> Members.moment(sighting, "date_sighting").stream())
                .sorted()
                .toList();
    }
}
