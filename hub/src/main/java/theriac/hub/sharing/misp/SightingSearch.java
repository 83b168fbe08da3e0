package theriac.hub.sharing.misp;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// The sightings of the attributes of one recipient's events, whichever way they came. Thread-safe.
final class SightingSearch {

    /// What a search may be asked with; anything else that says something is refused.
    private static final Set<String> KNOWN = Set.of("uuid", "id", "type", "org_id", "returnFormat", "includeUuid");

    private final EventView events;

    SightingSearch(EventView events) {
        this.events = events;
    }

    /// `sightings/listSightings` and `sightings/index`: of an event, or of an attribute of one.
    MispAnswer list(MispCall call) {
        var id = Subject.scalar(call.parameters(), "id").stream()
                .findFirst()
                .or(() -> call.arguments().stream().findFirst())
                .orElseThrow(() -> Problem.badRequest("Say of which event or attribute the sightings are wanted."));
        var context = Stream.concat(
                        Subject.scalar(call.parameters(), "context").stream(),
                        call.arguments().stream().skip(1))
                .findFirst()
                .orElse("event");
        var organization = call.parameters().find("org_id").map(Wanted::of);
        var event = events.sighted(call.caller(), id, context.equals("attribute"));
        return MispAnswer.list(of(event)
                .filter(sighting -> !context.equals("attribute") || isOf(sighting, id))
                .filter(sighting -> organization.isEmpty() || organization.get().fits(creator(sighting)))
                .toList());
    }

    private static boolean isOf(JsonObject sighting, String attribute) {
        return Stream.of("attribute_id", "attribute_uuid")
                .flatMap(name -> sighting.text(name).stream())
                .anyMatch(attribute::equalsIgnoreCase);
    }

    /// `sightings/restSearch/event`, as servers ask for many events at once, and `sightings/restSearch/attribute`, by
    /// `uuid` or `id`; those that the caller may not have are passed over.
    MispAnswer ofEvents(MispCall call) {
        var context = call.arguments().stream().findFirst().orElse("");
        if (!List.of("event", "attribute").contains(context)) {
            throw Problem.badRequest("Sightings are searched by event or by attribute: POST to"
                    + " sightings/restSearch/event or sightings/restSearch/attribute with uuid or id.");
        }
        var unknown = call.parameters().names().stream()
                .filter(name -> !KNOWN.contains(name) && says(call.parameters(), name))
                .toList();
        if (!unknown.isEmpty()) {
            throw Problem.badRequest("Sightings are not searched with %s here.".formatted(String.join(", ", unknown)));
        }
        var types = call.parameters().find("type").map(Wanted::of);
        var by = call.parameters().find("org_id").map(Wanted::of);
        var names = Stream.of("uuid", "id")
                .flatMap(name -> call.parameters().find(name).stream())
                .flatMap(Wanted::texts)
                .toList();
        return MispAnswer.response(JsonArray.of(names.stream()
                .flatMap(name -> found(call.caller(), name, context.equals("attribute")))
                .filter(sighting -> types.isEmpty() || types.get().fits(Subject.scalar(sighting, "type")))
                .filter(sighting -> by.isEmpty() || by.get().fits(creator(sighting)))
                .map(sighting -> JsonObject.builder().put("Sighting", sighting).build())
                .toList()));
    }

    private static boolean says(JsonObject parameters, String name) {
        return parameters.find(name).stream()
                .flatMap(Wanted::texts)
                .anyMatch(text -> !text.isEmpty() && !text.equals("0"));
    }

    private static List<String> creator(JsonObject sighting) {
        return sighting.object("Organisation").stream()
                .flatMap(org -> Subject.names(org).stream())
                .toList();
    }

    private Stream<JsonObject> found(Viewer.Party caller, String name, boolean attribute) {
        try {
            return of(events.sighted(caller, name, attribute)).filter(sighting -> !attribute || isOf(sighting, name));
        } catch (Problem absent) {
            return Stream.of();
        }
    }

    private static Stream<JsonObject> of(JsonObject event) {
        return Stream.concat(
                        objects(event, "Attribute"),
                        objects(event, "Object").flatMap(object -> objects(object, "Attribute")))
                .flatMap(attribute -> objects(attribute, "Sighting")
                        .map(sighting -> sighting.with(
                                        "attribute_id",
                                        new JsonString(attribute.text("id").orElse("0")))
                                .with(
                                        "attribute_uuid",
                                        new JsonString(attribute.text("uuid").orElse("")))
                                .with(
                                        "event_id",
                                        new JsonString(event.text("id").orElse("0")))));
    }

    private static Stream<JsonObject> objects(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of()).stream();
    }
}
