package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.List;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Observed data written short, for tests.
final class Observed {

    private Observed() {}

    /// Objects seen once, at a second of one minute.
    static ObservedData at(int second, String... objects) {
        return span(second, second, 1, objects);
    }

    static ObservedData span(int first, int last, int number, String... objects) {
        var embedded = new StringBuilder();
        for (int i = 0; i < objects.length; i++) {
            embedded.append(i == 0 ? "" : ", ")
                    .append('"')
                    .append(i)
                    .append("\": ")
                    .append(objects[i]);
        }
        JsonObject json =
                (JsonObject) Json.read("""
                {"type": "observed-data", "first_observed": "2026-01-01T00:%02d:%02dZ", "last_observed": "2026-01-01T00:%02d:%02dZ",
                 "number_observed": %d, "objects": {%s}}""".formatted(first / 60, first % 60, last / 60, last % 60, number, embedded));
        return ObservedData.read(List.of(json)).getFirst();
    }

    static String name(String name) {
        return "{\"type\": \"file\", \"name\": \"" + name + "\"}";
    }

    static boolean matches(String pattern, ObservedData... observations) {
        return PatternMatcher.compile(Pattern.of(pattern)).match(List.of(observations)) instanceof MatchResult.Matched;
    }

    /// Whether a comparison holds for one object.
    static boolean holds(String comparison, String object) {
        return matches("[" + comparison + "]", at(0, object));
    }

    static String failure(String pattern, ObservedData... observations) {
        return PatternMatcher.compile(Pattern.of(pattern)).match(List.of(observations))
                        instanceof MatchResult.Failed(String message)
                ? message
                : "no failure";
    }

    static String error(String pattern) {
        return Pattern.parse(pattern) instanceof PatternParsed.Refused(PatternError error) ? error.text() : "no error";
    }

    static List<String> rules(String pattern) {
        var rules = new ArrayList<String>();
        Pattern.of(pattern).findings().forEach(finding -> rules.add(finding.rule()));
        return rules;
    }
}
