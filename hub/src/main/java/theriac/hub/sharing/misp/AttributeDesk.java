package theriac.hub.sharing.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Attributes that are written one by one over MISP's interface. Thread-safe.
final class AttributeDesk {

    private static final int MOST_AT_ONCE = 1_000;

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
            return in(event)
                    .filter(place -> Subject.names(place.attribute()).stream().anyMatch(name::equalsIgnoreCase))
                    .findFirst()
                    .orElseThrow(() ->
                            Problem.notFound("Invalid attribute: there is no such attribute, or it is not for you."));
        }

        /// All that an event has.
        static Stream<Place> in(JsonObject event) {
            return Stream.concat(
                    each(event).map(one -> new Place(one, Optional.empty())),
                    event.array("Object").map(JsonArray::objects).orElse(List.of()).stream()
                            .flatMap(object -> each(object).map(one -> new Place(one, Optional.of(object)))));
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

    /// `attributes/add/{uuid or id of the event}`: one, or a list; a list of values is one attribute
    /// for each. What stands in the event already is refused, or with `breakOnDuplicate:0` told anew.
    /// Of several, those that can be used are stored at once, and `errors` says of the others, by their
    /// places in the list, that they are not.
    MispAnswer add(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = call.body().object("Attribute").orElse(call.body());
        var all = sent.array("list").map(JsonArray::objects).orElse(List.of(sent)).stream()
                .flatMap(AttributeDesk::single)
                .toList();
        if (all.isEmpty() || all.size() > MOST_AT_ONCE) {
            throw Problem.badRequest("Send one attribute, or a list of 1 to %,d.".formatted(MOST_AT_ONCE));
        }
        var event = own.load(call.caller(), call.argument());
        boolean again = Subject.scalar(call.parameters(), "breakOnDuplicate").contains("0");
        var wanted = new ArrayList<JsonObject>();
        var refused = new TreeMap<Integer, String>();
        if (all.size() == 1) {
            check(all.getFirst());
        }
        for (int n = 0; n < all.size(); n++) {
            var one = all.get(n);
            if (!isOfItsType(one)) {
                refused.put(n, unfit(one));
            }
            var same = Stream.concat(
                            Place.in(event)
                                    .filter(place -> place.object().isEmpty())
                                    .map(Place::attribute),
                            wanted.stream())
                    .filter(other -> isSame(other, one))
                    .findFirst();
            if (same.isPresent() && !again) {
                refused.put(n, "A similar attribute already exists for this event.");
            }
            wanted.add(withWhatMustBe(one, same));
        }
        return all.size() == 1 ? addOne(call, event, wanted.getFirst(), refused) : addAll(call, event, wanted, refused);
    }

    /// @throws Problem when the value is none of the type: in a single part that somebody writes this is
    /// a mistake, while an event that arrives is kept as it came
    static void check(JsonObject attribute) {
        if (!isOfItsType(attribute)) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, unfit(attribute));
        }
    }

    private static boolean isOfItsType(JsonObject attribute) {
        return MispWriter.fits(
                attribute.text("type").orElse(""), attribute.text("value").orElse(""));
    }

    private static String unfit(JsonObject attribute) {
        return "The value does not fit its type \"%s\"."
                .formatted(attribute.text("type").orElse(""));
    }

    private static Stream<JsonObject> single(JsonObject sent) {
        return sent.array("value")
                .map(values -> Wanted.texts(values).map(value -> sent.with("value", new JsonString(value))))
                .orElseGet(() -> Stream.of(sent));
    }

    private JsonObject withWhatMustBe(JsonObject sent, Optional<JsonObject> same) {
        var plain = OwnEvents.withoutNumbers(sent);
        var named = same.map(other ->
                        plain.with("uuid", new JsonString(other.text("uuid").orElse(""))))
                .orElseGet(() -> plain.has("uuid") ? plain : plain.with("uuid", OwnEvents.random()));
        return named.has("timestamp") ? named : named.with("timestamp", own.now());
    }

    private MispAnswer addOne(MispCall call, JsonObject event, JsonObject attribute, Map<Integer, String> refused) {
        if (!refused.isEmpty()) {
            throw Problem.notAllowed("Could not add Attribute: " + refused.get(0));
        }
        own.change(call.caller(), event, change(List.of(attribute)));
        return answer(call, attribute);
    }

    /// Adds attributes that the event does not have yet.
    ///
    /// @return those that could be used, as they are stored
    List<JsonObject> addEach(MispCall call, JsonObject event, List<JsonObject> wanted) {
        var whole = wanted.stream()
                .map(one -> withWhatMustBe(one, Optional.empty()))
                .toList();
        own.tell(call.caller(), event, change(whole));
        var added = new ArrayList<JsonObject>();
        for (var one : whole) {
            stored(call, one).ifPresent(added::add);
        }
        return added;
    }

    /// Empty when it could not be used.
    private Optional<JsonObject> stored(MispCall call, JsonObject told) {
        try {
            return Optional.of(events.attribute(call.caller(), told.text("uuid").orElse("")));
        } catch (Problem absent) {
            return Optional.empty();
        }
    }

    private MispAnswer addAll(
            MispCall call, JsonObject event, List<JsonObject> wanted, SortedMap<Integer, String> refused) {
        var taken = IntStream.range(0, wanted.size())
                .filter(n -> !refused.containsKey(n))
                .boxed()
                .toList();
        if (!taken.isEmpty()) {
            own.tell(
                    call.caller(), event, change(taken.stream().map(wanted::get).toList()));
        }
        var added = new ArrayList<JsonObject>();
        for (int n : taken) {
            var one = stored(call, wanted.get(n));
            one.ifPresent(added::add);
            if (one.isEmpty()) {
                refused.put(n, "It could not be used: its value does not fit its type.");
            }
        }
        var answer = JsonObject.builder().put("Attribute", JsonArray.of(added));
        if (!refused.isEmpty()) {
            var errors = JsonObject.builder();
            refused.forEach((n, why) -> errors.put(
                    "attribute_" + n,
                    JsonObject.builder().put("value", List.of(why)).build()));
            answer.put("errors", errors.build());
        }
        return MispAnswer.json(answer.build());
    }

    private static JsonObject change(List<JsonObject> attributes) {
        return JsonObject.builder().put("Attribute", JsonArray.of(attributes)).build();
    }

    /// Whether one says what the other says: its type, its value, and its category where it names one.
    static boolean isSame(JsonObject stored, JsonObject sent) {
        return !Subject.is(stored, "deleted")
                && stored.text("type").equals(sent.text("type"))
                && stored.text("value").equals(sent.text("value"))
                && (sent.text("category").isEmpty() || stored.text("category").equals(sent.text("category")))
                && !Subject.names(stored).stream().anyMatch(Subject.names(sent)::contains);
    }

    /// `attributes/edit/{uuid or id}`: what is not sent stays.
    MispAnswer edit(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = OwnEvents.withoutNumbers(call.body().object("Attribute").orElse(call.body()));
        return write(call, sent);
    }

    /// `attributes/delete/{uuid or id}`, and `/1` behind it: the attribute stands in the event as
    /// deleted, so that who had it is told.
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

    private MispAnswer write(MispCall call, JsonObject change) {
        var event = own.loadOfAttribute(call.caller(), call.argument());
        var place = Place.find(event, call.argument());
        if (Merged.isOlder(change, place.attribute())) {
            throw Problem.conflict("Attribute in the request not newer than the local copy.");
        }
        var sent = OwnEvents.dated(change, place.attribute());
        var edited = sent.has("timestamp") ? place.attribute() : own.touched(place.attribute(), event);
        for (var member : sent.members()) {
            edited = edited.with(member.name(), member.value());
        }
        edited = edited.with(
                "uuid", new JsonString(place.attribute().text("uuid").orElse("")));
        if (sent.has("value") || sent.has("type")) {
            check(edited);
        }
        own.change(call.caller(), event, place.change(edited));
        return answer(call, edited);
    }

    private MispAnswer answer(MispCall call, JsonObject attribute) {
        var uuid = attribute.text("uuid").orElse("");
        return MispAnswer.json(JsonObject.builder()
                .put("Attribute", events.attribute(call.caller(), uuid))
                .build());
    }

    /// `tags/attachTagToObject` and `tags/removeTagFromObject`, of an event or an attribute, in the
    /// address or the body.
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
            own.change(caller, event, place.change(own.touched(tagged(place.attribute(), name, attach), event)));
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
