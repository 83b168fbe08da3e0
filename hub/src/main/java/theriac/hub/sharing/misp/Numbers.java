package theriac.hub.sharing.misp;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// The numbers that MISP's clients use beside uuids: the first 48 bits of the uuid. So a number is the same in
/// every hub and for ever, needs no table, and tells nobody how much there is that they may not see. Two
/// events may share one (one chance in 560 at a million events with random uuids): asked for by number they
/// are refused, never mixed up.
///
/// What an element was numbered where it came from is replaced, for it names something else here.
final class Numbers {

    private static final Pattern NAME =
            Pattern.compile("[0-9]{1,15}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Numbers() {}

    static String of(UUID uuid) {
        return Long.toString(uuid.getMostSignificantBits() >>> 16);
    }

    /// Whether a text can be the name of something at a MISP server: a uuid or a number.
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// How the uuids of a number begin: `xxxxxxxx-xxxx-`; empty when the text is no such number.
    static Optional<String> beginning(String number) {
        if (!number.matches("[0-9]{1,15}")) {
            return Optional.empty();
        }
        long value = Long.parseLong(number);
        return value >>> 48 == 0 ? Optional.of("%08x-%04x-".formatted(value >>> 16, value & 0xffff)) : Optional.empty();
    }

    private static String of(JsonObject element) {
        return uuid(element).map(Numbers::of).orElse("0");
    }

    static Optional<UUID> uuid(JsonObject element) {
        try {
            return element.text("uuid").map(UUID::fromString);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static JsonObject with(JsonObject element, String name, String number) {
        return element.with(name, new JsonString(number));
    }

    /// The event with its number and those of its parts.
    static JsonObject event(JsonObject event) {
        var numbered = head(event);
        var id = of(event);
        numbered = each(numbered, "Attribute", attribute -> attribute(attribute, id, "0"));
        numbered = each(numbered, "ShadowAttribute", proposal -> attribute(proposal, id, "0"));
        numbered = each(numbered, "EventReport", report -> part(report, id));
        return each(numbered, "Object", object -> object(object, id));
    }

    /// The event's own numbers.
    static JsonObject head(JsonObject event) {
        var numbered = with(event, "id", of(event));
        var creator = event.object("Orgc").map(Numbers::of).orElse("0");
        numbered = with(numbered, "orgc_id", creator);
        numbered = with(numbered, "org_id", event.object("Org").map(Numbers::of).orElse(creator));
        for (var organization : java.util.List.of("Org", "Orgc")) {
            var said = numbered.object(organization);
            if (said.isPresent()) {
                numbered = numbered.with(organization, with(said.get(), "id", of(said.get())));
            }
        }
        return event.has("sharing_group_id")
                ? with(
                        numbered,
                        "sharing_group_id",
                        event.object("SharingGroup").map(Numbers::of).orElse("0"))
                : numbered;
    }

    static JsonObject object(JsonObject object, String event) {
        var numbered =
                each(part(complete(object), event), "Attribute", attribute -> attribute(attribute, event, of(object)));
        return each(numbered, "ObjectReference", reference -> reference(reference, event, of(object)));
    }

    /// A reference of an object to another part of its event.
    static JsonObject reference(JsonObject reference, String event, String object) {
        var target = uuid(JsonObject.builder()
                        .put("uuid", reference.text("referenced_uuid").orElse(""))
                        .build())
                .map(Numbers::of)
                .orElse("0");
        return with(with(part(reference, event), "object_id", object), "referenced_id", target);
    }

    static JsonObject attribute(JsonObject attribute, String event, String object) {
        return with(part(complete(attribute), event), "object_id", object);
    }

    /// With what MISP always tells: clients read it without asking whether it is there, and PyMISP takes what it
    /// adds itself for no change.
    private static JsonObject complete(JsonObject element) {
        var said = element.has("comment") ? element : element.with("comment", new JsonString(""));
        return said.has("deleted") ? said : said.with("deleted", JsonBoolean.FALSE);
    }

    private static JsonObject part(JsonObject part, String event) {
        return with(with(part, "id", of(part)), "event_id", event);
    }

    private static JsonObject each(
            JsonObject element, String list, java.util.function.UnaryOperator<JsonObject> numbering) {
        var array = element.array(list);
        if (array.isEmpty()) {
            return element;
        }
        var numbered = array.get().values().stream()
                .map(part -> part instanceof JsonObject object ? numbering.apply(object) : part)
                .map(JsonValue.class::cast)
                .toList();
        return element.with(list, JsonArray.of(numbered));
    }
}
