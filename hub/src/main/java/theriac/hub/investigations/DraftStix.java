package theriac.hub.investigations;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.Tlp;
import theriac.stix.Validation;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.value.ValuePatterns;
import theriac.stix.value.Values;

/// A draft as STIX 2.1, back to what was typed, and as it is published. Pure.
final class DraftStix {

    /// With a name and a description alone.
    private static final Set<String> NAMED = Set.of(
            "attack-pattern",
            "campaign",
            "course-of-action",
            "infrastructure",
            "intrusion-set",
            "malware",
            "threat-actor",
            "tool");

    /// What can be written in an investigation.
    static final Set<String> TYPES =
            Set.copyOf(Stream.concat(NAMED.stream(), Stream.of("note", "report", "indicator", "relationship"))
                    .toList());

    private DraftStix() {}

    /// @param creator identity of the organisation that writes
    /// @param modified of this version; `created` when it is the first
    /// @throws Problem bad request with the first thing that is wrong
    static StixObject object(StixId id, StixId creator, StixTimestamp created, StixTimestamp modified, DraftForm form) {
        if (!TYPES.contains(form.type())) {
            throw Problem.badRequest("An object of the type \"%s\" cannot be written here.".formatted(form.type()));
        }
        var json = JsonObject.builder()
                .put("type", form.type())
                .put("spec_version", "2.1")
                .put("id", id.text())
                .put("created_by_ref", creator.text())
                .put("created", created.text())
                .put("modified", modified.text())
                .put("object_marking_refs", marking(Tlp.RED));
        switch (form.type()) {
            case "note" -> {
                optional(json, "abstract", form.name());
                json.put("content", needed(form.text(), "A note needs a text."))
                        .put("object_refs", about(form, "A note is about something: choose at least one object."));
            }
            case "report" -> {
                named(json, form);
                json.put("published", modified.text())
                        .put("object_refs", about(form, "A report is about something: choose at least one object."));
            }
            case "indicator" -> {
                optional(json, "name", form.name());
                optional(json, "description", form.text());
                json.put("indicator_types", List.of("malicious-activity"))
                        .put("pattern", pattern(form.pattern()))
                        .put("pattern_type", "stix")
                        .put("pattern_version", "2.1")
                        .put("valid_from", created.text());
            }
            case "relationship" -> {
                json.put("relationship_type", needed(form.link(), "Say how the two are connected."))
                        .put("source_ref", id(form.from()).text())
                        .put("target_ref", id(form.to()).text());
                optional(json, "description", form.text());
            }
            default -> {
                named(json, form);
                if (form.type().equals("malware")) {
                    json.put("is_family", false);
                }
            }
        }
        return checked(StixObject.of(json.build()));
    }

    /// What was typed, as far as this version holds it.
    static DraftForm form(StixObject object) {
        boolean note = object.type().equals("note");
        return new DraftForm(
                object.type(),
                object.text(note ? "abstract" : "name").orElse(""),
                object.text(note ? "content" : "description").orElse(""),
                object.text("pattern").orElse(""),
                object.text("source_ref").orElse(""),
                object.text("relationship_type").orElse(""),
                object.text("target_ref").orElse(""),
                object.texts("object_refs"));
    }

    /// The version that becomes known: marked for whom it is, and nothing else changed.
    static StixObject published(StixObject draft, Tlp tlp, StixTimestamp now) {
        var json = draft.json().with("modified", new JsonString(now.text())).with("object_marking_refs", marking(tlp));
        return StixObject.of(draft.type().equals("report") ? json.with("published", new JsonString(now.text())) : json);
    }

    private static JsonArray marking(Tlp tlp) {
        return JsonArray.of(List.of(new JsonString(tlp.markingId().text())));
    }

    private static void named(JsonObject.Builder json, DraftForm form) {
        json.put("name", needed(form.name(), "It needs a name."));
        optional(json, "description", form.text());
    }

    private static void optional(JsonObject.Builder json, String property, String text) {
        if (!text.isBlank()) {
            json.put(property, text.strip());
        }
    }

    private static String needed(String text, String sentence) {
        if (text.isBlank()) {
            throw Problem.badRequest(sentence);
        }
        return text.strip();
    }

    private static List<String> about(DraftForm form, String sentence) {
        if (form.objects().isEmpty()) {
            throw Problem.badRequest(sentence);
        }
        return form.objects().stream().map(text -> id(text).text()).distinct().toList();
    }

    private static StixId id(String text) {
        return StixId.parse(text)
                .orElseThrow(() -> Problem.badRequest("Choose the objects from the list: \"%s\" is no STIX id."
                        .formatted(text.length() > 80 ? text.substring(0, 80) + "…" : text)));
    }

    /// A pattern stays as it is written; a value becomes the pattern that recognises it.
    private static String pattern(String text) {
        var written = needed(text, "An indicator needs a value or a STIX pattern.");
        if (written.startsWith("[") && Pattern.parse(written) instanceof PatternParsed.Parsed) {
            return written;
        }
        return Values.recognize(written)
                .flatMap(ValuePatterns::of)
                .orElseThrow(
                        () -> Problem.badRequest(
                                "This is neither a STIX pattern nor a domain, URL, IP address, network, hash or mail address."));
    }

    private static StixObject checked(StixObject object) {
        Validation.validate(object).stream()
                .filter(Finding::isError)
                .findFirst()
                .ifPresent(wrong -> {
                    throw Problem.of(Problem.Code.UNPROCESSABLE, wrong.message());
                });
        return object;
    }
}
