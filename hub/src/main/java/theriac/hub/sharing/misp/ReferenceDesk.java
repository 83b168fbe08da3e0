package theriac.hub.sharing.misp;

import java.util.List;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// References of an object to another part of its event, written one by one. Thread-safe.
final class ReferenceDesk {

    private final MispEvents events;
    private final OwnEvents own;

    ReferenceDesk(MispEvents events, OwnEvents own) {
        this.events = events;
        this.own = own;
    }

    /// `objectReferences/add`, with `object_uuid`, `referenced_uuid` and `relationship_type`; numbers do as well as
    /// uuids, and the object may stand in the address.
    MispAnswer add(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = call.body().object("ObjectReference").orElse(call.body());
        var from = said(sent, "object_uuid", "object_id")
                .or(() -> call.arguments().stream().findFirst())
                .orElseThrow(() -> Problem.badRequest("Say which object refers: \"object_uuid\"."));
        var to = said(sent, "referenced_uuid", "referenced_id")
                .orElseThrow(() -> Problem.badRequest("Say what it refers to: \"referenced_uuid\"."));
        if (sent.text("relationship_type").filter(type -> !type.isBlank()).isEmpty()) {
            throw Problem.badRequest("Say how it refers: \"relationship_type\".");
        }
        var event = own.loadOfObject(call.caller(), from);
        var object = find(objects(event), from).orElseThrow(ReferenceDesk::noObject);
        var target = find(
                        Stream.concat(
                                objects(event), AttributeDesk.Place.in(event).map(AttributeDesk.Place::attribute)),
                        to)
                .orElseThrow(() ->
                        Problem.notFound("Invalid target: the event of the object has no such attribute or object."));
        var reference = OwnEvents.withoutNumbers(sent).without("referenced_id");
        reference = Numbers.uuid(reference).isPresent() ? reference : reference.with("uuid", OwnEvents.random());
        reference = reference.has("timestamp") ? reference : reference.with("timestamp", own.now());
        reference = reference
                .with("object_uuid", uuid(object))
                .with("referenced_uuid", uuid(target))
                .with("referenced_type", new JsonString(target.has("value") ? "0" : "1"))
                .with("deleted", JsonBoolean.FALSE);
        own.change(call.caller(), event, change(object, reference));
        var number = Numbers.uuid(event).map(Numbers::of).orElse("0");
        return MispAnswer.json(JsonObject.builder()
                .put(
                        "ObjectReference",
                        Numbers.reference(
                                reference,
                                number,
                                Numbers.uuid(object).map(Numbers::of).orElse("0")))
                .build());
    }

    /// `objectReferences/delete/{uuid or id}`: it stands in its object as deleted, so that who had it is told.
    MispAnswer delete(MispCall call) {
        OwnEvents.mayWrite(call);
        var name = call.argument();
        var from = events.ofReference(call.caller(), Numbers.beginning(name).orElse(name)).stream()
                .findFirst()
                .orElseThrow(ReferenceDesk::absent);
        var event = own.loadOfObject(call.caller(), from.toString());
        var object = find(objects(event), from.toString()).orElseThrow(ReferenceDesk::noObject);
        var stored = find(parts(object, "ObjectReference"), name).orElseThrow(ReferenceDesk::absent);
        own.change(call.caller(), event, change(object, own.touched(stored).with("deleted", JsonBoolean.TRUE)));
        return MispAnswer.done(call, "ObjectReference deleted");
    }

    private static java.util.Optional<String> said(JsonObject sent, String... names) {
        return Stream.of(names)
                .flatMap(name -> Subject.scalar(sent, name).stream())
                .filter(text -> !text.isBlank() && !text.equals("0"))
                .findFirst();
    }

    private static Stream<JsonObject> objects(JsonObject event) {
        return parts(event, "Object");
    }

    private static Stream<JsonObject> parts(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of()).stream();
    }

    private static java.util.Optional<JsonObject> find(Stream<JsonObject> elements, String name) {
        return elements.filter(each -> Subject.names(each).stream().anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    /// A change of the event that is nothing but this reference of this object.
    private static JsonObject change(JsonObject object, JsonObject reference) {
        var within = JsonObject.builder()
                .put("uuid", uuid(object))
                .put("ObjectReference", JsonArray.of(List.of(reference)))
                .build();
        return JsonObject.builder().put("Object", JsonArray.of(List.of(within))).build();
    }

    private static JsonString uuid(JsonObject element) {
        return new JsonString(element.text("uuid").orElse(""));
    }

    private static Problem noObject() {
        return Problem.notFound("Invalid object: there is no such object, or it is not for you.");
    }

    private static Problem absent() {
        return Problem.notFound("Invalid reference: there is no such reference, or it is not for you.");
    }
}
