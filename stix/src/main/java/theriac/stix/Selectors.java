package theriac.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// Selectors of granular markings, `external_references.[0].url` (STIX 2.1 §7.2.3).
final class Selectors {

    private Selectors() {}

    /// The components of a selector; empty when its syntax is wrong. List places are kept as `[n]`.
    static Optional<List<String>> components(String selector) {
        List<String> components = new ArrayList<>();
        for (String component : selector.split("\\.", -1)) {
            boolean place = component.matches("\\[(0|[1-9][0-9]{0,8})]");
            if (!place && !Names.isKey(component)) {
                return Optional.empty();
            }
            components.add(component);
        }
        return Optional.of(components);
    }

    /// The value that a selector refers to; empty when its syntax is wrong or it refers to nothing here.
    static Optional<JsonValue> resolve(JsonObject object, String selector) {
        return components(selector).flatMap(components -> {
            Optional<JsonValue> at = Optional.of(object);
            for (String component : components) {
                at = at.flatMap(value -> step(value, component));
            }
            return at;
        });
    }

    private static Optional<JsonValue> step(JsonValue value, String component) {
        if (component.startsWith("[")) {
            int place = Integer.parseInt(component.substring(1, component.length() - 1));
            return value instanceof JsonArray array && place < array.size()
                    ? Optional.of(array.values().get(place))
                    : Optional.empty();
        }
        return value instanceof JsonObject object ? object.find(component) : Optional.empty();
    }

    /// True when the selector covers a place: the place itself or anything below what is selected.
    static boolean covers(String selector, String place) {
        return place.equals(selector) || place.startsWith(selector + ".");
    }
}
