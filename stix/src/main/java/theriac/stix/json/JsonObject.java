package theriac.stix.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A JSON object, immutable, members in the order written, each name once.
///
/// Two objects are equal when they hold equal members in any order, as RFC 8259 §4 means it.
public final class JsonObject implements JsonValue {

    /// Above this count a map answers [#find(String)]; below it a scan is faster and smaller.
    private static final int SCAN_LIMIT = 24;

    private static final JsonObject EMPTY = new JsonObject(new String[0], new JsonValue[0]);

    private final String[] names;
    private final JsonValue[] values;
    private final @Nullable Map<String, Integer> index;

    /// Takes the arrays over; the caller has made sure that names are unique.
    JsonObject(String[] names, JsonValue[] values) {
        this.names = names;
        this.values = values;
        this.index = names.length > SCAN_LIMIT ? indexOf(names) : null;
    }

    private static Map<String, Integer> indexOf(String[] names) {
        Map<String, Integer> index = HashMap.newHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
            index.put(names[i], i);
        }
        return index;
    }

    /// One name with its value.
    public record Member(String name, JsonValue value) {}

    public static JsonObject empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return names.length;
    }

    /// The name at a place, `0 <= place < size()`.
    public String nameAt(int place) {
        return names[place];
    }

    /// The value at a place, `0 <= place < size()`.
    public JsonValue valueAt(int place) {
        return values[place];
    }

    public List<Member> members() {
        List<Member> members = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            members.add(new Member(names[i], values[i]));
        }
        return members;
    }

    public List<String> names() {
        return List.of(names);
    }

    /// The places of the members in the order of their names' UTF-16 code units, which is that of `String.compareTo`
    /// (RFC 8785 §3.2.3).
    int[] sortedPlaces() {
        int[] places = new int[names.length];
        if (index == null) {
            insertInOrder(places);
            return places;
        }
        String[] sorted = names.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            places[i] = index.getOrDefault(sorted[i], 0);
        }
        return places;
    }

    /// Few names, often in order already: each is put where it belongs.
    private void insertInOrder(int[] places) {
        for (int i = 0; i < names.length; i++) {
            int at = i;
            for (; at > 0 && names[places[at - 1]].compareTo(names[i]) > 0; at--) {
                places[at] = places[at - 1];
            }
            places[at] = i;
        }
    }

    public boolean has(String name) {
        return placeOf(name) >= 0;
    }

    public Optional<JsonValue> find(String name) {
        return Optional.ofNullable(valueOrNull(name));
    }

    /// The value, or null when absent: for tight loops; others use [#find(String)].
    public @Nullable JsonValue valueOrNull(String name) {
        int place = placeOf(name);
        return place < 0 ? null : values[place];
    }

    /// The string under a name; empty when absent or not a string.
    public Optional<String> text(String name) {
        return valueOrNull(name) instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
    }

    /// The object under a name; empty when absent or not an object.
    public Optional<JsonObject> object(String name) {
        return valueOrNull(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /// The array under a name; empty when absent or not an array.
    public Optional<JsonArray> array(String name) {
        return valueOrNull(name) instanceof JsonArray array ? Optional.of(array) : Optional.empty();
    }

    /// The boolean under a name; empty when absent or not a boolean.
    public Optional<Boolean> bool(String name) {
        return valueOrNull(name) instanceof JsonBoolean bool ? Optional.of(bool.value()) : Optional.empty();
    }

    /// The integer under a name; empty when absent, not an integer, or beyond 64 bits.
    public OptionalLong integer(String name) {
        return valueOrNull(name) instanceof JsonNumber number ? number.integer() : OptionalLong.empty();
    }

    /// This object with one member replaced in its place, or added at the end.
    public JsonObject with(String name, JsonValue value) {
        return builder().putAll(this).put(name, value).build();
    }

    /// This object without one member; the same object when it had none of that name.
    public JsonObject without(String name) {
        if (!has(name)) {
            return this;
        }
        Builder builder = builder();
        for (int i = 0; i < names.length; i++) {
            if (!names[i].equals(name)) {
                builder.put(names[i], values[i]);
            }
        }
        return builder.build();
    }

    private int placeOf(String name) {
        if (index != null) {
            return index.getOrDefault(name, -1);
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof JsonObject that) || that.names.length != names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!values[i].equals(that.valueOrNull(names[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < names.length; i++) {
            hash += names[i].hashCode() ^ values[i].hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return Json.write(this);
    }

    /// Collects members; a name put twice keeps its first place and its last value. Not safe between threads.
    public static final class Builder {

        private final Map<String, JsonValue> members = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, JsonValue value) {
            members.put(name, value);
            return this;
        }

        public Builder put(String name, String text) {
            return put(name, new JsonString(text));
        }

        public Builder put(String name, long number) {
            return put(name, JsonNumber.of(number));
        }

        public Builder put(String name, boolean bool) {
            return put(name, JsonBoolean.of(bool));
        }

        /// An array of strings.
        public Builder put(String name, List<String> texts) {
            return put(name, JsonArray.ofTexts(texts));
        }

        public Builder putAll(JsonObject object) {
            for (int i = 0; i < object.names.length; i++) {
                members.put(object.names[i], object.values[i]);
            }
            return this;
        }

        public JsonObject build() {
            String[] names = members.keySet().toArray(String[]::new);
            JsonValue[] values = members.values().toArray(JsonValue[]::new);
            return new JsonObject(names, values);
        }
    }
}
