package theriac.hub.formats;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.json.JsonObject;
import theriac.stix.value.Defang;

/// An attribute as STIX: an indicator when it is meant for detection, observed data when its value is an
/// observable, and otherwise an object of MISP's own kind, so that none is lost. Each carries the attribute as
/// it was received.
final class MispAttributes {

    /// The STIX type for attributes that STIX has no place for.
    static final String CUSTOM = "x-misp-attribute";

    /// Takes what is made of an event.
    interface Out {
        void say(String place, JsonObject json);

        void reject(String place, JsonObject record, String why);

        void remark(Finding finding);

        /// What analysts said of an element is told when all elements are.
        ///
        /// @param inside holds for what lies in the element
        void analysed(JsonObject element, StixId about, String place, MispContext inside);
    }

    private final Out out;

    MispAttributes(Out out) {
        this.out = out;
    }

    /// @param object the MISP object that it is part of
    /// @return the STIX object that stands for it; empty when it was rejected
    Optional<StixId> read(JsonObject attribute, String place, MispContext context, Optional<StixId> object) {
        var type = attribute.text("type").orElse("");
        var value = attribute.text("value").orElse("");
        boolean detects = attribute
                .find("to_ids")
                .flatMap(Members::scalar)
                .filter(said -> said.equals("true") || said.equals("1"))
                .isPresent();
        if (detects && MispTypes.hasPattern(type)) {
            var pattern = MispTypes.pattern(type, value);
            if (pattern.isEmpty()) {
                out.reject(place, attribute, "The value does not fit its type \"%s\".".formatted(type));
                return Optional.empty();
            }
            return Optional.of(indicator(attribute, pattern.get(), place, context, object));
        }
        if (!detects && !MispTypes.fits(type, value)) {
            out.remark(Finding.warning(
                    "misp.value",
                    place,
                    "The value does not fit its type \"%s\"; it is not for detection, so it is kept as it came."
                            .formatted(type)));
        }
        var seen = MispTypes.observables(type, value);
        return Optional.of(
                seen.isEmpty()
                        ? custom(attribute, place, context, object)
                        : observed(attribute, seen, place, context, object));
    }

    private StixId indicator(
            JsonObject attribute, String pattern, String place, MispContext context, Optional<StixId> object) {
        var type = attribute.text("type").orElse("");
        var value = attribute.text("value").orElse("");
        var language = MispTypes.language(type);
        var at = context.at(attribute);
        var draft = draft("indicator", attribute, context)
                .put("name", name(type, value))
                .put("description", attribute.text("comment"))
                .put("indicator_types", List.of("malicious-activity"))
                .put("pattern", pattern)
                .put("pattern_type", language)
                .put("pattern_version", language.equals("stix") ? "2.1" : "")
                .put("valid_from", at);
        MispSightings.expires(attribute, at).ifPresent(end -> draft.put("valid_until", end));
        finish(draft, attribute, place, context, object);
        return draft.id();
    }

    private StixId observed(
            JsonObject attribute, List<JsonObject> seen, String place, MispContext context, Optional<StixId> object) {
        var at = context.at(attribute);
        for (var observable : seen) {
            out.say(place, marked(observable, attribute, context));
        }
        var first = Members.moment(attribute, "first_seen").orElse(at);
        var last =
                Members.moment(attribute, "last_seen").filter(first::isBefore).orElse(first);
        var draft = draft("observed-data", attribute, context)
                .put("first_observed", first)
                .put("last_observed", last)
                .put("number_observed", 1)
                .put("object_refs", seen.stream().map(MispAttributes::id).toList());
        finish(draft, attribute, place, context, object);
        return draft.id();
    }

    private static String id(JsonObject observable) {
        return observable.text("id").orElseThrow();
    }

    /// What was seen is told by the observable as well: it must not go further than the attribute.
    private static JsonObject marked(JsonObject observable, JsonObject attribute, MispContext context) {
        var json = observable;
        var markings = context.markings(attribute);
        if (!markings.isEmpty()) {
            json = json.with("object_marking_refs", theriac.stix.json.JsonArray.ofTexts(markings));
        }
        var reach = context.reach(attribute);
        return reach.isEmpty() ? json : json.with(MispKept.REACH, theriac.stix.json.JsonArray.ofTexts(reach));
    }

    private StixId custom(JsonObject attribute, String place, MispContext context, Optional<StixId> object) {
        var type = attribute.text("type").orElse("");
        if (!MispTypes.meanings().containsKey(type)) {
            out.remark(Finding.info(
                    "misp.type",
                    place,
                    "The attribute type \"%s\" is not in the table of types; it is kept as it came.".formatted(type)));
        }
        var value = attribute.text("value").orElse("");
        var draft = draft(CUSTOM, attribute, context)
                .put("name", Defang.defang(value.substring(0, Math.min(300, value.length()))))
                .put("description", attribute.text("comment"));
        finish(draft, attribute, place, context, object);
        return draft.id();
    }

    private static Draft draft(String type, JsonObject attribute, MispContext context) {
        var id = Draft.id(type, attribute.text("uuid").orElse(""))
                .or(() -> MispEvent.id(type, attribute))
                .orElseGet(() -> Draft.id(
                        type,
                        context.author(),
                        Stream.of(
                                        context.event(),
                                        attribute.text("type").orElse(""),
                                        attribute.text("value").orElse(""))
                                .reduce("misp", (a, b) -> a + "|" + b)));
        return Draft.of(id, context.author(), context.at(attribute));
    }

    private void finish(Draft draft, JsonObject attribute, String place, MispContext context, Optional<StixId> object) {
        context.mark(draft.put("labels", context.labels(attribute)), attribute);
        if (attribute.bool("deleted").orElse(false)) {
            draft.put("revoked", true);
        }
        var kept = MispKept.without(MispAnalyst.without(attribute), "Sighting", MispSightings::isOwn);
        draft.put(MispKept.EVENT_UUID, context.event())
                .put(MispKept.OBJECT_REF, object.map(StixId::text))
                .keep(
                        MispKept.ATTRIBUTE,
                        MispKept.text(MispKept.without(kept, "ShadowAttribute", MispProposals::isOwn)));
        out.say(place, draft.build().json());
        told(attribute, draft.id(), place, context);
    }

    /// What others saw of it, judged of it, or propose to change.
    private void told(JsonObject attribute, StixId about, String place, MispContext context) {
        Instant at = context.at(attribute);
        MispSightings.of(attribute, about, context, at).forEach(object -> out.say(place, object.json()));
        MispProposals.of(attribute, about, context.inside(attribute)).forEach(object -> out.say(place, object.json()));
        out.analysed(attribute, about, place, context.inside(attribute));
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
}
