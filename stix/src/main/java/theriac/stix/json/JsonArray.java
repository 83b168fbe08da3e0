package theriac.stix.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// A JSON array, immutable.
public record JsonArray(List<JsonValue> values) implements JsonValue, Iterable<JsonValue> {

    public JsonArray {
        values = List.copyOf(values);
    }

    /// The array without values.
    public static final JsonArray EMPTY = new JsonArray(List.of());

    public static JsonArray of(List<? extends JsonValue> values) {
        return new JsonArray(List.copyOf(values));
    }

    /// An array of strings.
    public static JsonArray ofTexts(List<String> texts) {
        return new JsonArray(texts.stream().<JsonValue>map(JsonString::new).toList());
    }

    public int size() {
        return values.size();
    }

    /// The strings among the values, in order; other values are left out.
    public List<String> texts() {
        List<String> texts = new ArrayList<>(values.size());
        for (JsonValue value : values) {
            if (value instanceof JsonString(String text)) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    /// The objects among the values, in order; other values are left out.
    public List<JsonObject> objects() {
        return values.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    @Override
    public Iterator<JsonValue> iterator() {
        return values.iterator();
    }
}
