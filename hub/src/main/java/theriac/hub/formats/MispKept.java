package theriac.hub.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// Where the elements of an event stand in STIX as they were received, so that they can be written again to the
/// letter. Parts that are objects of their own there (an event's attributes, a sighting with a uuid) are cut
/// out and put back by [MispWriter].
final class MispKept {

    static final String EVENT = "x_misp_event";
    static final String ATTRIBUTE = "x_misp_attribute";
    static final String OBJECT = "x_misp_object";
    static final String EVENT_REPORT = "x_misp_event_report";
    static final String PROPOSAL = "x_misp_proposal";
    static final String SIGHTING = "x_misp_sighting";
    static final String ANALYST = "x_misp_analyst";

    /// The uuid of the event of an attribute or object; a text and no reference, for the report refers to them already.
    static final String EVENT_UUID = "x_misp_event_uuid";

    /// The object that an attribute is part of.
    static final String OBJECT_REF = "x_misp_object_ref";

    /// The event that an event extends, as the report of that event.
    static final String EXTENDS_REF = "x_misp_extends_ref";

    /// How far the producer lets it go inside this hub; see `hub.policy.Reach`, which reads it.
    static final String REACH = "x_theriac_reach";

    private MispKept() {}

    /// The element as the text of a property: STIX has no null (STIX 2.1 §2), and MISP has many.
    static Optional<JsonString> text(JsonObject element) {
        return Optional.of(new JsonString(Json.write(element)));
    }

    /// The element that a property holds; empty when there is none, or none that can be read.
    static Optional<JsonObject> find(StixObject object, String property) {
        return object.text(property)
                .flatMap(text -> Json.parse(text, JsonLimits.standard()).object());
    }

    /// The element without those parts of one list that are told as objects of their own; the list itself goes when
    /// nothing is left of it.
    static JsonObject without(JsonObject element, String list, Predicate<JsonObject> told) {
        var array = element.array(list);
        if (array.isEmpty()) {
            return element;
        }
        var left = new ArrayList<JsonValue>();
        for (var part : array.get().values()) {
            if (!(part instanceof JsonObject object) || !told.test(object)) {
                left.add(part);
            }
        }
        if (left.size() == array.get().size()) {
            return element;
        }
        return left.isEmpty() ? element.without(list) : element.with(list, JsonArray.of(left));
    }

    /// The element with more parts in one list.
    static JsonObject with(JsonObject element, String list, List<JsonObject> more) {
        if (more.isEmpty()) {
            return element;
        }
        var all = new ArrayList<JsonValue>(
                element.array(list).map(JsonArray::values).orElse(List.of()));
        all.addAll(more);
        return element.with(list, JsonArray.of(all));
    }
}
