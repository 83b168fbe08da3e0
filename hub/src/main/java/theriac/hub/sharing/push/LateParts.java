package theriac.hub.sharing.push;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import theriac.hub.sharing.push.MispOutbound.Answer;
import theriac.hub.sharing.push.MispOutbound.Unanswered;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// The parts of one event that the edit of it did not bring to a MISP server. A server reads
/// nothing of an event whose timestamp is the one that it has, and nothing of an *object* whose
/// timestamp is: an attribute that came into either without its author's doing (somebody may see it
/// now, a warning list let it go) and one that changed in an object which the server holds for
/// newer are then told one by one. Used for one page, by one thread.
final class LateParts {

    private static final String EXISTS = "already exists";

    private final JsonObject sent;
    private final Optional<JsonObject> there;
    private final Set<String> addedObjects = new HashSet<>();

    /// @param sent the event as it was sent
    /// @param answer what the server said, which is the event as it has it now, or why it read nothing
    LateParts(JsonObject sent, String answer) {
        this.sent = sent;
        this.there = Json.parse(answer, JsonLimits.standard())
                .value()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .flatMap(said -> said.object("Event"));
    }

    /// Whether the server said what it has now.
    boolean isTold() {
        return there.isPresent();
    }

    /// How a request goes to the server.
    @FunctionalInterface
    interface Wire {

        Answer post(String action, JsonObject body) throws Unanswered;
    }

    /// An attribute and the object that it is part of; empty for none.
    private record Part(JsonObject attribute, Optional<JsonObject> object) {}

    /// Tells an attribute by itself where the server does not have it as it was sent.
    ///
    /// @return what became of it; empty when there was nothing to tell
    Optional<Answer> tell(Wire wire, UUID event, UUID attribute) throws Unanswered {
        var part = find(sent, attribute);
        var known = there.flatMap(has -> find(has, attribute));
        if (part.isEmpty()) {
            return Optional.empty();
        }
        var wanted = part.get().attribute();
        if (known.isPresent()) {
            return isOlder(known.get().attribute(), wanted)
                    ? Optional.of(edited(wire, attribute, wanted))
                    : Optional.empty();
        }
        return part.get().object().isPresent()
                ? inObject(wire, event, attribute, wanted, part.get().object().get())
                : Optional.of(alone(wire, event, attribute, wanted));
    }

    private static Answer alone(Wire wire, UUID event, UUID attribute, JsonObject wanted) throws Unanswered {
        var answer = wire.post("attributes/add/" + event, wanted);
        return answer.body().contains(EXISTS) ? edited(wire, attribute, wanted) : answer;
    }

    /// Into the object that is there, without touching the rest of it; or with the object, where that is
    /// not there.
    private Optional<Answer> inObject(Wire wire, UUID event, UUID attribute, JsonObject wanted, JsonObject object)
            throws Unanswered {
        var name = object.text("uuid").orElse("");
        if (addedObjects.contains(name)) {
            return Optional.empty();
        }
        if (there.isEmpty()) {
            var answer = edited(wire, attribute, wanted);
            if (answer.status() != 404) {
                return Optional.of(answer);
            }
        }
        var body = JsonObject.builder()
                .put("Object", object.without("Attribute"))
                .put("Attribute", JsonArray.of(List.of(wanted)))
                .build();
        // The second number says: add this one, and leave the others as they are.
        var answer = wire.post("objects/edit/" + name + "/0/1", body);
        if (answer.status() == 404) {
            addedObjects.add(name);
            answer = wire.post(
                    "objects/add/" + event,
                    JsonObject.builder().put("Object", object).build());
        }
        return Optional.of(answer);
    }

    /// With its own timestamp, or the server would call it newer than its author's next word.
    private static Answer edited(Wire wire, UUID attribute, JsonObject wanted) throws Unanswered {
        var answer = wire.post("attributes/edit/" + attribute, wanted);
        return answer.body().contains(MispSender.NOT_NEWER)
                ? new Answer(200, MispSender.NOT_NEWER, answer.retryAfter())
                : answer;
    }

    private static Optional<Part> find(JsonObject event, UUID attribute) {
        var name = attribute.toString();
        return Stream.concat(
                        each(event, "Attribute").map(one -> new Part(one, Optional.empty())),
                        each(event, "Object")
                                .flatMap(object ->
                                        each(object, "Attribute").map(one -> new Part(one, Optional.of(object)))))
                .filter(part -> part.attribute()
                        .text("uuid")
                        .filter(name::equalsIgnoreCase)
                        .isPresent())
                .findFirst();
    }

    private static Stream<JsonObject> each(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of()).stream();
    }

    private static boolean isOlder(JsonObject has, JsonObject wanted) {
        return seconds(has) < seconds(wanted);
    }

    /// As MISP writes moments: seconds, as text or as a number; 0 when it says none.
    private static long seconds(JsonObject attribute) {
        var text = attribute.text("timestamp").orElse("");
        return text.matches("[0-9]{1,12}")
                ? Long.parseLong(text)
                : attribute.integer("timestamp").orElse(0);
    }
}
