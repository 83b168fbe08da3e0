package theriac.hub.sharing.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import theriac.hub.formats.MispWriter;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// An event with those that extend it, as MISP shows it when it is asked for `extended`: their parts among its own,
/// each with the number of its own event, their tags, and in `extensionEvents` which events those are.
final class Extended {

    private static final List<String> LISTS =
            List.of("Attribute", "Object", "ShadowAttribute", "EventReport", "Galaxy");

    private Extended() {}

    /// @param event as it is shown by itself, within `Event`
    /// @param extensions likewise
    /// @return the event under the strictest label of all: who passes it on passes all of it on
    static JsonObject of(JsonObject event, List<JsonObject> extensions) {
        var whole = event.object("Event").orElseThrow();
        var label = label(whole);
        var about = JsonObject.builder();
        for (var each : extensions) {
            var extension = each.object("Event").orElseThrow();
            label = label.strictest(label(extension));
            about.put(extension.text("id").orElse("0"), head(extension));
            for (var list : LISTS) {
                whole = joined(whole, extension, list);
            }
            whole = tagged(whole, extension);
        }
        whole = whole.with("extensionEvents", about.build());
        return event.with("Event", label == Tlp.CLEAR ? whole : MispWriter.under(whole, label));
    }

    private static Tlp label(JsonObject event) {
        return Subject.tags(event).stream()
                .flatMap(tag -> Tlp.ofLabel(tag).stream())
                .reduce(Tlp::strictest)
                .orElse(Tlp.CLEAR);
    }

    private static JsonObject head(JsonObject extension) {
        var head = JsonObject.builder();
        for (var name : List.of("id", "info", "Orgc")) {
            extension.find(name).ifPresent(value -> head.put(name, value));
        }
        return head.build();
    }

    /// With the extension's tags that it has not itself; labels are said once, below.
    private static JsonObject tagged(JsonObject event, JsonObject extension) {
        var known = Subject.tags(event);
        var all = new ArrayList<JsonValue>(
                event.array("Tag").map(JsonArray::values).orElse(List.of()));
        extension.array("Tag").map(JsonArray::objects).orElse(List.of()).stream()
                .filter(tag -> tag.text("name")
                        .filter(name -> !known.contains(name)
                                && !name.toLowerCase(Locale.ROOT).startsWith("tlp:"))
                        .isPresent())
                .forEach(all::add);
        return all.isEmpty() ? event : event.with("Tag", JsonArray.of(all));
    }

    private static JsonObject joined(JsonObject event, JsonObject extension, String list) {
        var more = extension.array(list).map(JsonArray::values).orElse(List.of());
        if (more.isEmpty()) {
            return event;
        }
        var all = new ArrayList<JsonValue>(
                event.array(list).map(JsonArray::values).orElse(List.of()));
        all.addAll(more);
        return event.with(list, JsonArray.of(all));
    }
}
