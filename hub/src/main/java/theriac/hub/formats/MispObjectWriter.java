package theriac.hub.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import theriac.hub.formats.MispTemplates.Part;
import theriac.hub.formats.MispTemplates.Template;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternConstant;
import theriac.stix.pattern.PatternParsed;

/// What did not come from MISP as MISP's attributes and objects: a single value is an attribute, and several
/// properties of one thing are an object, by the tables of [MispTemplates]. An indicator becomes an object only
/// when everything that its pattern asks for has a place in it; otherwise it stays whole. Pure and thread-safe.
final class MispObjectWriter {

    /// Types of which a value decides alone.
    private static final Set<String> HASHES = Set.of(
            "md5",
            "sha1",
            "sha224",
            "sha256",
            "sha384",
            "sha512",
            "sha3-256",
            "sha3-512",
            "x509-fingerprint-md5",
            "x509-fingerprint-sha1",
            "x509-fingerprint-sha256");

    private MispObjectWriter() {}

    /// What an object is in MISP.
    ///
    /// @param attributes of no object
    /// @param objects with their attributes
    /// @param told the observables that stand in them, and need not be written for themselves
    record Elements(List<JsonObject> attributes, List<JsonObject> objects, List<StixId> told) {

        private static final Elements NONE = new Elements(List.of(), List.of(), List.of());

        Elements {
            attributes = List.copyOf(attributes);
            objects = List.copyOf(objects);
            told = List.copyOf(told);
        }

        private static Elements of(JsonObject object, List<StixId> told) {
            return new Elements(List.of(), List.of(object), told);
        }

        /// The attributes of all of it.
        List<JsonObject> all() {
            var all = new ArrayList<>(attributes);
            objects.forEach(object -> all.addAll(Members.objects(object, "Attribute")));
            return all;
        }
    }

    /// @param others those that it may refer to
    static Elements elements(StixObject object, Map<StixId, StixObject> others) {
        if (object.type().equals("observed-data")) {
            return observed(object, others);
        }
        var said = MispAttributeWriter.label(object, "name").flatMap(MispTemplates::named);
        var facts = facts(object, others);
        // What a label calls an attribute is one, however much is said of it.
        boolean attribute = MispAttributeWriter.label(object, "type").isPresent();
        var template = said.or(() -> attribute ? Optional.empty() : template(facts, object.type()));
        var written = template.flatMap(one -> object(object, one, facts, said.isPresent()));
        return written.map(one -> Elements.of(one, List.of()))
                .orElseGet(() -> new Elements(MispAttributeWriter.attributes(object), List.of(), List.of()));
    }

    private static Elements observed(StixObject observed, Map<StixId, StixObject> others) {
        var refs = observed.refs("object_refs");
        var observables =
                refs.stream().map(others::get).filter(Objects::nonNull).toList();
        if (observables.isEmpty()) {
            return Elements.NONE;
        }
        var roots = MispFacts.roots(observables);
        var facts = roots.stream().flatMap(root -> facts(root, others).stream()).toList();
        var type = MispAttributeWriter.label(observed, "type");
        if (type.isPresent()) {
            return MispAttributeWriter.told(observed, type.get(), facts)
                    .map(attribute -> new Elements(List.of(attribute), List.of(), refs))
                    .orElse(Elements.NONE);
        }
        var template = MispAttributeWriter.label(observed, "name").flatMap(MispTemplates::named);
        if (template.isPresent()) {
            return object(observed, template.get(), facts, true)
                    .map(object -> Elements.of(object, refs))
                    .orElse(Elements.NONE);
        }
        return each(observed, observables, others);
    }

    /// Observables that nothing groups, each for itself, with when they were observed.
    private static Elements each(StixObject observed, List<StixObject> observables, Map<StixId, StixObject> others) {
        var attributes = new ArrayList<JsonObject>();
        var objects = new ArrayList<JsonObject>();
        var told = new LinkedHashSet<StixId>();
        // What refers to others comes first, for it may hold them.
        var inOrder = new LinkedHashSet<>(MispFacts.roots(observables));
        inOrder.addAll(observables);
        for (var one : inOrder) {
            var elements = told.contains(one.id()) ? Elements.NONE : elements(one, others);
            elements.attributes().forEach(part -> attributes.add(MispAttributeWriter.seen(part, observed)));
            elements.objects().forEach(part -> objects.add(MispAttributeWriter.seen(part, observed)));
            if (!elements.all().isEmpty()) {
                told.add(one.id());
            }
            if (!elements.objects().isEmpty()) {
                one.references().forEach(reference -> told.add(reference.target()));
            }
        }
        return new Elements(attributes, objects, List.copyOf(told));
    }

    private static List<PatternConstant> facts(StixObject object, Map<StixId, StixObject> others) {
        if (!object.type().equals("indicator")
                || !object.text("pattern_type").orElse("stix").equals("stix")) {
            return MispFacts.of(object, others);
        }
        return Pattern.parse(object.text("pattern").orElse("")) instanceof PatternParsed.Parsed(var pattern)
                ? MispFacts.of(pattern).orElse(List.of())
                : List.of();
    }

    private static Optional<Template> template(List<PatternConstant> facts, String type) {
        boolean isSocket = facts.stream().anyMatch(fact -> MispFacts.path(fact).contains("extensions.socket-ext."));
        return isSocket
                ? MispTemplates.named("network-socket")
                : facts.stream()
                        .findFirst()
                        .map(fact -> type.equals("indicator") ? fact.objectType() : type)
                        .flatMap(MispTemplates::of);
    }

    /// @param said whether it was such an object in MISP
    private static Optional<JsonObject> object(
            StixObject object, Template template, List<PatternConstant> facts, boolean said) {
        var uuid = object.id().uuid().toString();
        var parts = MispTemplates.parts(template, facts, uuid);
        boolean whole = !object.type().equals("indicator")
                || facts.stream()
                        .noneMatch(fact -> MispTemplates.parts(template, List.of(fact), uuid)
                                .isEmpty());
        boolean alone = parts.size() < 2 && !object.type().matches("location|identity|malware-analysis");
        if (parts.isEmpty() || !said && (alone || !whole)) {
            return Optional.empty();
        }
        var json = JsonObject.builder()
                .put("uuid", uuid)
                .put("name", template.name())
                .put("meta-category", template.category());
        if (!template.uuid().equals("-")) {
            json.put("template_uuid", template.uuid()).put("template_version", template.version());
        }
        json.put("timestamp", MispAttributeWriter.seconds(object))
                .put("comment", "")
                .put("deleted", object.revoked())
                .put("distribution", "5")
                .put("Attribute", JsonArray.of(attributes(object, parts, said)));
        return Optional.of(json.build());
    }

    /// An object that was told twice, by an indicator and by what was observed: with what either says.
    static JsonObject merged(JsonObject first, JsonObject second) {
        var attributes = new LinkedHashMap<String, JsonObject>();
        for (var object : List.of(first, second)) {
            for (var part : Members.objects(object, "Attribute")) {
                attributes.putIfAbsent(
                        part.text("object_relation").orElse("") + "|"
                                + part.text("value").orElse(""),
                        part);
            }
        }
        return first.with("Attribute", JsonArray.of(List.copyOf(attributes.values())));
    }

    /// Of a pattern that asks for several things at once only a hash is for detection by itself: a name or a
    /// port alone would find too much. What was such an object in MISP is as it was there.
    private static List<JsonObject> attributes(StixObject object, List<Part> parts, boolean said) {
        return parts.stream()
                .map(part -> said || HASHES.contains(part.type())
                        ? attribute(object, part)
                        : attribute(object, part).with("to_ids", JsonBoolean.FALSE))
                .toList();
    }

    private static JsonObject attribute(StixObject object, Part part) {
        var name = part.relation() + "|" + part.type() + "|" + part.value();
        var uuid = DeterministicIds.named(object.id().uuid(), "x-misp-attribute", name)
                .uuid();
        return MispAttributeWriter.part(object, uuid, part);
    }
}
