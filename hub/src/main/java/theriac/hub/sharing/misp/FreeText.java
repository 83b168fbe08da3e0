package theriac.hub.sharing.misp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import theriac.hub.benign.CompiledLists;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.value.Extraction;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// A text that is handed in to have its values made attributes of an event, defanged or not. Thread-safe.
final class FreeText {

    private static final int LONGEST = 1 << 20;
    private static final int MOST_VALUES = 1_000;
    private static final Set<String> KNOWN =
            Set.of("value", "adhereToWarninglists", "distribution", "returnMetaAttributes");

    private final OwnEvents own;
    private final AttributeDesk desk;
    private final WarningLists lists;

    FreeText(OwnEvents own, AttributeDesk desk, WarningLists lists) {
        this.own = own;
        this.desk = desk;
        this.lists = lists;
    }

    /// What becomes of a value that is on a warning list.
    private enum Listed {
        TAKEN,
        /// Not for detection.
        SOFT,
        LEFT_OUT
    }

    /// `events/freeTextImport/{uuid or id}`: with `returnMetaAttributes` what would be made, and
    /// nothing is; otherwise the attributes that were made, without those that the event has
    /// already.
    MispAnswer read(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = call.body().object("Attribute").orElse(call.body());
        sent.names().stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw Problem.badRequest("This import does not know \"%s\".".formatted(name));
        });
        var text = sent.text("value").orElse("");
        if (text.isBlank() || text.length() > LONGEST) {
            throw Problem.badRequest("Send a text as \"value\", of at most %,d characters.".formatted(LONGEST));
        }
        var event = own.load(call.caller(), call.argument());
        var found = found(text, listed(sent));
        if (Subject.is(sent, "returnMetaAttributes")) {
            return MispAnswer.list(found.stream().map(FreeText::told).toList());
        }
        var reach = sent.find("distribution");
        var wanted = found.stream()
                .filter(one ->
                        AttributeDesk.Place.in(event).noneMatch(place -> AttributeDesk.isSame(place.attribute(), one)))
                .map(one -> reach.map(value -> one.with("distribution", value)).orElse(one))
                .toList();
        return wanted.isEmpty() ? MispAnswer.list(List.of()) : MispAnswer.list(desk.addEach(call, event, wanted));
    }

    private static Listed listed(JsonObject sent) {
        return sent.text("adhereToWarninglists").filter("soft"::equals).isPresent()
                ? Listed.SOFT
                : Subject.is(sent, "adhereToWarninglists") ? Listed.LEFT_OUT : Listed.TAKEN;
    }

    /// An attribute for each distinct value, in the order of the text. The host of a link never becomes
    /// one.
    private List<JsonObject> found(String text, Listed listed) {
        var stops = lists.now();
        var attributes = new LinkedHashMap<NormalValue, JsonObject>();
        int linkEnd = -1;
        for (var one : Extraction.find(text)) {
            boolean hostOfLink = one.start() < linkEnd;
            linkEnd = one.value().kind() == ValueKind.URL ? Math.max(linkEnd, one.end()) : linkEnd;
            if (!hostOfLink && !attributes.containsKey(one.value())) {
                MispWriter.attribute(one.value())
                        .map(attribute -> attribute.with("comment", new JsonString("")))
                        .filter(attribute -> listed != Listed.LEFT_OUT || !isListed(stops, one.value()))
                        .map(attribute -> listed == Listed.SOFT && isListed(stops, one.value())
                                ? attribute.with("to_ids", JsonBoolean.FALSE)
                                : attribute)
                        .ifPresent(attribute -> attributes.put(one.value(), attribute));
            }
        }
        if (attributes.size() > MOST_VALUES) {
            throw Problem.badRequest("The text has %,d values, and at most %,d are taken at a time: send it in parts."
                    .formatted(attributes.size(), MOST_VALUES));
        }
        return new ArrayList<>(attributes.values());
    }

    private static boolean isListed(CompiledLists lists, NormalValue value) {
        return !lists.find(value).isEmpty();
    }

    /// A value before it is an attribute, as MISP tells it.
    private static JsonValue told(JsonObject attribute) {
        var type = attribute.text("type").orElse("");
        return JsonObject.builder()
                .put("value", attribute.text("value").orElse(""))
                .put("original_value", attribute.text("value").orElse(""))
                .put("default_type", type)
                .put("types", JsonArray.ofTexts(List.of(type)))
                .put("default_category", attribute.text("category").orElse(""))
                .put("to_ids", attribute.bool("to_ids").orElse(false))
                .build();
    }
}
