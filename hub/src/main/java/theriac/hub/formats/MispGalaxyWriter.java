package theriac.hub.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.DeterministicIds;
import theriac.stix.StixObject;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Actors, malware, techniques and the like that did not come from MISP as clusters of its galaxies: of the one
/// that a converter's label says, otherwise of the one that the reader knows for the type. What ATT&CK
/// numbers has the number in its name, as MISP's galaxies have. Pure and thread-safe.
final class MispGalaxyWriter {

    /// The galaxy of a STIX type, of those that the reader knows.
    private static final Map<String, String> GALAXIES = Map.of(
            "attack-pattern", "mitre-attack-pattern",
            "intrusion-set", "mitre-intrusion-set",
            "threat-actor", "threat-actor",
            "malware", "mitre-malware",
            "tool", "mitre-tool",
            "campaign", "mitre-campaign",
            "course-of-action", "mitre-course-of-action");

    private MispGalaxyWriter() {}

    /// Whether it is a cluster, and not an object or an attribute that a converter made of one.
    static boolean isCluster(StixObject object) {
        return MispAttributeWriter.label(object, "galaxy-type").isPresent()
                || GALAXIES.containsKey(object.type())
                        && MispAttributeWriter.label(object, "name").isEmpty()
                        && MispAttributeWriter.label(object, "type").isEmpty();
    }

    /// The galaxies of those of these objects that are clusters.
    ///
    /// @param event the namespace of the galaxies' uuids
    static List<JsonObject> galaxies(List<StixObject> objects, UUID event) {
        var clusters = new LinkedHashMap<String, List<JsonObject>>();
        for (var object : objects) {
            if (isCluster(object)) {
                var galaxy = galaxy(object);
                clusters.computeIfAbsent(galaxy, _ -> new ArrayList<>()).add(cluster(object, galaxy));
            }
        }
        var galaxies = new ArrayList<JsonObject>();
        clusters.forEach((galaxy, found) -> galaxies.add(JsonObject.builder()
                .put(
                        "uuid",
                        DeterministicIds.named(event, "x-misp-galaxy", galaxy)
                                .uuid()
                                .toString())
                .put("name", galaxy)
                .put("type", galaxy)
                .put("description", "")
                .put("GalaxyCluster", JsonArray.of(found))
                .build()));
        return galaxies;
    }

    private static String galaxy(StixObject object) {
        return MispAttributeWriter.label(object, "galaxy-type")
                .or(() -> Optional.ofNullable(GALAXIES.get(object.type())))
                .orElse(object.type());
    }

    private static JsonObject cluster(StixObject object, String galaxy) {
        var number = references(object).stream()
                .filter(reference -> reference.text("source_name").orElse("").startsWith("mitre-"))
                .flatMap(reference -> reference.text("external_id").stream())
                .findFirst();
        var plain = object.text("name").orElse(object.id().text());
        var name = number.filter(id -> !plain.contains(id))
                .map(id -> plain + " - " + id)
                .orElse(plain);
        return JsonObject.builder()
                .put("uuid", object.id().uuid().toString())
                .put("type", galaxy)
                .put("value", name)
                .put("tag_name", "misp-galaxy:%s=\"%s\"".formatted(galaxy, name.replace("\"", "'")))
                .put("description", object.text("description").orElse(""))
                .put("meta", meta(object, number))
                .build();
    }

    private static JsonObject meta(StixObject object, Optional<String> number) {
        var aliases = object.texts("aliases");
        var meta = JsonObject.builder().put("synonyms", aliases.isEmpty() ? object.texts("x_misp_synonyms") : aliases);
        meta.put(
                "refs",
                references(object).stream()
                        .flatMap(reference -> reference.text("url").stream())
                        .distinct()
                        .toList());
        number.ifPresent(id -> meta.put("external_id", id));
        for (var property : List.of("x_misp_mitre_platforms", "goals", "tool_types", "malware_types")) {
            var said = object.texts(property);
            if (!said.isEmpty()) {
                meta.put(property.replace("x_misp_", ""), said);
            }
        }
        for (var property : List.of("first_seen", "last_seen", "objective", "resource_level", "primary_motivation")) {
            object.text(property).ifPresent(text -> meta.put(property, text));
        }
        return meta.build();
    }

    private static List<JsonObject> references(StixObject object) {
        return object.json()
                .array("external_references")
                .map(JsonArray::objects)
                .orElse(List.of());
    }
}
