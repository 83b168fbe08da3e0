package theriac.hub.formats;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.stix.DeterministicIds;
import theriac.stix.Markings;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// A report that did not come from MISP as a MISP event: its indicators and observables are attributes, its
/// actors, malware, techniques and the like are galaxy clusters, its text and its notes are event reports.
/// What MISP has no place for here (relationships, locations, sightings) is left out. Pure and thread-safe.
final class MispReportWriter {

    /// The galaxy of a STIX type, of those that the reader knows.
    private static final Map<String, String> GALAXIES = Map.of(
            "attack-pattern", "mitre-attack-pattern",
            "intrusion-set", "mitre-intrusion-set",
            "threat-actor", "threat-actor",
            "malware", "mitre-malware",
            "tool", "mitre-tool",
            "campaign", "mitre-campaign",
            "course-of-action", "mitre-course-of-action");

    private final StixObject report;
    private final Map<StixId, StixObject> byId = new LinkedHashMap<>();

    MispReportWriter(StixObject report, Collection<StixObject> objects) {
        this.report = report;
        objects.forEach(object -> byId.put(object.id(), object));
    }

    JsonObject event() {
        var event = JsonObject.builder()
                .put("uuid", report.id().uuid().toString())
                .put("info", report.text("name").orElse("A report"))
                .put("date", date())
                .put("timestamp", MispAttributeWriter.seconds(report))
                .put("publish_timestamp", MispAttributeWriter.seconds(report))
                .put("published", true)
                .put("analysis", "2")
                .put("threat_level_id", "4");
        report.createdByRef().ifPresent(author -> event.put("Orgc", organization(author)));
        var tags = new ArrayList<>(MispAttributeWriter.tags(report));
        Markings.tlp(report)
                .ifPresent(label -> tags.add(JsonObject.builder()
                        .put("name", label.label().toLowerCase(java.util.Locale.ROOT))
                        .build()));
        return event.put("Tag", JsonArray.of(tags))
                .put("Attribute", JsonArray.of(attributes()))
                .put("Object", JsonArray.EMPTY)
                .put("Galaxy", JsonArray.of(galaxies()))
                .put("EventReport", JsonArray.of(texts()))
                .build();
    }

    private String date() {
        return report.timestamp("published")
                .or(() -> report.timestamp("created"))
                .map(at -> at.instant().atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .orElse("1970-01-01");
    }

    private JsonObject organization(StixId author) {
        var name = Optional.ofNullable(byId.get(author)).flatMap(identity -> identity.text("name"));
        return JsonObject.builder()
                .put("uuid", author.uuid().toString())
                .put("name", name.orElse(author.uuid().toString()))
                .build();
    }

    private List<StixObject> parts() {
        return report.refs("object_refs").stream()
                .distinct()
                .flatMap(ref -> Optional.ofNullable(byId.get(ref)).stream())
                .toList();
    }

    private List<JsonObject> attributes() {
        return parts().stream()
                .flatMap(part -> MispAttributeWriter.attributes(part).stream())
                .toList();
    }

    private List<JsonObject> galaxies() {
        var clusters = new LinkedHashMap<String, List<JsonObject>>();
        for (var part : parts()) {
            var galaxy = GALAXIES.get(part.type());
            if (galaxy != null) {
                clusters.computeIfAbsent(galaxy, _ -> new ArrayList<>()).add(cluster(part, galaxy));
            }
        }
        var galaxies = new ArrayList<JsonObject>();
        clusters.forEach((galaxy, found) -> galaxies.add(JsonObject.builder()
                .put("uuid", named("galaxy", galaxy))
                .put("name", galaxy)
                .put("type", galaxy)
                .put("description", "")
                .put("GalaxyCluster", JsonArray.of(found))
                .build()));
        return galaxies;
    }

    private static JsonObject cluster(StixObject part, String galaxy) {
        var name = part.text("name").orElse(part.id().text());
        return JsonObject.builder()
                .put("uuid", part.id().uuid().toString())
                .put("type", galaxy)
                .put("value", name)
                .put("tag_name", "misp-galaxy:%s=\"%s\"".formatted(galaxy, name.replace("\"", "'")))
                .put("description", part.text("description").orElse(""))
                .put(
                        "meta",
                        JsonObject.builder()
                                .put("synonyms", part.texts("aliases"))
                                .build())
                .build();
    }

    private List<JsonObject> texts() {
        var texts = new ArrayList<JsonObject>();
        report.text("description")
                .filter(text -> !text.isBlank())
                .ifPresent(text -> texts.add(text(named("description", ""), "Description", text)));
        for (var part : parts()) {
            if (part.type().equals("note")) {
                texts.add(text(
                        part.id().uuid().toString(),
                        part.text("abstract").orElse("Note"),
                        part.text("content").orElse("")));
            }
        }
        return texts;
    }

    private JsonObject text(String uuid, String name, String content) {
        return JsonObject.builder()
                .put("uuid", uuid)
                .put("name", name)
                .put("content", content)
                .put("distribution", "5")
                .put("timestamp", MispAttributeWriter.seconds(report))
                .put("deleted", false)
                .build();
    }

    private String named(String what, String name) {
        return DeterministicIds.named(report.id().uuid(), "x-misp-" + what, name)
                .uuid()
                .toString();
    }
}
