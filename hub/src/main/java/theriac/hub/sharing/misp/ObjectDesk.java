package theriac.hub.sharing.misp;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.stix.StixId;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Objects that are written one by one over MISP's interface. Thread-safe.
final class ObjectDesk {

    /// In the address, as PyMISP writes it (`breakOnDuplicate:True`), or in the object.
    private static final String BREAK = "breakOnDuplicate";

    private final OwnEvents own;
    private final ElementView elements;

    ObjectDesk(OwnEvents own, ElementView elements) {
        this.own = own;
        this.elements = elements;
    }

    /// `objects/add/{uuid or id of the event}`, with the attributes of the object. One that says what
    /// an object of the event says already is refused with `breakOnDuplicate`, otherwise told beside it.
    MispAnswer add(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = call.body().object("Object").orElse(call.body());
        if (sent.text("name").isEmpty()
                || sent.array("Attribute").map(JsonArray::size).orElse(0) == 0) {
            throw Problem.badRequest("Could not save object: it needs a \"name\" and at least one \"Attribute\".");
        }
        var event = own.load(call.caller(), call.argument());
        var object = OwnEvents.withoutNumbers(sent).without(BREAK);
        object = Numbers.uuid(object).isPresent() ? object : object.with("uuid", OwnEvents.random());
        object = object.has("timestamp") ? object : object.with("timestamp", own.now());
        var attributes = attributes(object)
                .map(OwnEvents::withoutNumbers)
                .map(part -> Numbers.uuid(part).isPresent() ? part : part.with("uuid", OwnEvents.random()))
                .map(part -> part.has("timestamp") ? part : part.with("timestamp", own.now()))
                .toList();
        var whole = object.with("Attribute", JsonArray.of(attributes));
        check(whole);
        if ((Subject.is(call.parameters(), BREAK) || Subject.is(sent, BREAK))
                && objects(event).anyMatch(stored -> isSame(stored, whole))) {
            throw Problem.notAllowed("Could not save object: the event has an object of the same attributes already.");
        }
        return write(call, event, whole);
    }

    private static void check(JsonObject object) {
        attributes(object).forEach(AttributeDesk::check);
    }

    private static Stream<JsonObject> attributes(JsonObject object) {
        return object.array("Attribute").map(JsonArray::objects).orElse(List.of()).stream();
    }

    private static Stream<JsonObject> objects(JsonObject event) {
        return event.array("Object").map(JsonArray::objects).orElse(List.of()).stream();
    }

    /// Whether one has the name of the other, and for each attribute one of the same relation, type
    /// and value.
    private static boolean isSame(JsonObject stored, JsonObject sent) {
        return !Subject.is(stored, "deleted")
                && stored.text("name").equals(sent.text("name"))
                && said(stored).equals(said(sent));
    }

    private static Set<List<String>> said(JsonObject object) {
        return attributes(object)
                .filter(attribute -> !Subject.is(attribute, "deleted"))
                .map(attribute -> Stream.of("object_relation", "type", "value")
                        .map(name -> attribute.text(name).orElse(""))
                        .toList())
                .collect(Collectors.toSet());
    }

    /// `objects/edit/{uuid or id}`: what is not sent stays.
    MispAnswer edit(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = OwnEvents.withoutNumbers(call.body().object("Object").orElse(call.body()));
        var event = own.loadOfObject(call.caller(), call.argument());
        var stored = find(event, call.argument());
        if (Merged.isOlder(sent, stored)) {
            throw Problem.conflict("Object in the request not newer than the local copy.");
        }
        check(sent);
        var dated = OwnEvents.dated(sent, stored);
        var touched = dated.has("timestamp") ? dated : own.touched(timed(dated, stored), event);
        return write(call, event, touched.with("uuid", uuid(stored)));
    }

    /// `objects/delete/{uuid or id}`: the object and its attributes stand in the event as deleted, so that who had them
    /// is told.
    MispAnswer delete(MispCall call) {
        OwnEvents.mayWrite(call);
        var event = own.loadOfObject(call.caller(), call.argument());
        var gone = deleted(find(event, call.argument()), event);
        var attributes =
                attributes(gone).map(attribute -> deleted(attribute, event)).toList();
        own.change(call.caller(), event, change(gone.with("Attribute", JsonArray.of(attributes))));
        return MispAnswer.done(call, "Object deleted");
    }

    private JsonObject deleted(JsonObject element, JsonObject event) {
        return own.touched(element, event).with("deleted", theriac.stix.json.JsonBoolean.TRUE);
    }

    private MispAnswer write(MispCall call, JsonObject event, JsonObject object) {
        own.change(call.caller(), event, change(object));
        return MispAnswer.json(elements.object(
                call, StixId.of("x-misp-object--" + object.text("uuid").orElse(""))));
    }

    private static JsonObject change(JsonObject object) {
        return JsonObject.builder().put("Object", JsonArray.of(List.of(object))).build();
    }

    private static JsonObject find(JsonObject event, String name) {
        return objects(event)
                .filter(object -> Subject.names(object).stream().anyMatch(name::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Invalid object: there is no such object, or it is not for you."));
    }

    private static JsonString uuid(JsonObject stored) {
        return new JsonString(stored.text("uuid").orElse(""));
    }

    private static JsonObject timed(JsonObject change, JsonObject stored) {
        return stored.has("timestamp")
                ? change.with("timestamp", new JsonString(String.join("", Subject.scalar(stored, "timestamp"))))
                : change;
    }
}
