package theriac.hub.sharing.misp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// What a search judges: an event, or an attribute with the event and the object that it is part of.
///
/// @param event without its parts; empty object when the recipient may not have it, or when it is part of none
/// @param attribute empty object for an event
/// @param object empty object when the attribute is part of none
record Subject(JsonObject event, JsonObject attribute, JsonObject object) {

    static Subject of(JsonObject event) {
        return new Subject(event, JsonObject.empty(), JsonObject.empty());
    }

    /// The text of a member, whatever its type; no text for lists, objects and null.
    static List<String> scalar(JsonObject element, String name) {
        return element.find(name).stream()
                .flatMap(value -> switch (value) {
                    case JsonString(String text) -> Stream.of(text);
                    case JsonNumber(String text) -> Stream.of(text);
                    case JsonBoolean bool -> Stream.of(bool.value() ? "1" : "0");
                    default -> Stream.<String>of();
                })
                .toList();
    }

    /// MISP has booleans as `true`, `1` and `"1"`.
    static boolean is(JsonObject element, String name) {
        return scalar(element, name).stream().anyMatch(text -> text.equals("1") || text.equalsIgnoreCase("true"));
    }

    static List<String> tags(JsonObject element) {
        return element.array("Tag").map(JsonArray::objects).orElse(List.of()).stream()
                .flatMap(tag -> tag.text("name").stream())
                .toList();
    }

    List<String> tags() {
        return Stream.concat(tags(event).stream(), tags(attribute).stream()).toList();
    }

    /// The value and, of a value of two parts, each of them.
    List<String> values() {
        var value = attribute.text("value").orElse("");
        var values = new ArrayList<>(List.of(value));
        if (attribute.text("type").orElse("").matches("malware-sample|.*\\|.*")) {
            values.addAll(List.of(value.split("\\|", 2)));
        }
        return values;
    }

    /// Who made the event: its name, uuid and number.
    List<String> creator() {
        return event.object("Orgc").stream()
                .flatMap(org -> Stream.of(scalar(org, "name"), scalar(org, "uuid"), List.of(number(org)))
                        .flatMap(List::stream))
                .toList();
    }

    /// Under which uuid and number something is known.
    static List<String> names(JsonObject element) {
        return element.has("uuid") ? List.of(element.text("uuid").orElse(""), number(element)) : List.of();
    }

    private static String number(JsonObject element) {
        return Numbers.uuid(element).map(Numbers::of).orElse("0");
    }

    Optional<Instant> changed() {
        return Span.seconds(scalar(attribute.size() == 0 ? event : attribute, "timestamp"));
    }

    Optional<Instant> eventChanged() {
        return Span.seconds(scalar(event, "timestamp"));
    }

    /// When the event was published, as it says; when it was last changed where it does not.
    Optional<Instant> published() {
        return Span.seconds(scalar(event, "publish_timestamp")).or(this::eventChanged);
    }

    /// Text that people search in.
    List<String> texts() {
        var texts = new ArrayList<>(tags());
        Stream.of(scalar(event, "info"), scalar(attribute, "value"), scalar(attribute, "comment"))
                .forEach(texts::addAll);
        return texts;
    }
}
