package theriac.stix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonNull;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// Turns the observable container of 2.0 observed-data into cyber-observables of their own with `object_refs`
/// (STIX 2.1 §2.13, §4.14).
final class ObservedUpgrade {

    /// `type property` of 2.0 to the name in 2.1.
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("file created", "ctime"),
            Map.entry("file modified", "mtime"),
            Map.entry("file accessed", "atime"),
            Map.entry("directory created", "ctime"),
            Map.entry("directory modified", "mtime"),
            Map.entry("directory accessed", "atime"),
            Map.entry("process created", "created_time"),
            Map.entry("process binary_ref", "image_ref"),
            Map.entry("windows-registry-key modified", "modified_time"),
            Map.entry("user-account password_last_changed", "credential_last_changed"));

    /// `type property` of 2.0 that 2.1 dropped: kept under a custom name.
    private static final Set<String> DROPPED = Set.of(
            "file is_encrypted",
            "file encryption_algorithm",
            "file decryption_key",
            "process name",
            "process arguments");

    /// Own namespace for objects whose id the specification leaves to chance: the same observed-data gives the same
    /// ids.
    private static final UUID NAMESPACE = UUID.fromString("0f4b3c5e-6f0c-4a53-9d9f-6c8a6a3c1b7d");

    private final StixId observed;
    private final JsonObject container;
    private final List<Finding> findings;
    private final Map<String, StixId> ids = new HashMap<>();
    private final Set<String> underway = new HashSet<>();

    private ObservedUpgrade(StixId observed, JsonObject container, List<Finding> findings) {
        this.observed = observed;
        this.container = container;
        this.findings = findings;
    }

    static JsonObject split(StixId id, JsonObject json, List<StixObject> additions, List<Finding> findings) {
        if (!(json.valueOrNull("objects") instanceof JsonObject container) || container.size() == 0) {
            return json;
        }
        ObservedUpgrade upgrade = new ObservedUpgrade(id, container, findings);
        List<String> refs = new ArrayList<>();
        for (JsonObject.Member member : container.members()) {
            if (member.value() instanceof JsonObject object
                    && object.text("type").filter(Names::isType).isPresent()) {
                StixObject sco = upgrade.sco(member.name(), object);
                refs.add(sco.id().text());
                additions.add(sco);
            } else {
                findings.add(Finding.warning(
                        "stix-upgrade-lost",
                        "/objects/" + member.name(),
                        "This entry of the container has no type and could not become an object."));
            }
        }
        if (refs.isEmpty()) {
            return json;
        }
        findings.add(Finding.info(
                "stix-upgraded-objects",
                "/object_refs",
                "The " + refs.size() + " embedded objects became objects of their own (STIX 2.1 §2.13)."));
        return withRefs(json, refs, findings);
    }

    private static JsonObject withRefs(JsonObject json, List<String> refs, List<Finding> findings) {
        JsonObject.Builder out = JsonObject.builder();
        for (JsonObject.Member member : json.members()) {
            if (member.name().equals("objects")) {
                out.put("object_refs", refs.stream().distinct().toList());
            } else if (member.name().equals("granular_markings") && member.value() instanceof JsonArray markings) {
                granular(markings, out, findings);
            } else {
                out.put(member.name(), member.value());
            }
        }
        return out.build();
    }

    /// A selector into the container has nothing to select any more: the marking then covers the whole object, which
    /// never shares more than before.
    private static void granular(JsonArray markings, JsonObject.Builder out, List<Finding> findings) {
        List<JsonValue> kept = new ArrayList<>();
        for (JsonObject marking : markings.objects()) {
            List<String> selectors =
                    marking.array("selectors").map(JsonArray::texts).orElse(List.of());
            boolean inside = selectors.stream().anyMatch(s -> s.equals("objects") || s.startsWith("objects."));
            if (inside) {
                findings.add(Finding.warning(
                        "stix-upgraded-selector",
                        "/granular_markings",
                        "A granular marking of an embedded object now covers all object_refs (STIX 2.1 §7.2.3)."));
            }
            kept.add(inside ? marking.with("selectors", JsonArray.ofTexts(outside(selectors))) : marking);
        }
        out.put("granular_markings", JsonArray.of(kept));
    }

    private static List<String> outside(List<String> selectors) {
        return selectors.stream()
                .map(s -> s.equals("objects") || s.startsWith("objects.") ? "object_refs" : s)
                .distinct()
                .toList();
    }

    private boolean canBecomeObject(String key) {
        return container
                .object(key)
                .flatMap(object -> object.text("type"))
                .filter(Names::isType)
                .isPresent();
    }

    private StixObject sco(String key, JsonObject old) {
        JsonObject.Builder out = JsonObject.builder();
        out.put("type", old.text("type").orElseThrow())
                .put("spec_version", "2.1")
                .put("id", idOf(key).text());
        renamed(key, old, true).members().forEach(m -> out.put(m.name(), m.value()));
        return StixObject.of(out.build());
    }

    /// The id of the object under a key; refers to itself through others only in hostile data, then by chance.
    private StixId idOf(String key) {
        StixId known = ids.get(key);
        if (known != null) {
            return known;
        }
        JsonObject old = container.object(key).orElse(JsonObject.empty());
        String type = old.text("type").orElse("x-unknown");
        StixId id;
        if (underway.add(key)) {
            id = deterministic(key, type, old);
            underway.remove(key);
        } else {
            id = byPlace(type, key);
        }
        ids.put(key, id);
        return id;
    }

    private StixId deterministic(String key, String type, JsonObject old) {
        JsonObject contributing = renamed(key, old, false);
        try {
            return DeterministicIds.find(contributing).orElseGet(() -> byPlace(type, key));
        } catch (IllegalArgumentException noCanonicalForm) {
            return byPlace(type, key); // a number beyond double range: a finding of validation, not of upgrading
        }
    }

    /// An id that depends on the observed-data and the key only, in the form of version 4 as §2.9 wants it here.
    private StixId byPlace(String type, String key) {
        UUID name = DeterministicIds.nameUuid(NAMESPACE, (observed + "/" + key).getBytes(StandardCharsets.UTF_8));
        return StixId.of(
                type, new UUID(name.getMostSignificantBits() & ~0xf000L | 0x4000L, name.getLeastSignificantBits()));
    }

    /// @param all false to keep only what an id is made of, so that references that do not matter are not followed
    private JsonObject renamed(String key, JsonObject old, boolean all) {
        String type = old.text("type").orElse("");
        List<String> contributing = DeterministicIds.contributing(type);
        JsonObject.Builder out = JsonObject.builder();
        out.put("type", type);
        for (JsonObject.Member member : old.members()) {
            String name = name(key, type, member.name(), all);
            if (all || contributing.contains(name)) {
                out.put(name, rewritten(name, member.value()));
            }
        }
        return out.build();
    }

    private String name(String key, String type, String name, boolean report) {
        String place = type + " " + name;
        if (RENAMED.containsKey(place)) {
            return RENAMED.getOrDefault(place, name);
        }
        if (!DROPPED.contains(place)) {
            return name;
        }
        String custom = "x_stix20_" + name;
        if (report) {
            findings.add(Finding.warning(
                    "stix-upgraded-dropped",
                    "/objects/" + key + "/" + name,
                    "STIX 2.1 has no property " + name + " on " + type + "; it was kept as " + custom + "."));
        }
        return custom;
    }

    private JsonValue rewritten(String name, JsonValue value) {
        return switch (value) {
            case JsonString(String text) ->
                name.endsWith("_ref") || name.endsWith("_refs")
                        ? new JsonString(canBecomeObject(text) ? idOf(text).text() : text)
                        : value;
            case JsonArray array ->
                JsonArray.of(array.values().stream()
                        .map(item -> rewritten(name, item))
                        .toList());
            case JsonObject object -> members(name, object);
            case JsonNumber _, JsonBoolean _, JsonNull _ -> value;
        };
    }

    /// Extensions are named by 2.1 rules; header dictionaries hold lists in 2.1, so that a repeated header can be
    /// written (STIX 2.1 §6.6.1, §6.12.2).
    private JsonObject members(String name, JsonObject object) {
        boolean extensions = name.equals("extensions");
        boolean headers = name.equals("request_header") || name.equals("additional_header_fields");
        JsonObject.Builder out = JsonObject.builder();
        for (JsonObject.Member member : object.members()) {
            JsonValue value = rewritten(member.name(), member.value());
            // §11.3.1: a custom extension's name ends in -ext; 2.0 did not ask for it.
            boolean unnamed = extensions && !member.name().endsWith("-ext") && Names.isType(member.name());
            out.put(
                    unnamed ? member.name() + "-ext" : member.name(),
                    headers && value instanceof JsonString ? JsonArray.of(List.of(value)) : value);
        }
        return out.build();
    }
}
