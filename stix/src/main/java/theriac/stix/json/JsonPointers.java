package theriac.stix.json;

import java.util.Optional;

/// JSON pointers (RFC 6901): how findings name a place.
public final class JsonPointers {

    private JsonPointers() {}

    /// One reference token, escaped: `~` as `~0`, `/` as `~1`.
    public static String escape(String name) {
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }

    public static String child(String pointer, String name) {
        return pointer + "/" + escape(name);
    }

    public static String child(String pointer, int place) {
        return pointer + "/" + place;
    }

    /// The value at a pointer; empty when there is none or the pointer is malformed.
    public static Optional<JsonValue> resolve(JsonValue root, String pointer) {
        if (pointer.isEmpty()) {
            return Optional.of(root);
        }
        if (!pointer.startsWith("/")) {
            return Optional.empty();
        }
        Optional<JsonValue> at = Optional.of(root);
        for (String token : pointer.substring(1).split("/", -1)) {
            at = at.flatMap(value -> step(value, token.replace("~1", "/").replace("~0", "~")));
        }
        return at;
    }

    private static Optional<JsonValue> step(JsonValue value, String token) {
        return switch (value) {
            case JsonObject object -> object.find(token);
            case JsonArray array -> {
                boolean digits = token.matches("0|[1-9][0-9]{0,8}");
                int place = digits ? Integer.parseInt(token) : -1;
                yield place >= 0 && place < array.size()
                        ? Optional.of(array.values().get(place))
                        : Optional.empty();
            }
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> Optional.empty();
        };
    }
}
