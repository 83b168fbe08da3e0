package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonObject;

/// The sightings of a MISP attribute: those who saw it become a sighting, those who call it a false positive an
/// opinion, an expiration the end of the indicator's time. One with a uuid stays one of its own; those without
/// are counted.
final class MispSightings {

    private static final String SEEN = "0";
    private static final String FALSE_POSITIVE = "1";
    private static final String EXPIRATION = "2";

    private MispSightings() {}

    /// Until when the indicator is valid: the earliest expiration after its beginning.
    static Optional<Instant> expires(JsonObject attribute, Instant from) {
        return moments(Members.objects(attribute, "Sighting"), EXPIRATION).stream()
                .filter(from::isBefore)
                .findFirst();
    }

    /// Whether it becomes an object of its own.
    static boolean isOwn(JsonObject sighting) {
        return !type(sighting).equals(EXPIRATION)
                && Members.moment(sighting, "date_sighting").isPresent()
                && MispEvent.id("sighting", sighting).isPresent();
    }

    /// @param at when the attribute was last changed
    static List<StixObject> of(JsonObject attribute, StixId about, MispContext context, Instant at) {
        var made = new ArrayList<StixObject>();
        var counted = new ArrayList<JsonObject>();
        for (var sighting : Members.objects(attribute, "Sighting")) {
            if (isOwn(sighting)) {
                made.add(own(sighting, attribute, about, context));
            } else {
                counted.add(sighting);
            }
        }
        var seen = moments(counted, SEEN);
        if (!seen.isEmpty()) {
            var id = Draft.id("sighting", context.author(), about.text());
            made.add(context.mark(Draft.of(id, context.author(), at, seen.getLast()), attribute)
                    .put("sighting_of_ref", about.text())
                    .put("count", seen.size())
                    .put("first_seen", seen.getFirst())
                    .put("last_seen", seen.getLast())
                    .build());
        }
        var denied = moments(counted, FALSE_POSITIVE);
        if (!denied.isEmpty()) {
            var id = Draft.id("opinion", context.author(), about.text());
            made.add(context.mark(Draft.of(id, context.author(), at, denied.getLast()), attribute)
                    .put("opinion", "strongly-disagree")
                    .put("explanation", "Sightings that call it a false positive: %d.".formatted(denied.size()))
                    .put("object_refs", List.of(about.text()))
                    .build());
        }
        return made;
    }

    private static StixObject own(JsonObject sighting, JsonObject attribute, StixId about, MispContext context) {
        var at = Members.moment(sighting, "date_sighting").orElseThrow();
        boolean seen = type(sighting).equals(SEEN);
        var id = MispEvent.id(seen ? "sighting" : "opinion", sighting).orElseThrow();
        var by = sighting.object("Organisation")
                .flatMap(org -> MispEvent.id("identity", org))
                .orElse(context.author());
        var draft = context.mark(Draft.of(id, by, at), attribute);
        if (seen) {
            draft.put("sighting_of_ref", about.text())
                    .put("count", 1)
                    .put("first_seen", at)
                    .put("last_seen", at);
        } else {
            draft.put("opinion", "strongly-disagree")
                    .put("explanation", "A sighting that calls it a false positive.")
                    .put("object_refs", List.of(about.text()));
        }
        return draft.keep(MispKept.SIGHTING, MispKept.text(sighting)).build();
    }

    /// A sighting that did not come from MISP.
    static JsonObject written(StixObject said, Optional<String> by) {
        var at = said.timestamp("last_seen")
                .or(() -> said.timestamp("created"))
                .map(time -> time.instant().getEpochSecond())
                .orElse(0L);
        var json = JsonObject.builder()
                .put("uuid", said.id().uuid().toString())
                .put("type", said.type().equals("sighting") ? SEEN : FALSE_POSITIVE)
                .put("date_sighting", Long.toString(at))
                .put("source", said.text("x_misp_source").orElse(""));
        var who = said.refs("where_sighted_refs").stream().findFirst().or(said::createdByRef);
        who.ifPresent(id -> json.put(
                "Organisation",
                JsonObject.builder()
                        .put("uuid", id.uuid().toString())
                        .put("name", by.orElse(""))
                        .build()));
        return json.build();
    }

    private static String type(JsonObject sighting) {
        return sighting.find("type").flatMap(Members::scalar).orElse(SEEN);
    }

    private static List<Instant> moments(List<JsonObject> sightings, String type) {
        return sightings.stream()
                .filter(sighting -> type(sighting).equals(type))
                .flatMap(sighting -> Members.moment(sighting, "date_sighting").stream())
                .sorted()
                .toList();
    }
}
