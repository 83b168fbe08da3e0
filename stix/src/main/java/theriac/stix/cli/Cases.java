package theriac.stix.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import theriac.stix.DeterministicIds;
import theriac.stix.Finding;
import theriac.stix.OpenCtiIds;
import theriac.stix.StixId;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonParsed;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.MatchResult;
import theriac.stix.pattern.ObservedData;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternError;
import theriac.stix.pattern.PatternMatcher;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.pattern.PatternVersion;
import theriac.stix.spec.Spec;

/// Answers one case of a batch: a line of JSON in, a line of JSON out. Stateless; never throws on bad data.
final class Cases {

    static final JsonLimits LIMITS = JsonLimits.standard();

    private static final String ANY_UUID = "00000000-0000-4000-8000-000000000000";

    private Cases() {}

    /// `{"object"}` to `{"valid", "findings"}`.
    static String validate(byte[] line, Checks checks) {
        return answer(
                line,
                "object",
                one -> validation(checks.of(one.find("object").orElseThrow())),
                fault -> validation(List.of(fault)));
    }

    static JsonObject validation(List<Finding> findings) {
        List<JsonObject> list = findings.stream().map(Cases::finding).toList();
        return JsonObject.builder()
                .put("valid", Validation.isValid(findings))
                .put("findings", JsonArray.of(list))
                .build();
    }

    private static JsonObject finding(Finding finding) {
        return JsonObject.builder()
                .put("rule", finding.rule())
                .put("severity", finding.severity().name().toLowerCase(java.util.Locale.ROOT))
                .put("pointer", finding.pointer())
                .put("message", finding.message())
                .build();
    }

    /// `{"object"}` to `{"id"}` or `{"error"}`.
    static String id(byte[] line) {
        return answer(line, "object", one -> idOf(one.find("object").orElseThrow(), false), Cases::error);
    }

    /// `{"id"}`, or `{"error"}` where the id does not follow from the content.
    static JsonObject idOf(JsonValue value, boolean openCti) {
        if (!(value instanceof JsonObject object)
                || object.text("type")
                        .filter(type -> StixId.isValid(type + "--" + ANY_UUID))
                        .isEmpty()) {
            return error("An object with an id has a \"type\" of small letters, digits and hyphens (STIX 2.1 §3.1).");
        }
        String type = object.text("type").orElseThrow();
        try {
            Optional<StixId> id = openCti
                    ? OpenCtiIds.find(object)
                    : Optional.of(type)
                            .filter(t -> Spec.V21.isSco(t) || Spec.V21.type(t).isEmpty())
                            .map(_ -> DeterministicIds.sco(object));
            return id.map(known -> JsonObject.builder().put("id", known.text()).build())
                    .orElseGet(() -> error("The id of this " + type + " does not follow from its content"
                            + (openCti ? " as OpenCTI reads it." : "; it is a random UUIDv4 (STIX 2.1 §2.9).")));
        } catch (IllegalArgumentException noCanonicalForm) {
            return error(String.valueOf(noCanonicalForm.getMessage()));
        }
    }

    /// `{"pattern"}` to `{"valid", "error"?}`. A case may say `"stix_version": "2.0"`.
    static String pattern(byte[] line) {
        return answer(line, "pattern", Cases::syntax, fault -> invalid(fault.message()));
    }

    private static JsonObject syntax(JsonObject one) {
        return switch (parse(one)) {
            case PatternParsed.Parsed _ ->
                JsonObject.builder().put("valid", true).build();
            case PatternParsed.Refused(var error) -> invalid(error.text());
        };
    }

    /// What the text of one pattern gets, as in a batch.
    static JsonObject syntax(String pattern) {
        return syntax(JsonObject.builder().put("pattern", pattern).build());
    }

    private static JsonObject invalid(String message) {
        return JsonObject.builder().put("valid", false).put("error", message).build();
    }

    private static PatternParsed parse(JsonObject one) {
        PatternVersion version =
                one.text("stix_version").orElse("").equals("2.0") ? PatternVersion.STIX_2_0 : PatternVersion.STIX_2_1;
        return one.text("pattern")
                .map(text -> Pattern.parse(text, version))
                .orElse(new PatternParsed.Refused(new PatternError(1, 1, "The \"pattern\" of a case is a string.")));
    }

    /// `{"pattern", "observations": […]}` to `{"matches"}` or `{"error"}`. A case may say `"stix_version": "2.0"`.
    static String match(byte[] line) {
        return answer(line, "pattern", Cases::matchCase, Cases::error);
    }

    private static JsonObject matchCase(JsonObject one) {
        Optional<JsonArray> observations =
                one.array("observations").filter(list -> list.objects().size() == list.size());
        return observations
                .map(list -> matched(parse(one), observations(list.objects())))
                .orElseGet(() -> error("The \"observations\" of a case are a list of bundles or objects."));
    }

    static JsonObject matched(PatternParsed pattern, List<ObservedData> observations) {
        return switch (pattern) {
            case PatternParsed.Refused(var error) -> error(error.text());
            case PatternParsed.Parsed(Pattern parsed) ->
                matched(PatternMatcher.compile(parsed).match(observations));
        };
    }

    private static JsonObject matched(MatchResult result) {
        return switch (result) {
            case MatchResult.Matched _ ->
                JsonObject.builder().put("matches", true).build();
            case MatchResult.NotMatched() ->
                JsonObject.builder().put("matches", false).build();
            case MatchResult.Failed(String message) -> error(message);
        };
    }

    /// The observations of a case: bundles, or objects by themselves.
    private static List<ObservedData> observations(List<JsonObject> values) {
        List<ObservedData> all = new ArrayList<>();
        List<JsonObject> loose = new ArrayList<>();
        for (JsonObject value : values) {
            Optional<JsonArray> objects = value.array("objects");
            if (objects.isPresent()) {
                all.addAll(ObservedData.read(objects.get().objects()));
            } else {
                loose.add(value);
            }
        }
        all.addAll(ObservedData.read(loose));
        return all;
    }

    /// A JSON value to its canonical form, or `{"error"}`.
    static String canonical(byte[] line) {
        JsonParsed parsed = Json.parse(line, LIMITS);
        if (parsed.value().isEmpty()) {
            return line(error(parsed.findings().getFirst()));
        }
        try {
            return new String(Json.canonical(parsed.value().get()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noCanonicalForm) {
            return line(error(String.valueOf(noCanonicalForm.getMessage())));
        }
    }

    private static String answer(
            byte[] line,
            String member,
            Function<JsonObject, JsonObject> question,
            Function<Finding, JsonObject> fault) {
        JsonParsed parsed = Json.parse(line, LIMITS);
        if (parsed.value().isEmpty()) {
            return line(fault.apply(parsed.findings().getFirst()));
        }
        return line(parsed.object()
                .filter(one -> one.has(member))
                .map(question)
                .orElseGet(() -> fault.apply(Finding.error(
                        "case-incomplete", "", "A case is a JSON object with the member \"" + member + "\"."))));
    }

    /// One line that is JSON and safe on a terminal.
    static String line(JsonObject object) {
        return Terminal.safe(Json.write(object));
    }

    private static JsonObject error(Finding finding) {
        return error(finding.message());
    }

    static JsonObject error(String message) {
        return JsonObject.builder().put("error", message).build();
    }
}
