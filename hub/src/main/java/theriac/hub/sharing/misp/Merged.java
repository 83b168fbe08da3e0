package theriac.hub.sharing.misp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// An event as it is after an edit, as MISP edits: what is sent replaces what has its uuid and is not newer,
/// what is not sent stays, and nothing is taken away but by `deleted`.
final class Merged {

    /// Lists whose elements have uuids.
    private static final Set<String> LISTS =
            Set.of("Attribute", "Object", "EventReport", "ObjectReference", "Sighting");

    private Merged() {}

    /// @param stored as it was
    /// @param sent what was sent: an event, or an element of one
    /// @param now for what is changed and does not say when
    static JsonObject of(JsonObject stored, JsonObject sent, JsonString now) {
        var result = stored;
        if (!isOlder(sent, stored)) {
            for (var member : sent.members()) {
                if (!LISTS.contains(member.name())) {
                    result = result.with(member.name(), member.value());
                }
            }
        }
        for (var list : LISTS) {
            var news = sent.array(list);
            if (news.isPresent()) {
                result = result.with(list, list(result.array(list), news.get(), now));
            }
        }
        return sent.has("timestamp") || result.equals(stored) ? result : result.with("timestamp", now);
    }

    static boolean isOlder(JsonObject sent, JsonObject stored) {
        var then = Span.seconds(Subject.scalar(stored, "timestamp"));
        return Span.seconds(Subject.scalar(sent, "timestamp"))
                .filter(now -> then.isPresent() && now.isBefore(then.get()))
                .isPresent();
    }

    private static JsonArray list(Optional<JsonArray> stored, JsonArray sent, JsonString now) {
        var byUuid = new LinkedHashMap<String, JsonObject>();
        var others = new ArrayList<JsonValue>();
        for (var element : stored.map(JsonArray::values).orElse(List.of())) {
            add(element, byUuid, others, now);
        }
        for (var element : sent.values()) {
            add(element, byUuid, others, now);
        }
        var all = new ArrayList<JsonValue>(byUuid.values());
        all.addAll(others);
        return JsonArray.of(all);
    }

    private static void add(
            JsonValue element, LinkedHashMap<String, JsonObject> byUuid, List<JsonValue> others, JsonString now) {
        if (element instanceof JsonObject object && Numbers.uuid(object).isPresent()) {
            byUuid.merge(
                    object.text("uuid").orElse("").toLowerCase(java.util.Locale.ROOT),
                    object,
                    (stored, sent) -> of(stored, sent, now));
        } else if (!others.contains(element)) {
            others.add(element);
        }
    }
}
