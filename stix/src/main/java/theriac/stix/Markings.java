package theriac.stix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// What the data markings of an object say (STIX 2.1 §7.2). Stateless, safe between threads.
///
/// The specification has no rules for several markings on one thing; here all of them hold, and the narrowest TLP label
/// wins.
public final class Markings {

    /// The OASIS extension that carries TLP 2.0 on marking definitions.
    private static final String TLP2_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

    private Markings() {}

    /// The narrowest TLP label on the object or on any part of it; empty when it carries none.
    ///
    /// Granular markings count too: passing the object on must honour all of them.
    public static Optional<Tlp> tlp(StixObject object) {
        Optional<Tlp> strictest = Optional.empty();
        for (StixId marking : all(object)) {
            Optional<Tlp> label = Tlp.ofMarking(marking);
            strictest = strictest.isPresent() && label.isPresent()
                    ? strictest.map(one -> one.strictest(label.get()))
                    : strictest.or(() -> label);
        }
        return strictest;
    }

    /// The narrowest TLP label that holds for one property: its own granular ones and those of the object; empty when
    /// there are none.
    ///
    /// @param selector the property as selectors write it
    public static Optional<Tlp> tlp(StixObject object, String selector) {
        return ofProperty(object, selector).stream()
                .flatMap(marking -> Tlp.ofMarking(marking).stream())
                .reduce(Tlp::strictest);
    }

    /// The narrowest PAP label on the object or on any part of it; empty when it carries none.
    public static Optional<Pap> pap(StixObject object) {
        return all(object).stream()
                .flatMap(marking -> Pap.ofMarking(marking).stream())
                .reduce(Pap::strictest);
    }

    /// The markings of the object as a whole (STIX 2.1 §7.2.2).
    public static Set<StixId> ofObject(StixObject object) {
        return new LinkedHashSet<>(object.refs("object_marking_refs"));
    }

    /// Every marking on the object and on its parts: what must be honoured when it is passed on as a whole.
    public static Set<StixId> all(StixObject object) {
        Set<StixId> all = ofObject(object);
        granular(object).flatMap(m -> ref(m).stream()).forEach(all::add);
        return all;
    }

    /// A part of an object and a marking on it.
    ///
    /// @param selector the property as selectors write it
    public record Part(String selector, StixId marking) {}

    /// The parts that are marked by themselves, in the order of the object; each selector and marking once.
    public static List<Part> parts(StixObject object) {
        return granular(object)
                .flatMap(each -> ref(each).stream()
                        .flatMap(marking -> selectors(each).map(selector -> new Part(selector, marking))))
                .distinct()
                .toList();
    }

    /// The markings of one property: those of the object and the granular ones whose selectors cover it
    /// (STIX 2.1 §7.2.3).
    ///
    /// @param selector the property as selectors write it, `external_references.[0].url`
    public static Set<StixId> ofProperty(StixObject object, String selector) {
        Set<StixId> markings = ofObject(object);
        granular(object)
                .filter(m -> selectors(m).anyMatch(s -> Selectors.covers(s, selector)))
                .flatMap(m -> ref(m).stream())
                .forEach(markings::add);
        return markings;
    }

    /// The language of one property: of the longest selector that covers it, else `lang`, else `en` (STIX 2.1 §3.2).
    public static String language(StixObject object, String selector) {
        String language = object.text("lang").orElse("en");
        int longest = -1;
        for (JsonObject marking : granular(object).toList()) {
            Optional<String> lang = marking.text("lang");
            int length = selectors(marking)
                    .filter(s -> Selectors.covers(s, selector))
                    .mapToInt(String::length)
                    .max()
                    .orElse(-1);
            if (lang.isPresent() && length > longest) {
                longest = length;
                language = lang.get();
            }
        }
        return language;
    }

    /// The object without what a reader of these markings only may not have: properties that carry another granular
    /// marking are left out, list items and deeper places with their whole property. Empty when a marking of the
    /// object itself is not among them, or a required part would be lost.
    ///
    /// The result is for showing and for exchange under agreement: it is another content under the same version,
    /// which §3.6 forbids to publish as STIX.
    public static Optional<JsonObject> visible(StixObject object, Set<StixId> allowed) {
        if (!allowed.containsAll(ofObject(object))) {
            return Optional.empty();
        }
        JsonObject visible = object.json();
        for (JsonObject marking : granular(object).toList()) {
            boolean hidden = ref(marking).filter(m -> !allowed.contains(m)).isPresent();
            if (hidden) {
                for (String selector : selectors(marking).toList()) {
                    visible = visible.without(selector.split("\\.")[0]);
                }
            }
        }
        return StixObject.find(visible).map(StixObject::json);
    }

    /// The object's JSON with one TLP 2.0 marking in place of any TLP marking it had; other markings stay.
    public static JsonObject withTlp(JsonObject object, Tlp tlp) {
        List<String> refs = new ArrayList<>();
        object.array("object_marking_refs").map(JsonArray::texts).orElse(List.of()).stream()
                .filter(ref -> StixId.parse(ref).flatMap(Tlp::ofMarking).isEmpty())
                .forEach(refs::add);
        refs.addFirst(tlp.markingId().text());
        return object.with("object_marking_refs", JsonArray.ofTexts(refs));
    }

    /// The marking definition of a TLP 2.0 label, as OASIS published it.
    public static StixObject definition(Tlp tlp) {
        JsonObject extension = JsonObject.builder()
                .put("extension_type", "property-extension")
                .put("tlp_2_0", tlp.label().substring(4).toLowerCase(java.util.Locale.ROOT))
                .build();
        return StixObject.of(JsonObject.builder()
                .put("type", "marking-definition")
                .put("spec_version", "2.1")
                .put("id", tlp.markingId().text())
                .put("created", "2022-10-01T00:00:00.000Z")
                .put("name", tlp.label())
                .put(
                        "extensions",
                        JsonObject.builder().put(TLP2_EXTENSION, extension).build())
                .build());
    }

    /// A new statement marking: terms of use or a copyright line (STIX 2.1 §7.2.1).
    public static StixObject statement(String statement, StixId creator, Instant now) {
        return StixObject.of(JsonObject.builder()
                .put("type", "marking-definition")
                .put("spec_version", "2.1")
                .put("id", StixId.random("marking-definition").text())
                .put("created_by_ref", creator.text())
                .put("created", StixTimestamp.of(now).text())
                .put("definition_type", "statement")
                .put(
                        "definition",
                        JsonObject.builder().put("statement", statement).build())
                .build());
    }

    /// The text of a statement marking; empty when the object is none.
    public static Optional<String> statementOf(StixObject marking) {
        return marking.json().object("definition").flatMap(definition -> definition.text("statement"));
    }

    /// The label that a marking definition stands for: by its id, its content or extension, or its name, under which
    /// platforms write labels that TLP 1 does not have; empty when it is no TLP marking.
    public static Optional<Tlp> tlpOfDefinition(StixObject marking) {
        Optional<Tlp> byId = Tlp.ofMarking(marking.id());
        if (byId.isPresent() || !marking.type().equals("marking-definition")) {
            return byId;
        }
        Optional<String> v1 = marking.text("definition_type")
                .filter("tlp"::equals)
                .flatMap(_ -> marking.json().object("definition"))
                .flatMap(definition -> definition.text("tlp"));
        return v1.or(() -> extension(marking, TLP2_EXTENSION, "tlp_2_0"))
                .or(() -> called(marking, "TLP:"))
                .flatMap(Tlp::ofLabel);
    }

    /// The PAP label that a marking definition stands for, by its id, its extension or its name; empty when
    /// it is none.
    public static Optional<Pap> papOfDefinition(StixObject marking) {
        Optional<Pap> byId = Pap.ofMarking(marking.id());
        return byId.isPresent() || !marking.type().equals("marking-definition")
                ? byId
                : extension(marking, Pap.EXTENSION.text(), "pap")
                        .or(() -> called(marking, "PAP:"))
                        .flatMap(Pap::ofLabel);
    }

    /// The name that begins so: the standard one, or that of OpenCTI.
    private static Optional<String> called(StixObject marking, String prefix) {
        return Stream.concat(marking.name().stream(), marking.text("x_opencti_definition").stream())
                .filter(name -> name.regionMatches(true, 0, prefix, 0, prefix.length()))
                .findFirst();
    }

    private static Optional<String> extension(StixObject marking, String key, String property) {
        return marking.json()
                .object("extensions")
                .flatMap(all -> all.object(key))
                .flatMap(extension -> extension.text(property));
    }

    private static Stream<JsonObject> granular(StixObject object) {
        return object.json().array("granular_markings").stream().flatMap(list -> list.objects().stream());
    }

    private static Optional<StixId> ref(JsonObject marking) {
        return marking.text("marking_ref").flatMap(StixId::parse);
    }

    private static Stream<String> selectors(JsonObject marking) {
        return marking.array("selectors").stream()
                .flatMap(list -> list.values().stream())
                .flatMap(value -> value instanceof JsonString(String text) ? Stream.of(text) : Stream.empty());
    }
}
