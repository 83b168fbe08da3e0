package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Fetches;
import theriac.stix.StixId;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Whole events of one recipient, by uuid or number, each put on record as given. Thread-safe.
final class EventView {

    /// Parts of all events of one answer, which is put together in memory.
    private static final int MOST_PARTS = 2 * MispEvents.MOST_PARTS;

    /// What servers send when they pull: most of it is about things that are never in an event here.
    private static final Set<String> VIEWED_WITH = Set.of(
            "deleted",
            "excludeGalaxy",
            "excludeLocalTags",
            "extended",
            "includeAttachments",
            "includeEventCorrelations",
            "includeFeedCorrelations",
            "includeWarninglistHits",
            "noEventReports",
            "noShadowAttributes");

    private static final Map<String, String> LEFT_OUT_BY =
            Map.of("excludeGalaxy", "Galaxy", "noEventReports", "EventReport", "noShadowAttributes", "ShadowAttribute");

    private final MispEvents events;
    private final Sightings sightings;
    private final Fetches fetches;
    private final Clock clock;

    EventView(MispEvents events, Sightings sightings, Fetches fetches, Clock clock) {
        this.events = events;
        this.sightings = sightings;
        this.fetches = fetches;
        this.clock = clock;
    }

    /// One event, whole.
    MispAnswer view(MispCall call) {
        var unknown = call.parameters().names().stream()
                .filter(name -> !VIEWED_WITH.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw Problem.badRequest("An event is not shown with %s here.".formatted(String.join(", ", unknown)));
        }
        var event = find(call.caller(), call.argument());
        var asked = new Filters(JsonObject.empty(), clock.instant());
        boolean deleted = call.parameters().find("deleted").map(Wanted::of).stream()
                .anyMatch(said -> !said.any().equals(List.of("0")));
        var extensions = Subject.is(call.parameters(), "extended")
                ? events.extending(call.caller(), event.uuid())
                : List.<MispEvents.Whole>of();
        took(call.caller(), Stream.concat(Stream.of(event), extensions.stream()).toList());
        var json = wrapped(event, deleted, asked);
        if (Subject.is(call.parameters(), "extended")) {
            json = Extended.of(
                    json,
                    extensions.stream()
                            .map(each -> wrapped(each, deleted, asked))
                            .toList());
        }
        json = json.with(
                "Event", sightings.shown(call.caller(), json.object("Event").orElseThrow()));
        for (var part : LEFT_OUT_BY.entrySet()) {
            if (Subject.is(call.parameters(), part.getKey())) {
                json = json.with("Event", json.object("Event").orElseThrow().without(part.getValue()));
            }
        }
        return MispAnswer.json(json);
    }

    /// The event of a uuid or a number.
    ///
    /// @throws Problem not found: absent, or not for the caller; conflict when two events have the number
    MispEvents.Whole find(Viewer.Party caller, String name) {
        return events.find(caller, uuid(caller, name)).orElseThrow(EventView::absent);
    }

    /// The uuid of an event by its uuid or number, without looking into it.
    ///
    /// @throws Problem as [#find] does
    UUID known(Viewer.Party caller, String name) {
        return events.heads(caller, List.of(uuid(caller, name))).stream()
                .map(MispEvents.Head::uuid)
                .findFirst()
                .orElseThrow(EventView::absent);
    }

    /// The event with its numbers, put on record as given.
    ///
    /// @throws Problem as [#find] does
    JsonObject numbered(Viewer.Party caller, String name) {
        var event = find(caller, name);
        took(caller, List.of(event));
        return Numbers.event(event.json());
    }

    /// The event as it may be given to the caller; empty when there is none, or none for the caller.
    Optional<JsonObject> found(Viewer.Party caller, UUID uuid) {
        return events.find(caller, uuid).map(MispEvents.Whole::json);
    }

    /// When those of these events that the caller may have were last changed, as they say.
    Map<UUID, Instant> changed(Viewer.Party caller, List<UUID> uuids) {
        var changed = new HashMap<UUID, Instant>();
        events.heads(caller, uuids)
                .forEach(head -> changed.put(
                        head.uuid(), Subject.of(head.json()).changed().orElse(Instant.EPOCH)));
        return changed;
    }

    /// The event as it was received.
    ///
    /// @throws Problem as [#find] does
    JsonObject stored(Viewer.Party caller, String name) {
        return events.stored(caller, uuid(caller, name)).orElseThrow(EventView::absent);
    }

    /// The event of an attribute as it was received, by the attribute's uuid or number.
    ///
    /// @throws Problem as [#attribute] does
    JsonObject storedOfAttribute(Viewer.Party caller, String name) {
        return events.ofAttribute(caller, Numbers.beginning(name).orElse(name)).stream()
                .flatMap(event -> events.stored(caller, event).stream())
                .findFirst()
                .orElseThrow(EventView::noAttribute);
    }

    /// The event of an object as it was received, by the object's uuid or number.
    ///
    /// @throws Problem when there is none, or none for the caller
    JsonObject storedOfObject(Viewer.Party caller, String name) {
        return events.ofObject(caller, Numbers.beginning(name).orElse(name)).stream()
                .flatMap(event -> events.stored(caller, event).stream())
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Invalid object: there is no such object, or it is not for you."));
    }

    /// The event with all sightings of its attributes that the caller may have, put on record as given.
    ///
    /// @param attribute whether the name is of an attribute of it
    /// @throws Problem as [#find] does
    JsonObject sighted(Viewer.Party caller, String name, boolean attribute) {
        return sightings.all(caller, attribute ? ofAttribute(caller, name) : numbered(caller, name));
    }

    /// Every sighting that the caller may have, told since a moment or a day before it, put on record
    /// as given.
    ///
    /// @throws Problem when there are too many
    List<JsonObject> sightings(Viewer.Party caller, Instant since) {
        var things = new HashMap<StixId, Long>();
        var found = sightings.every(caller, since, things::put);
        fetches.took(caller, "misp", things);
        return found;
    }

    /// The event of an attribute without its parts; empty when it is in none that the caller may have.
    Optional<JsonObject> headOfAttribute(Viewer.Party caller, String uuid) {
        return events.heads(caller, events.ofAttribute(caller, uuid)).stream()
                .map(head -> Numbers.head(head.json()))
                .findFirst();
    }

    /// The objects that an event is made of and that are of no other one: itself and its parts.
    List<StixId> told(Viewer.Party caller, UUID event) {
        return events.told(caller, event);
    }

    /// An attribute with its numbers, by its uuid or number, put on record as given.
    ///
    /// @throws Problem when it is absent, or not for the caller
    JsonObject given(Viewer.Party caller, String name) {
        var uuid = Numbers.beginning(name).orElse(name);
        var found = attribute(caller, uuid);
        var things = new HashMap<StixId, Long>();
        for (var item : events.outgoing().load(caller, events.attributes(caller, uuid))) {
            var event = MispWriter.eventOf(item.object()).map(of -> StixId.of("report--" + of));
            things.put(event.orElse(item.object().id()), item.seq());
        }
        fetches.took(caller, "misp", things);
        return found;
    }

    /// An attribute with its numbers.
    ///
    /// @throws Problem when it is absent, or not for the caller
    JsonObject attribute(Viewer.Party caller, String uuid) {
        return events.outgoing().load(caller, events.attributes(caller, uuid)).stream()
                .flatMap(item -> MispWriter.attributes(item.object(), item.label()).stream()
                        .map(attribute -> Numbers.attribute(
                                attribute,
                                MispWriter.eventOf(item.object())
                                        .map(Numbers::of)
                                        .orElse("0"),
                                MispWriter.objectOf(item.object())
                                        .map(id -> Numbers.of(id.uuid()))
                                        .orElse("0"))))
                .findFirst()
                .orElseThrow(EventView::noAttribute);
    }

    /// The event of an attribute, by the attribute's uuid or number.
    ///
    /// @throws Problem as [#find] does
    JsonObject ofAttribute(Viewer.Party caller, String name) {
        return events.ofAttribute(caller, Numbers.beginning(name).orElse(name)).stream()
                .map(uuid -> numbered(caller, uuid.toString()))
                .findFirst()
                .orElseThrow(EventView::noAttribute);
    }

    private UUID uuid(Viewer.Party caller, String name) {
        var beginning = Numbers.beginning(name);
        if (beginning.isPresent()) {
            var found = events.beginning(caller, beginning.get());
            if (found.size() > 1) {
                throw Problem.conflict("Several events have the number %s: ask for one by its uuid.".formatted(name));
            }
            return found.stream().findFirst().orElseThrow(EventView::absent);
        }
        return Numbers.uuid(JsonObject.builder().put("uuid", name).build()).orElseThrow(EventView::absent);
    }

    private static Problem absent() {
        return Problem.notFound("Invalid event: there is no such event, or it is not for you.");
    }

    private static Problem noAttribute() {
        return Problem.notFound("Invalid attribute: there is no such attribute, or it is not for you.");
    }

    /// The events that fit, whole.
    ///
    /// @param heads which
    MispAnswer whole(Viewer.Party caller, List<MispEvents.Head> heads, Filters filters) {
        var wholes = new ArrayList<MispEvents.Whole>();
        long parts = 0;
        for (var head : heads) {
            parts += head.report().object().refs("object_refs").size();
            if (parts > MOST_PARTS) {
                throw Problem.conflict(
                        "These events have more than %,d parts together: ask for fewer at a time with limit and page."
                                .formatted(MOST_PARTS));
            }
            wholes.add(events.whole(caller, head));
        }
        took(caller, wholes);
        return MispAnswer.response(JsonArray.of(wholes.stream()
                .map(event -> wrapped(event, filters.takesDeleted(true), filters))
                .toList()));
    }

    private void took(Viewer.Party caller, List<MispEvents.Whole> wholes) {
        var things = new HashMap<StixId, Long>();
        wholes.forEach(event -> things.put(StixId.of("report--" + event.uuid()), event.seq()));
        fetches.took(caller, "misp", things);
    }

    private static JsonObject wrapped(MispEvents.Whole event, boolean deleted, Filters filters) {
        var json = deleted ? event.json() : withoutDeleted(event.json());
        if (filters.has("sgReferenceOnly")) {
            json = json.without("SharingGroup");
        }
        return JsonObject.builder().put("Event", published(Numbers.event(json))).build();
    }

    private static JsonObject published(JsonObject event) {
        return event.with("published", JsonBoolean.of(EventSearch.isPublished(event)))
                .with("attribute_count", new JsonString(Long.toString(count(event))));
    }

    private static long count(JsonObject event) {
        return attributes(event)
                + event.array("Object").map(JsonArray::objects).orElse(List.of()).stream()
                        .mapToLong(EventView::attributes)
                        .sum();
    }

    private static long attributes(JsonObject element) {
        return element.array("Attribute").map(JsonArray::size).orElse(0);
    }

    private static JsonObject withoutDeleted(JsonObject element) {
        var standing = element;
        for (var list : List.of("Attribute", "Object", "EventReport", "ObjectReference")) {
            var array = element.array(list);
            if (array.isPresent()) {
                standing = standing.with(
                        list,
                        JsonArray.of(array.get().objects().stream()
                                .filter(part -> !Subject.is(part, "deleted"))
                                .map(part -> part.has("Attribute") || part.has("ObjectReference")
                                        ? withoutDeleted(part)
                                        : part)
                                .toList()));
            }
        }
        return standing;
    }
}
