package theriac.stix;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The identifiers that OpenCTI gives to objects of the same content, so that an object met there is known here.
///
/// They are UUIDv5 in the namespace that STIX 2.1 §2.9 keeps for SCOs, and may therefore be compared with but not
/// published as the id of a new object: use [StixId#random(String)] for that.
public final class OpenCtiIds {

    private OpenCtiIds() {}

    /// The identifier that OpenCTI would give; empty when its rule for the type is unknown here or a property
    /// is missing. For SCOs it is the identifier of the specification.
    public static Optional<StixId> find(JsonObject object) {
        String type = object.text("type").orElse("");
        Optional<JsonObject> key = switch (type) {
            case "attack-pattern", "course-of-action" ->
                object.has("x_mitre_id") ? texts(object, List.of("x_mitre_id")) : named(object, List.of());
            case "campaign",
                    "channel",
                    "event",
                    "infrastructure",
                    "intrusion-set",
                    "malware",
                    "narrative",
                    "tool",
                    "vulnerability" -> named(object, List.of());
            case "identity" ->
                named(object, List.of("identity_class")).map(k -> k.with("identity_class", lower(k, "identity_class")));
            case "indicator" -> texts(object, List.of("pattern"));
            case "report" -> named(object, List.of("published"));
            case "incident", "case-incident", "case-rfi", "case-rft" -> named(object, List.of("created"));
            case "threat-actor" -> named(object, List.of()).map(OpenCtiIds::group);
            case "location" -> location(object);
            case "relationship" -> relationship(object);
            default -> Optional.empty();
        };
        return key.isPresent()
                ? key.map(
                        k -> StixId.of(type, DeterministicIds.nameUuid(DeterministicIds.NAMESPACE, Json.canonical(k))))
                : DeterministicIds.find(object);
    }

    private static JsonObject group(JsonObject key) {
        return JsonObject.builder()
                .putAll(key)
                .put("opencti_type", "Threat-Actor-Group")
                .build();
    }

    private static theriac.stix.json.JsonString lower(JsonObject key, String name) {
        return new theriac.stix.json.JsonString(key.text(name).orElse("").toLowerCase(Locale.ROOT));
    }

    private static Optional<JsonObject> location(JsonObject object) {
        String kind = object.text("x_opencti_location_type").orElse("");
        // A position is known by its coordinates there; their text form depends on Python and is not followed here.
        return kind.equals("Position") ? Optional.empty() : named(object, List.of("x_opencti_location_type"));
    }

    private static Optional<JsonObject> relationship(JsonObject object) {
        return texts(object, List.of("relationship_type", "source_ref", "target_ref"))
                .map(key -> {
                    JsonObject.Builder out = JsonObject.builder().putAll(key);
                    object.text("start_time").ifPresent(t -> out.put("start_time", t));
                    object.text("stop_time").ifPresent(t -> out.put("stop_time", t));
                    return out.build();
                });
    }

    /// The name in lower case without outer white space, with other properties as they are.
    private static Optional<JsonObject> named(JsonObject object, List<String> others) {
        return object.text("name")
                .flatMap(name -> texts(object, others)
                        .map(rest -> JsonObject.builder()
                                .put("name", name.toLowerCase(Locale.ROOT).strip())
                                .putAll(rest)
                                .build()));
    }

    private static Optional<JsonObject> texts(JsonObject object, List<String> names) {
        JsonObject.Builder out = JsonObject.builder();
        for (String name : names) {
            Optional<String> text = object.text(name);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            out.put(name, text.get().strip());
        }
        return Optional.of(out.build());
    }
}
