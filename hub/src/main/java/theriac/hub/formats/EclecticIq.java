package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValuePatterns;

/// Entities of EclecticIQ Intelligence Center (`urn:eclecticiq.com:json:1.0`), for those who move. An entity
/// that holds its original STIX 2.1 objects gives these, as they are. Any other becomes the object of its type
/// with the UUID of its own id; its observables become cyber-observables, and those of an indicator its pattern.
/// What was judged good is never in a pattern. Relations become relationships. Time windows, types, sources and
/// what else STIX does not know stand in `x_eclecticiq_…`.
final class EclecticIq {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("indicator", "indicator"),
            Map.entry("ttp", "attack-pattern"),
            Map.entry("attack-pattern", "attack-pattern"),
            Map.entry("threat-actor", "threat-actor"),
            Map.entry("intrusion-set", "intrusion-set"),
            Map.entry("campaign", "campaign"),
            Map.entry("incident", "incident"),
            Map.entry("exploit-target", "vulnerability"),
            Map.entry("vulnerability", "vulnerability"),
            Map.entry("course-of-action", "course-of-action"),
            Map.entry("report", "report"),
            Map.entry("malware", "malware"),
            Map.entry("tool", "tool"),
            Map.entry("infrastructure", "infrastructure"),
            Map.entry("identity", "identity"),
            Map.entry("location", "location"),
            Map.entry("eclecticiq-sighting", "observed-data"),
            Map.entry("sighting", "observed-data"));

    private static final Map<String, String> RELATIONS = Map.of(
            "indicated_ttps", "indicates",
            "observed_ttps", "uses",
            "leveraged_ttps", "uses",
            "attribution", "attributed-to",
            "attributed_threat_actors", "attributed-to",
            "exploit_targets", "targets",
            "targeted_identities", "targets");

    private static final Map<String, Integer> CONFIDENCE = Map.of("high", 85, "medium", 50, "low", 15, "none", 0);
    private static final Pattern UUID_AT_END = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$");

    private final JsonFormat.Record record;
    private final Telling telling;
    private final JsonObject data;
    private final JsonObject meta;
    private final StixId author;
    private final Instant at;

    private EclecticIq(JsonFormat.Record record, Telling telling) {
        this.record = record;
        this.telling = telling;
        this.data = record.json().object("data").orElse(JsonObject.empty());
        this.meta = record.json().object("meta").or(() -> data.object("meta")).orElse(JsonObject.empty());
        this.author = record.settings().author();
        this.at = Members.moment(data, "timestamp")
                .or(() -> Members.moment(record.json(), "last_updated_at"))
                .or(() -> Members.moment(meta, "ingest_time"))
                .orElse(record.settings().undated());
    }

    static Optional<String> read(JsonFormat.Record record, Telling telling) {
        return new EclecticIq(record, telling).tell();
    }

    private Optional<String> tell() {
        var originals = Members.objects(data, "original_stix21_objects");
        if (!originals.isEmpty()) {
            return originals(originals);
        }
        var type = data.text("type").orElse("").toLowerCase(Locale.ROOT).replace('_', '-');
        if (type.equals("relation")) {
            return relation();
        }
        var stix = TYPES.get(type);
        if (stix == null) {
            return Optional.of(
                    "Entities of the type \"%s\" have no counterpart in STIX that is known here.".formatted(type));
        }
        var id = id(stix, record.json().text("id").orElse(""), data.text("id").orElse(""));
        return id.isEmpty()
                ? Optional.of("The entity has no UUID, neither in \"id\" nor in \"data.id\".")
                : entity(id.get());
    }

    private Optional<String> originals(List<JsonObject> originals) {
        var read = originals.stream()
                .flatMap(json -> StixObject.find(json).stream())
                .toList();
        read.forEach(object -> telling.say(record.pointer(), object));
        return read.size() == originals.size()
                ? Optional.empty()
                : Optional.of("%d of the entity's %d original STIX objects have no type or no id; the others are read."
                        .formatted(originals.size() - read.size(), originals.size()));
    }

    /// By the name that relations use, `{https://…}indicator-UUID`; else by the number of the export.
    private static Optional<StixId> id(String type, String number, String name) {
        var uuid = UUID_AT_END.matcher(name);
        return Draft.id(type, uuid.find() ? uuid.group() : number);
    }

    private Optional<String> entity(StixId id) {
        var observables = observables();
        var pattern = id.type().equals("indicator") ? pattern(observables) : Optional.<String>empty();
        if (id.type().equals("indicator") && pattern.isEmpty()) {
            return Optional.of(
                    "The indicator has no observable for a pattern: all are of kinds without one, or were judged good.");
        }
        var seen = new LinkedHashSet<String>();
        for (var observable : observables) {
            observable
                    .json()
                    .map(StixObject::of)
                    .filter(json -> seen.add(json.id().text()))
                    .ifPresent(json -> telling.say(record.pointer(), json));
        }
        if (id.type().equals("observed-data") && seen.isEmpty()) {
            return Optional.of("The sighting has no observable that STIX can carry.");
        }
        var draft = described(id);
        switch (id.type()) {
            case "indicator" -> indicator(draft, pattern.orElseThrow());
            case "report" ->
                draft.put("published", at)
                        .put("object_refs", seen.isEmpty() ? List.of(author.text()) : List.copyOf(seen));
            case "observed-data" ->
                draft.put("first_observed", at)
                        .put("last_observed", at)
                        .put("number_observed", 1)
                        .put("object_refs", List.copyOf(seen));
            case "malware" -> draft.put("is_family", true);
            case "identity" -> draft.put("identity_class", "unknown");
            case "location" -> draft.put("region", "unknown");
            default -> draft.put("x_eclecticiq_observables", values(observables));
        }
        telling.say(record.pointer(), draft.build());
        return Optional.empty();
    }

    private Draft described(StixId id) {
        var confidence = data.object("confidence").flatMap(c -> c.text("value")).or(() -> data.text("confidence"));
        var draft = Draft.of(id, author, at)
                .put("name", id.type().equals("observed-data") ? Optional.empty() : title())
                .put("description", id.type().equals("observed-data") ? Optional.empty() : data.text("description"))
                .put("labels", labels())
                .put("x_eclecticiq_title", id.type().equals("observed-data") ? title() : Optional.empty())
                .put(
                        "x_eclecticiq_analysis",
                        id.type().equals("observed-data") ? data.text("description") : Optional.empty())
                .put("x_eclecticiq_types", types())
                .put("x_eclecticiq_reliability", meta.text("source_reliability"))
                .put("x_eclecticiq_impact", data.object("likely_impact").flatMap(impact -> impact.text("value")))
                .keep("x_eclecticiq_time_windows", data.array("valid_time_positions"))
                .keep("x_eclecticiq_sources", record.json().array("sources"))
                .externalId("eclecticiq", data.text("id").orElse(""))
                .marked(meta.text("tlp_color").flatMap(Tlp::ofLabel));
        confidence
                .map(word -> CONFIDENCE.get(word.toLowerCase(Locale.ROOT)))
                .ifPresent(points -> draft.put("confidence", points));
        Stream.concat(Members.objects(data, "information_source").stream(), data.object("information_source").stream())
                .flatMap(source -> Members.texts(source, "references").stream())
                .forEach(url -> draft.link("eclecticiq", url));
        return draft;
    }

    private Optional<String> title() {
        return data.text("title")
                .or(() -> meta.text("title"))
                .filter(t -> !t.isBlank())
                .or(() -> Optional.of("untitled"));
    }

    private List<String> labels() {
        return Stream.of(
                        Members.texts(meta, "tags"),
                        Members.texts(meta, "taxonomy"),
                        Members.objects(meta, "taxonomy").stream()
                                .flatMap(entry -> entry.text("name").stream())
                                .toList())
                .flatMap(List::stream)
                .toList();
    }

    private List<String> types() {
        return Stream.concat(
                        Members.texts(data, "types").stream(),
                        Members.objects(data, "types").stream().flatMap(type -> type.text("value").stream()))
                .toList();
    }

    private void indicator(Draft draft, String pattern) {
        var windows = Members.objects(data, "valid_time_positions");
        var from = windows.stream()
                .flatMap(window -> boundary(window, "start_time", "valid_from"))
                .min(Instant::compareTo)
                .orElse(at);
        var until = windows.stream()
                .flatMap(window -> boundary(window, "end_time", "valid_until"))
                .max(Instant::compareTo);
        draft.put("indicator_types", List.of("unknown"))
                .put("pattern", pattern)
                .put("pattern_type", "stix")
                .put("pattern_version", "2.1")
                .put("valid_from", from);
        // An open window among closed ones means that the end is not known.
        if (windows.stream()
                .allMatch(window ->
                        boundary(window, "end_time", "valid_until").findAny().isPresent())) {
            until.filter(from::isBefore).ifPresent(end -> draft.put("valid_until", end));
        }
    }

    private static Stream<Instant> boundary(JsonObject window, String... names) {
        return Stream.of(names)
                .flatMap(name -> window.find(name).stream())
                .map(value ->
                        value instanceof JsonObject dated ? dated.find("value").orElse(dated) : value)
                .flatMap(Members::scalars)
                .flatMap(text -> Moments.parse(text).stream());
    }

    /// @param json empty for kinds that STIX has no observable for
    /// @param value empty for kinds that are not known here
    private record Extract(
            String kind, String text, String classification, Optional<NormalValue> value, Optional<JsonObject> json) {}

    private List<Extract> observables() {
        var found = new ArrayList<Extract>();
        for (var extract : Stream.concat(
                        Members.objects(record.json(), "extracts").stream(), Members.objects(data, "extracts").stream())
                .toList()) {
            var kind = extract.text("kind").or(() -> extract.text("type")).orElse("");
            var text = extract.find("value").flatMap(Members::scalar).orElse("");
            var judged = extract.object("meta")
                    .orElse(extract)
                    .text("classification")
                    .orElse("unknown");
            var value = KindNames.find(kind).flatMap(known -> KindNames.value(known, text));
            found.add(new Extract(kind, text, judged, value, value.flatMap(Observables::of)));
        }
        return found;
    }

    private static Optional<String> pattern(List<Extract> observables) {
        boolean judged =
                observables.stream().anyMatch(one -> one.classification().equals("bad"));
        Set<String> parts = observables.stream()
                .filter(one -> judged
                        ? one.classification().equals("bad")
                        : !one.classification().equals("good"))
                .flatMap(one -> one.value().stream())
                .flatMap(value -> ValuePatterns.of(value).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" OR ", parts));
    }

    private static List<String> values(List<Extract> observables) {
        return observables.stream().map(one -> one.kind() + ": " + one.text()).toList();
    }

    private Optional<String> relation() {
        var key = data.text("key").orElse("");
        var source = end("source");
        var target = end("target");
        if (source.isEmpty() || target.isEmpty()) {
            return Optional.of("One end of the relation has no UUID, or a type that is not known here.");
        }
        var type = RELATIONS.getOrDefault(key, "related-to");
        var id = Draft.id("relationship", author, source.get() + "|" + key + "|" + target.get());
        telling.say(
                record.pointer(),
                Draft.of(id, author, at)
                        .put("relationship_type", type)
                        .put("source_ref", source.get().text())
                        .put("target_ref", target.get().text())
                        .put("x_eclecticiq_relation", key)
                        .marked(meta.text("tlp_color").flatMap(Tlp::ofLabel))
                        .build());
        return Optional.empty();
    }

    private Optional<StixId> end(String name) {
        var type = data.text(name + "_type").orElse("").toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.ofNullable(TYPES.get(type))
                .flatMap(stix -> id(stix, "", data.text(name).orElse("")));
    }
}
