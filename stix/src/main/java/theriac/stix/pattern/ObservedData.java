package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// One `observed-data` object with the cyber-observable objects that belong to it: what a pattern is matched
/// against.
///
/// It stands for `number_observed` observations somewhere between `first_observed` and `last_observed` (STIX
/// 2.1 §4.14). References are followed among its own objects only (§9.7.4). Immutable.
public final class ObservedData {

    private static final JsonObject[] NONE = new JsonObject[0];

    private final JsonObject source;
    private final JsonObject[] objects;
    private final Map<String, JsonObject> byKey;
    private final long first;
    private final long last;
    private final long number;

    private ObservedData(JsonObject source, Map<String, JsonObject> byKey, Moment first, Moment last, long number) {
        this.source = source;
        this.byKey = byKey;
        this.objects = byKey.values().toArray(NONE);
        this.first = first.nanos();
        this.last = Math.max(this.first, last.nanos());
        this.number = number;
    }

    /// The observations among these objects: bundles are opened, `object_refs` are looked up among all
    /// objects given. An `observed-data` without readable times or count is no observation and is left out.
    public static List<ObservedData> read(List<JsonObject> objects) {
        var flat = new ArrayList<JsonObject>();
        objects.forEach(object -> flatten(object, flat));
        var known = new HashMap<String, JsonObject>();
        for (JsonObject object : flat) {
            object.text("id").ifPresent(id -> known.putIfAbsent(id, object));
        }
        var observations = new ArrayList<ObservedData>();
        for (JsonObject object : flat) {
            // Drafts of STIX 2.0 called it cybox-container; what holds objects and times is an observation.
            boolean draft =
                    object.has("first_observed") && object.object("objects").isPresent();
            if (draft || object.text("type").orElse("").equals("observed-data")) {
                ObservedData observation = read(object, known);
                if (observation != null) {
                    observations.add(observation);
                }
            }
        }
        return observations;
    }

    private static void flatten(JsonObject object, List<JsonObject> into) {
        if (!object.text("type").orElse("").equals("bundle")) {
            into.add(object);
            return;
        }
        for (JsonValue member : object.array("objects").map(JsonArray::values).orElse(List.of())) {
            // A bundle does not hold bundles (STIX 2.1 §8); going one level down keeps hostile nesting flat.
            if (member instanceof JsonObject inner) {
                into.add(inner);
            }
        }
    }

    private static @Nullable ObservedData read(JsonObject object, Map<String, JsonObject> known) {
        Moment first = object.text("first_observed").flatMap(Moment::parse).orElse(null);
        Moment last = object.text("last_observed").flatMap(Moment::parse).orElse(null);
        OptionalLong number = object.integer("number_observed");
        if (first == null || last == null || number.isEmpty() || number.getAsLong() < 1) {
            return null;
        }
        var byKey = HashMap.<String, JsonObject>newHashMap(8);
        object.object("objects").ifPresent(embedded -> embedded(embedded, byKey));
        for (JsonValue reference :
                object.array("object_refs").map(JsonArray::values).orElse(List.of())) {
            if (reference instanceof JsonString(String id) && known.get(id) instanceof JsonObject target) {
                byKey.put(id, target);
            }
        }
        return new ObservedData(object, byKey, first, last, number.getAsLong());
    }

    private static void embedded(JsonObject objects, Map<String, JsonObject> byKey) {
        for (JsonObject.Member member : objects.members()) {
            if (member.value() instanceof JsonObject object) {
                byKey.put(member.name(), object);
            }
        }
    }

    /// The `observed-data` object itself.
    public JsonObject source() {
        return source;
    }

    /// Its id; empty for an object without one.
    public String id() {
        return source.text("id").orElse("");
    }

    JsonObject[] objects() {
        return objects;
    }

    @Nullable
    JsonObject resolve(String key) {
        return byKey.get(key);
    }

    /// First observed, in nanoseconds since 1970.
    long first() {
        return first;
    }

    /// Last observed, in nanoseconds since 1970, never before [#first].
    long last() {
        return last;
    }

    long number() {
        return number;
    }
}
