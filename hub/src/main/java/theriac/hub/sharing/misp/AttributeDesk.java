package theriac.hub.sharing.misp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Attributes that are written one by one over MISP's interface. Thread-safe.
final class AttributeDesk {

    private final EventView events;
    private final OwnEvents own;

    AttributeDesk(EventView events, OwnEvents own) {
        this.events = events;
        this.own = own;
    }

    /// Where an attribute stands in its event.
    ///
    /// @param object the object that it is part of; empty for none
    record Place(JsonObject attribute, Optional<JsonObject> object) {

        /// The attribute of this uuid or number.
        ///
        /// @throws Problem when the event has none
        static Place find(JsonObject event, String name) {
            return Stream.concat(
                            each(event).map(one -> new Place(one, Optional.empty())),
                            event.array("Object").map(JsonArray::objects).orElse(List.of()).stream()
                                    .flatMap(object -> each(object).map(one -> new Place(one, Optional.of(object)))))
                    .filter(place -> Subject.names(place.attribute()).stream().anyMatch(name::equalsIgnoreCase))
                    .findFirst()
                    .orElseThrow(() ->
                            Problem.notFound("Invalid attribute: there is no such attribute, or it is not for you."));
        }

        private static Stream<JsonObject> each(JsonObject element) {
            return element.array("Attribute").map(JsonArray::objects).orElse(List.of()).stream();
        }

        /// A change of the event that is nothing but this attribute as it is to be.
        JsonObject change(JsonObject as) {
            var list = JsonObject.builder().put("Attribute", JsonArray.of(List.of(as)));
            return object.map(within -> JsonObject.builder()
                            .put(
                                    "Object",
                                    JsonArray.of(List.of(
                                            list.put("uuid", within.text("uuid").orElse(""))
                                                    .build())))
                            .build())
                    .orElseGet(list::build);
        }
    }

    /// `attributes/add/{uuid or id of the event}`.
    MispAnswer add(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = call.body().object("Attribute").orElse(call.body());
        if (sent.array("list").isPresent() || sent.array("value").isPresent()) {
            throw Problem.badRequest("One attribute at a time, or several with events/edit.");
        }
        var event = own.load(call.caller(), call.argument());
        var attribute = sent.has("uuid") ? sent : sent.with("uuid", OwnEvents.random());
        attribute = attribute.has("timestamp") ? attribute : attribute.with("timestamp", own.now());
        own.change(
                call.caller(),
                event,
                new Place(attribute, Optional.empty()).change(OwnEvents.withoutNumbers(attribute)));
        return answer(call, attribute);
    }

    /// `attributes/edit/{uuid or id}`: what is not sent stays.
    MispAnswer edit(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = OwnEvents.withoutNumbers(call.body().object("Attribute").orElse(call.body()));
        return write(call, sent);
    }

    /// `attributes/delete/{uuid or id}`, and `/1` behind it: the attribute stands in the event as deleted, so
    /// that who had it is told.
    MispAnswer delete(MispCall call) {
        OwnEvents.mayWrite(call);
        write(call, JsonObject.builder().put("deleted", true).build());
        return MispAnswer.done(call, "Attribute deleted.");
    }

    /// `attributes/restore/{uuid or id}`.
    MispAnswer restore(MispCall call) {
        OwnEvents.mayWrite(call);
        return write(call, JsonObject.builder().put("deleted", false).build());
    }

    private MispAnswer write(MispCall call, JsonObject sent) {
        var event = own.loadOfAttribute(call.caller(), call.argument());
        var place = Place.find(event, call.argument());
        if (Merged.isOlder(sent, place.attribute())) {
            throw Problem.conflict("Attribute in the request not newer than the local copy.");
        }
        var edited = sent.has("timestamp") ? place.attribute() : own.touched(place.attribute());
        for (var member : sent.members()) {
            edited = edited.with(member.name(), member.value());
        }
        edited = edited.with(
                "uuid", new JsonString(place.attribute().text("uuid").orElse("")));
        own.change(call.caller(), event, place.change(edited));
        return answer(call, edited);
    }

    private MispAnswer answer(MispCall call, JsonObject attribute) {
        var uuid = attribute.text("uuid").orElse("");
        return MispAnswer.json(JsonObject.builder()
                .put("Attribute", events.attribute(call.caller(), uuid))
                .build());
    }

    /// `tags/attachTagToObject` and `tags/removeTagFromObject`, of an event or an attribute, in the address
    /// or the body.
    MispAnswer tag(MispCall call) {
        OwnEvents.mayWrite(call);
        boolean attach = call.action().endsWith("/attachtagtoobject");
        var uuid = asked(call, "uuid", 0);
        var name = asked(call, "tag", 1);
        if (Subject.is(call.parameters(), "local")
                || call.arguments().stream().skip(2).anyMatch("1"::equals)) {
            throw Problem.badRequest("Tags that stay on one server are not offered: attach it without \"local\".");
        }
        var caller = call.caller();
        if (events.found(
                        caller,
                        Numbers.uuid(JsonObject.builder().put("uuid", uuid).build())
                                .orElseThrow(() -> Problem.notFound("Invalid uuid: name an event or an attribute.")))
                .isPresent()) {
            own.replace(caller, tagged(own.load(caller, uuid), name, attach));
        } else {
            var event = own.loadOfAttribute(caller, uuid);
            var place = Place.find(event, uuid);
            own.change(caller, event, place.change(own.touched(tagged(place.attribute(), name, attach))));
        }
        return MispAnswer.done(
                call,
                attach
                        ? "Global tag %s successfully attached.".formatted(name)
                        : "Tag %s successfully removed.".formatted(name));
    }

    private static String asked(MispCall call, String name, int place) {
        return Subject.scalar(call.parameters(), name).stream()
                .findFirst()
                .or(() -> call.arguments().stream().skip(place).findFirst())
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Problem.badRequest("Say which: \"uuid\" of an event or an attribute, and \"tag\"."));
    }

    /// @throws Problem when the tag that is to go is not there
    private static JsonObject tagged(JsonObject element, String name, boolean attach) {
        var tags = element.array("Tag").map(JsonArray::objects).orElse(List.of());
        var others = tags.stream()
                .filter(tag -> !tag.text("name").orElse("").equalsIgnoreCase(name))
                .toList();
        if (!attach && others.size() == tags.size()) {
            throw Problem.notFound("Invalid tag: %s is not attached to this.".formatted(name));
        }
        if (attach && others.size() < tags.size()) {
            return element;
        }
        var added = attach
                ? Stream.of(JsonObject.builder()
                        .put("name", name)
                        .put("exportable", JsonBoolean.TRUE)
                        .build())
                : Stream.<JsonObject>of();
        return element.with(
                "Tag", JsonArray.of(Stream.concat(others.stream(), added).toList()));
    }
}
