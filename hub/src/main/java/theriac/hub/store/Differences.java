package theriac.hub.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonPointers;
import theriac.stix.json.JsonValue;

/// What changed between two contents, property by property. Lists are compared as bags: what was added and what
/// was taken out, whatever the order; a list that was only reordered is one change. Pure.
///
/// @param differences in the order of the older content, then what is new; at most [#MOST]
/// @param more whether there are more than these
public record Differences(List<Difference> differences, boolean more) {

    public static final int MOST = 500;

    private static final int TEXT = 2_000;

    public Differences {
        differences = List.copyOf(differences);
    }

    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /// @param pointer JSON pointer (RFC 6901) of the property; for members of a list, of the list
    /// @param before JSON text, at most 2,000 characters of it; "" when added
    /// @param after likewise; "" when removed
    public record Difference(String pointer, Kind kind, String before, String after) {}

    static Differences between(JsonObject before, JsonObject after) {
        var found = new ArrayList<Difference>();
        objects("", before, after, found);
        return new Differences(found.subList(0, Math.min(found.size(), MOST)), found.size() > MOST);
    }

    private static void objects(String at, JsonObject before, JsonObject after, List<Difference> found) {
        for (var member : before.members()) {
            var pointer = JsonPointers.child(at, member.name());
            var other = after.valueOrNull(member.name());
            if (other == null) {
                found.add(new Difference(pointer, Kind.REMOVED, text(member.value()), ""));
            } else {
                values(pointer, member.value(), other, found);
            }
        }
        for (var member : after.members()) {
            if (!before.has(member.name())) {
                found.add(new Difference(JsonPointers.child(at, member.name()), Kind.ADDED, "", text(member.value())));
            }
        }
    }

    private static void values(String at, JsonValue before, JsonValue after, List<Difference> found) {
        if (found.size() > MOST || before.equals(after)) {
            return;
        }
        if (before instanceof JsonObject one && after instanceof JsonObject other) {
            objects(at, one, other, found);
        } else if (before instanceof JsonArray one && after instanceof JsonArray other) {
            arrays(at, one, other, found);
        } else {
            found.add(new Difference(at, Kind.CHANGED, text(before), text(after)));
        }
    }

    private static void arrays(String at, JsonArray before, JsonArray after, List<Difference> found) {
        Map<String, Integer> surplus = new LinkedHashMap<>();
        after.values().forEach(v -> surplus.merge(Json.write(v), 1, Integer::sum));
        int changes = found.size();
        for (var value : before.values()) {
            var key = Json.write(value);
            int left = surplus.getOrDefault(key, 0);
            if (left > 0) {
                surplus.put(key, left - 1);
            } else if (found.size() <= MOST) {
                found.add(new Difference(at, Kind.REMOVED, cut(key), ""));
            }
        }
        surplus.forEach((key, left) -> {
            for (int i = 0; i < left && found.size() <= MOST; i++) {
                found.add(new Difference(at, Kind.ADDED, "", cut(key)));
            }
        });
        if (found.size() == changes) {
            found.add(new Difference(at, Kind.CHANGED, text(before), text(after)));
        }
    }

    private static String text(JsonValue value) {
        return cut(Json.write(value));
    }

    private static String cut(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT - 1) + "…";
    }
}
