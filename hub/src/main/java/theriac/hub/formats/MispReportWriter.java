package theriac.hub.formats;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
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

/// A report that did not come from MISP as a MISP event: its indicators, observables, places and identities are
/// attributes and objects, its actors, malware, techniques and the like are galaxy clusters, its text and its
/// notes are event reports; notes and opinions that the MISP project's converter made of analyst data are that again.
/// What MISP has no place for here (relationships, sightings) is left out. Pure and thread-safe.
final class MispReportWriter {

    /// Whose word counts first.
    private static final Map<String, Integer> PLACES = Map.of("indicator", 0, "observed-data", 1);

    private final StixObject report;
    private final Map<StixId, StixObject> byId = new LinkedHashMap<>();
    private final MispAnalyst.Said analysts = new MispAnalyst.Said();

    MispReportWriter(StixObject report, Collection<StixObject> objects) {
        this.report = report;
        objects.forEach(object -> byId.put(object.id(), object));
        parts().forEach(analysts::add);
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
        var attributes = new LinkedHashMap<String, JsonObject>();
        var objects = new LinkedHashMap<String, JsonObject>();
        elements(attributes, objects);
        analysed(attributes, objects);
        var whole = event.put("Tag", JsonArray.of(tags))
                .put("Attribute", JsonArray.of(List.copyOf(attributes.values())))
                .put("Object", JsonArray.of(List.copyOf(objects.values())))
                .put(
                        "Galaxy",
                        JsonArray.of(
                                MispGalaxyWriter.galaxies(parts(), report.id().uuid())))
                .put("EventReport", JsonArray.of(texts()))
                .build();
        return analysts.with(whole, report.id());
    }

    /// What another converter labelled as said by analysts, at the elements that have the uuid of what it is about.
    private void analysed(Map<String, JsonObject> attributes, Map<String, JsonObject> objects) {
        for (var part : parts()) {
            var uuid = part.id().uuid().toString();
            attributes.computeIfPresent(uuid, (_, element) -> analysts.with(element, part.id()));
            objects.computeIfPresent(uuid, (_, element) -> analysts.with(element, part.id()));
        }
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

    /// Attributes and objects, each once: of an indicator and what it was observed by, which have one uuid
    /// when a converter wrote both, the indicator counts.
    private void elements(Map<String, JsonObject> attributes, Map<String, JsonObject> objects) {
        var told = new HashSet<StixId>();
        var inOrder = new ArrayList<>(parts());
        inOrder.sort(Comparator.comparing(part -> PLACES.getOrDefault(part.type(), PLACES.size())));
        for (var part : inOrder) {
            // An object that is about itself (a script that is a tool) is no cluster as well.
            if (told.contains(part.id()) || MispGalaxyWriter.isCluster(part)) {
                continue;
            }
            var elements = MispObjectWriter.elements(part, byId);
            elements.attributes()
                    .forEach(one -> attributes.putIfAbsent(one.text("uuid").orElse(""), one));
            elements.objects()
                    .forEach(one -> objects.merge(one.text("uuid").orElse(""), one, MispObjectWriter::merged));
            told.addAll(elements.told());
        }
    }

    private List<JsonObject> texts() {
        var texts = new ArrayList<JsonObject>();
        report.text("description")
                .filter(text -> !text.isBlank())
                .ifPresent(text -> texts.add(text(named("description", ""), "Description", text)));
        for (var part : parts()) {
            if (part.type().equals("note") && !MispAnalyst.isOne(part)) {
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
