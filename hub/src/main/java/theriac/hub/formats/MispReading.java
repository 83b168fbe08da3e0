package theriac.hub.formats;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import theriac.stix.BundleSink;
import theriac.stix.DeterministicIds;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonSlice;
import theriac.stix.json.JsonValue;
import theriac.stix.value.Defang;

/// One event on its way to STIX. Not thread-safe; used once.
final class MispReading {

    /// Pairs of an indicator and a cluster that are tied one by one; beyond, the report says that they belong together.
    private static final int MOST_PAIRS = 10_000;

    /// What the event says of itself and STIX has no property for. How far MISP would distribute it is kept for people:
    /// who may see it here is the source's audience and the TLP label, which never grow by it.
    private static final List<Map.Entry<String, String>> KEPT = List.of(
            Map.entry("date", "x_misp_date"),
            Map.entry("analysis", "x_misp_analysis"),
            Map.entry("threat_level_id", "x_misp_threat_level"),
            Map.entry("distribution", "x_misp_distribution"));

    private final JsonObject event;
    private final Map<String, JsonSlice> lists;
    private final String pointer;
    private final FormatSettings settings;
    private final BundleSink sink;
    private final MispEvent.Counter counter;
    private final Optional<Tlp> tlp;
    private final List<String> credibility;
    private final StixId author;
    private final Set<String> told = new LinkedHashSet<>();
    private final List<String> indicators = new ArrayList<>();
    private final List<String> clusters = new ArrayList<>();
    private int proposed;

    MispReading(
            MispEvent.Opened opened,
            String pointer,
            FormatSettings settings,
            BundleSink sink,
            MispEvent.Counter counter) {
        this.event = opened.head();
        this.lists = opened.lists();
        this.pointer = pointer;
        this.settings = settings;
        this.sink = sink;
        this.counter = counter;
        this.tlp = tlp(event);
        this.credibility =
                tags(event).stream().filter(MispReading::isCredibility).toList();
        this.author = event.object("Orgc")
                .flatMap(org -> MispEvent.id("identity", org))
                .orElse(settings.author());
        counter.events++;
    }

    void tell() {
        event.object("Orgc").ifPresent(this::organization);
        each("Attribute", this::attribute);
        each("Object", (object, place) -> {
            var attributes = object.array("Attribute").map(JsonArray::values).orElse(List.of());
            for (int i = 0; i < attributes.size(); i++) {
                attribute(attributes.get(i), place + "/Attribute/" + i);
            }
        });
        galaxies();
        relationships();
        report();
        proposals();
    }

    private void organization(JsonObject org) {
        if (author.equals(settings.author())) {
            return;
        }
        var at = StixTimestamp.of(settings.undated()).text();
        say(
                pointer + "/Orgc",
                JsonObject.builder()
                        .put("type", "identity")
                        .put("spec_version", "2.1")
                        .put("id", author.text())
                        .put("created", at)
                        .put("modified", at)
                        .put("name", org.text("name").orElse("unnamed organisation"))
                        .put("identity_class", "organization")
                        .build());
    }

    /// An element of a long list.
    private interface Part {
        void read(JsonObject part, String place);
    }

    /// Reads a long list; an element that is no JSON costs nobody else anything.
    private void each(String list, Part reader) {
        var slice = lists.get(list);
        if (slice == null) {
            return;
        }
        var where = pointer + "/" + list;
        slice.elements((n, element) -> {
                    var place = where + "/" + n;
                    var parsed = element.parse(settings.limits());
                    if (parsed.value().orElse(null) instanceof JsonObject part) {
                        parsed.findings().forEach(sink::finding);
                        reader.read(part, place);
                    } else {
                        var findings = new ArrayList<>(parsed.findings());
                        findings.add(Finding.error("misp.attribute", place, "This must be an object."));
                        sink.rejected(counter.next++, place, element.bytes(), findings);
                    }
                })
                .ifPresent(fault -> sink.finding(new Finding(fault.rule(), fault.severity(), where, fault.message())));
    }

    private void attribute(JsonValue part, String place) {
        if (part instanceof JsonObject attribute && attribute.text("value").isPresent()) {
            known(attribute, place);
        } else {
            reject(place, part, "An attribute must be an object with a type and a value.");
        }
    }

    private void known(JsonObject attribute, String place) {
        proposed += Members.objects(attribute, "ShadowAttribute").size();
        var type = attribute.text("type").orElse("");
        var value = attribute.text("value").orElse("");
        if (attribute.bool("to_ids").orElse(false)) {
            var pattern = MispTypes.pattern(type, value);
            var id = MispEvent.id("indicator", attribute);
            if (pattern.isEmpty() || id.isEmpty()) {
                reject(
                        place,
                        attribute,
                        pattern.isEmpty()
                                ? "The value does not fit its type \"%s\", or the type has no pattern.".formatted(type)
                                : "The attribute has no uuid.");
                return;
            }
            say(place, indicator(attribute, id.get(), pattern.get(), value));
            indicators.add(id.get().text());
            verdicts(attribute, id.get(), place);
            return;
        }
        var observable = MispTypes.observable(type, value);
        if (observable.isPresent()) {
            say(place, observable.get());
        } else {
            sink.finding(Finding.info(
                    "misp.kept",
                    place,
                    "An attribute of the type \"%s\" has no STIX counterpart; it stays in the delivery."
                            .formatted(type)));
        }
    }

    /// What others saw of it, or judged of it.
    private void verdicts(JsonObject attribute, StixId indicator, String place) {
        MispSightings.of(
                        attribute,
                        indicator,
                        author,
                        time(attribute).orElse(settings.undated()),
                        tlp(attribute).or(() -> tlp))
                .forEach(object -> say(place, object.json()));
    }

    private static String name(String type, String value) {
        return MispTypes.language(type).equals("stix")
                ? Defang.defang(value)
                : type + " rule "
                        + value.strip()
                                .lines()
                                .findFirst()
                                .map(line -> line.substring(0, Math.min(80, line.length())))
                                .orElse("");
    }

    private JsonObject indicator(JsonObject attribute, StixId id, String pattern, String value) {
        var type = attribute.text("type").orElse("");
        var language = MispTypes.language(type);
        var at = time(attribute).or(() -> time(event)).orElse(settings.undated());
        var text = StixTimestamp.of(at).text();
        var json = JsonObject.builder()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", id.text())
                .put("created_by_ref", author.text())
                .put("created", text)
                .put("modified", text)
                .put("name", name(type, value));
        attribute.text("comment").filter(c -> !c.isBlank()).ifPresent(c -> json.put("description", c));
        json.put("indicator_types", List.of("malicious-activity"))
                .put("pattern", pattern)
                .put("pattern_type", language);
        if (language.equals("stix")) {
            json.put("pattern_version", "2.1");
        }
        json.put("valid_from", text);
        MispSightings.expires(attribute, at).ifPresent(end -> json.put("valid_until", Draft.text(end)));
        var labels = labels(attribute);
        if (!labels.isEmpty()) {
            json.put("labels", labels);
        }
        tlp(attribute)
                .or(() -> tlp)
                .ifPresent(label -> json.put(
                        "object_marking_refs", List.of(label.markingId().text())));
        return json.build();
    }

    private void galaxies() {
        var galaxies = event.array("Galaxy").map(JsonArray::objects).orElse(List.of());
        for (int g = 0; g < galaxies.size(); g++) {
            var found = galaxies.get(g)
                    .array("GalaxyCluster")
                    .map(JsonArray::objects)
                    .orElse(List.of());
            for (int c = 0; c < found.size(); c++) {
                cluster(found.get(c), pointer + "/Galaxy/" + g + "/GalaxyCluster/" + c);
            }
        }
    }

    private void cluster(JsonObject cluster, String place) {
        var type = MispTypes.clusterType(cluster.text("type").orElse(""));
        var id = type.flatMap(t -> MispEvent.id(t, cluster));
        if (id.isEmpty()) {
            sink.finding(Finding.info(
                    "misp.kept", place, "This galaxy cluster has no STIX counterpart; it stays in the delivery."));
            return;
        }
        var at = StixTimestamp.of(settings.undated()).text();
        var json = JsonObject.builder()
                .put("type", id.get().type())
                .put("spec_version", "2.1")
                .put("id", id.get().text())
                .put("created", at)
                .put("modified", at)
                .put("name", cluster.text("value").orElse("unnamed"));
        cluster.text("description").filter(d -> !d.isBlank()).ifPresent(d -> json.put("description", d));
        if (id.get().type().equals("malware")) {
            json.put("is_family", true);
        }
        say(place, json.build());
        clusters.add(id.get().text());
    }

    private void relationships() {
        if ((long) clusters.size() * indicators.size() > MOST_PAIRS) {
            sink.finding(Finding.info(
                    "misp.pairs",
                    pointer,
                    "The event has %d indicators and %d galaxy clusters: they are not tied pair by pair; the report holds all."
                            .formatted(indicators.size(), clusters.size())));
            return;
        }
        for (var cluster : clusters) {
            for (var indicator : indicators) {
                var id = DeterministicIds.named(author.uuid(), "relationship", indicator + "|indicates|" + cluster);
                var at =
                        StixTimestamp.of(time(event).orElse(settings.undated())).text();
                say(
                        pointer,
                        JsonObject.builder()
                                .put("type", "relationship")
                                .put("spec_version", "2.1")
                                .put("id", id.text())
                                .put("created_by_ref", author.text())
                                .put("created", at)
                                .put("modified", at)
                                .put("relationship_type", "indicates")
                                .put("source_ref", indicator)
                                .put("target_ref", cluster)
                                .build());
            }
        }
    }

    private void report() {
        var id = MispEvent.id("report", event);
        if (id.isEmpty() || told.isEmpty()) {
            sink.finding(Finding.warning(
                    "misp.report",
                    pointer,
                    "The event has no uuid or nothing that could be read; no report was made of it."));
            return;
        }
        var at = StixTimestamp.of(time(event).orElse(settings.undated())).text();
        var json = JsonObject.builder()
                .put("type", "report")
                .put("spec_version", "2.1")
                .put("id", id.get().text())
                .put("created_by_ref", author.text())
                .put("created", at)
                .put("modified", at)
                .put("name", event.text("info").orElse("MISP event"))
                .put("report_types", List.of("threat-report"))
                .put("published", at)
                .put("object_refs", List.copyOf(told));
        for (var kept : KEPT) {
            event.find(kept.getKey())
                    .flatMap(Members::scalar)
                    .filter(text -> !text.isBlank())
                    .ifPresent(text -> json.put(kept.getValue(), text));
        }
        event.object("SharingGroup")
                .flatMap(group -> group.text("name"))
                .ifPresent(name -> json.put("x_misp_sharing_group", name));
        var labels = tags(event);
        if (!labels.isEmpty()) {
            json.put("labels", labels);
        }
        tlp.ifPresent(label ->
                json.put("object_marking_refs", List.of(label.markingId().text())));
        sink.object(counter.next++, pointer, StixObject.of(json.build()), List.of());
    }

    /// What others propose is not what the event's owner says.
    private void proposals() {
        int count = Members.objects(event, "ShadowAttribute").size() + proposed;
        if (count > 0) {
            sink.finding(Finding.info(
                    "misp.proposals",
                    pointer,
                    "Proposals of others to this event, which nobody has accepted: %d. They stay in the delivery."
                            .formatted(count)));
        }
    }

    private void say(String place, JsonObject json) {
        var object = StixObject.of(json);
        if (told.add(object.id().text())) {
            sink.object(counter.next++, place, object, List.of());
        }
    }

    private void reject(String place, JsonValue record, String why) {
        sink.rejected(
                counter.next++,
                place,
                Json.write(record).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                List.of(Finding.error("misp.attribute", place, why)));
    }

    /// Its own tags; how credible the whole event is holds for each attribute that does not say it for itself.
    private List<String> labels(JsonObject attribute) {
        var own = tags(attribute);
        return own.stream().anyMatch(MispReading::isCredibility)
                ? own
                : Stream.concat(own.stream(), credibility.stream()).toList();
    }

    private static boolean isCredibility(String tag) {
        return tag.toLowerCase(java.util.Locale.ROOT).startsWith("admiralty-scale:information-credibility=");
    }

    private static List<String> tags(JsonObject holder) {
        return holder.array("Tag").map(JsonArray::objects).orElse(List.of()).stream()
                .flatMap(tag -> tag.text("name").stream())
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
    }

    private static Optional<Tlp> tlp(JsonObject holder) {
        return tags(holder).stream()
                .filter(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("tlp:"))
                .flatMap(name -> Tlp.ofLabel(name).stream())
                .reduce(Tlp::strictest);
    }

    private static Optional<Instant> time(JsonObject record) {
        var seconds = record.text("timestamp")
                .or(() -> record.integer("timestamp").isPresent()
                        ? Optional.of(Long.toString(record.integer("timestamp").getAsLong()))
                        : Optional.empty());
        try {
            return seconds.filter(s -> s.matches("[0-9]{1,12}")).map(s -> Instant.ofEpochSecond(Long.parseLong(s)));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }
}
