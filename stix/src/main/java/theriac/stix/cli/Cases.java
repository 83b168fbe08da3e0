package theriac.stix.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.DeterministicIds;
import theriac.stix.Finding;
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

/// Answers one case of a batch: a line of JSON in, a line of JSON out. Stateless; never throws on bad data.
final class Cases {

    static final JsonLimits LIMITS = JsonLimits.standard();

    private Cases() {}

    /// `{"object"}` to `{"valid", "findings"}`.
    static String validate(String line) {
        return answer(line, "object", value -> validation(Validation.validate(value)));
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

    /// `{"object"}` to `{"id"}`.
    static String id(String line) {
        return answer(line, "object", Cases::idOf);
    }

    private static JsonObject idOf(JsonValue value) {
        if (!(value instanceof JsonObject object) || object.text("type").isEmpty()) {
            return error("The object needs a \"type\".");
        }
        try {
            return JsonObject.builder()
                    .put("id", DeterministicIds.sco(object).text())
                    .build();
        } catch (IllegalArgumentException noCanonicalForm) {
            return error(String.valueOf(noCanonicalForm.getMessage()));
        }
    }

    /// `{"pattern"}` to `{"valid", "error"?}`. A case may say `"stix_version": "2.0"`.
    static String pattern(String line) {
        JsonParsed parsed = Json.parse(line, LIMITS);
        Optional<JsonObject> one = parsed.object().filter(o -> o.has("pattern"));
        return Json.write(one.map(Cases::syntax).orElseGet(() -> unreadable(parsed, "pattern")));
    }

    private static JsonObject syntax(JsonObject one) {
        return switch (parse(one)) {
            case PatternParsed.Parsed _ ->
                JsonObject.builder().put("valid", true).build();
            case PatternParsed.Refused(var error) ->
                JsonObject.builder()
                        .put("valid", false)
                        .put("error", error.text())
                        .build();
        };
    }

    private static PatternParsed parse(JsonObject one) {
        PatternVersion version =
                one.text("stix_version").orElse("").equals("2.0") ? PatternVersion.STIX_2_0 : PatternVersion.STIX_2_1;
        return one.text("pattern")
                .map(text -> Pattern.parse(text, version))
                .orElse(new PatternParsed.Refused(new PatternError(1, 1, "The \"pattern\" of a case is a string.")));
    }

    /// `{"pattern", "observations": […]}` to `{"matches"}` or `{"error"}`. A case may say `"stix_version": "2.0"`.
    static String match(String line) {
        JsonParsed parsed = Json.parse(line, LIMITS);
        Optional<JsonObject> one = parsed.object().filter(o -> o.has("pattern"));
        if (one.isEmpty()) {
            return line(unreadable(parsed, "pattern"));
        }
        String pattern = one.get().text("pattern").orElse("");
        return line(matched(pattern, observations(one.get())));
    }

    static JsonObject matched(String pattern, List<ObservedData> observations) {
        return switch (Pattern.parse(pattern)) {
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
    private static List<ObservedData> observations(JsonObject one) {
        List<ObservedData> all = new ArrayList<>();
        List<JsonObject> loose = new ArrayList<>();
        for (JsonObject value :
                one.array("observations").orElse(JsonArray.EMPTY).objects()) {
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

    /// A JSON value to its canonical form.
    static String canonical(String line) {
        JsonParsed parsed = Json.parse(line, LIMITS);
        if (parsed.value().isEmpty()) {
            return line(unreadable(parsed, ""));
        }
        try {
            return new String(Json.canonical(parsed.value().get()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noCanonicalForm) {
            return line(error(String.valueOf(noCanonicalForm.getMessage())));
        }
    }

    private static String answer(
            String line, String member, java.util.function.Function<JsonValue, JsonObject> question) {
        JsonParsed parsed = Json.parse(line, LIMITS);
        Optional<JsonValue> value = parsed.object().flatMap(o -> o.find(member));
        return line(value.map(question).orElseGet(() -> unreadable(parsed, member)));
    }

    /// Text that is no JSON cannot be valid STIX either, so the answer holds both forms.
    private static JsonObject unreadable(JsonParsed parsed, String member) {
        String message = parsed.findings().isEmpty()
                ? "The case has no \"" + member + "\"."
                : parsed.findings().getFirst().message();
        JsonObject error = error(message);
        if (member.isEmpty()) {
            return error;
        }
        JsonObject.Builder out = JsonObject.builder().put("valid", false).putAll(error);
        return out.put(
                        "findings",
                        JsonArray.of(
                                parsed.findings().stream().map(Cases::finding).toList()))
                .build();
    }

    /// One line that is JSON and safe on a terminal.
    static String line(JsonObject object) {
        return Terminal.safe(Json.write(object));
    }

    private static JsonObject error(String message) {
        return JsonObject.builder().put("error", message).build();
    }
}
