package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// The sightings of the attributes of one recipient's events, whichever way they came. Thread-safe.
final class SightingSearch {

    /// What a search may be asked with; anything else that says something is refused.
    private static final Set<String> KNOWN = Set.of(
            "uuid",
            "id",
            "type",
            "org_id",
            "source",
            "from",
            "to",
            "last",
            "includeAttribute",
            "includeEvent",
            "returnFormat",
            "includeUuid");

    private final EventView events;
    private final Clock clock;

    SightingSearch(EventView events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /// `sightings/index`: of an event, of an attribute of one, or all that the caller may have.
    MispAnswer index(MispCall call) {
        if (call.parameters().has("id") || !call.arguments().isEmpty()) {
            return list(call);
        }
        var organization = call.parameters().find("org_id").map(Wanted::of);
        return MispAnswer.list(events.sightings(call.caller(), Instant.EPOCH).stream()
                .filter(sighting -> organization.isEmpty() || organization.get().fits(creator(sighting)))
                .toList());
    }

    /// `sightings/listSightings`: of an event, or of an attribute of one.
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

    /// `sightings/restSearch/event`, as servers ask for many events at once, and
    /// `sightings/restSearch/attribute`, by `uuid` or `id`; those that the caller may not have are
    /// passed over. Without either, all that the caller may have.
    MispAnswer search(MispCall call) {
        var context = call.arguments().stream().findFirst().orElse("");
        if (!List.of("", "event", "attribute").contains(context)) {
            throw Problem.badRequest("Sightings are searched by event or by attribute: POST to"
                    + " sightings/restSearch/event or sightings/restSearch/attribute with uuid or id.");
        }
        var asked = call.parameters();
        var unknown = asked.names().stream()
                .filter(name -> !KNOWN.contains(name) && says(asked, name))
                .toList();
        if (!unknown.isEmpty()) {
            throw Problem.badRequest("Sightings are not searched with %s here.".formatted(String.join(", ", unknown)));
        }
        var names = Stream.of("uuid", "id")
                .flatMap(name -> asked.find(name).stream())
                .flatMap(Wanted::texts)
                .toList();
        var fits = condition(asked);
        var found = names.isEmpty()
                ? events.sightings(call.caller(), since(asked)).stream()
                : names.stream().flatMap(name -> found(call.caller(), name, context.equals("attribute")));
        return MispAnswer.response(JsonArray.of(found.filter(fits)
                .map(sighting -> JsonObject.builder()
                        .put("Sighting", with(call, sighting))
                        .build())
                .toList()));
    }

    private Predicate<JsonObject> condition(JsonObject asked) {
        var types = asked.find("type").map(Wanted::of);
        var by = asked.find("org_id").map(Wanted::of);
        var sources = asked.find("source").map(Wanted::of);
        var spans = spans(asked);
        return sighting -> (types.isEmpty() || types.get().fits(Subject.scalar(sighting, "type")))
                && (by.isEmpty() || by.get().fits(creator(sighting)))
                && (sources.isEmpty() || sources.get().fits(Subject.scalar(sighting, "source")))
                && (spans.isEmpty()
                        || Span.seconds(Subject.scalar(sighting, "date_sighting"))
                                .filter(at -> spans.stream().allMatch(span -> span.holds(at)))
                                .isPresent());
    }

    /// When things were seen: `last`, and `from` and `to`, all of which must hold.
    private List<Span> spans(JsonObject asked) {
        var now = clock.instant();
        var spans = new ArrayList<Span>();
        for (var name : List.of("last", "from")) {
            asked.find(name).filter(_ -> says(asked, name)).ifPresent(value -> spans.add(Span.of(name, value, now)));
        }
        asked.find("to")
                .filter(_ -> says(asked, "to"))
                .ifPresent(value -> spans.add(new Span(Instant.MIN, Optional.of(Span.moment("to", value, now, true)))));
        return spans;
    }

    /// Nobody tells what will be seen, so it is told no earlier.
    private Instant since(JsonObject asked) {
        return spans(asked).stream()
                .map(Span::from)
                .filter(Instant.EPOCH::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private JsonObject with(MispCall call, JsonObject sighting) {
        var attribute = sighting.text("attribute_uuid").orElse("");
        var result = sighting;
        if (Subject.is(call.parameters(), "includeAttribute")) {
            result = result.with("Attribute", events.given(call.caller(), attribute));
        }
        if (Subject.is(call.parameters(), "includeEvent")) {
            result = result.with(
                    "Event", events.headOfAttribute(call.caller(), attribute).orElse(JsonObject.empty()));
        }
        return result;
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
