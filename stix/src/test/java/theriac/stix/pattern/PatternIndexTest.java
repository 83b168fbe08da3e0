package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// An index of patterns over text answers what each of them answers alone, whichever part it is found by.
class PatternIndexTest {

    private static final List<String> PATTERNS = List.of(
            "[a:bbb = 'x']",
            "[a:bbb != 'x']",
            "[a:bbb NOT = 'x']",
            "[a:bbb NOT != 'x']",
            "[a:bbb IN ('x', 'y')]",
            "[a:bbb NOT IN ('x', 'y')]",
            "[a:bbb IN (1, 2)]",
            "[a:bbb LIKE 'x%']",
            "[a:bbb < 'y']",
            "[a:bbb = 1]",
            "[a:bbb = 'x' OR a:bbb = 'y']",
            "[a:bbb = 'x' OR a:ccc = 'y']",
            "[a:bbb = 'x' OR a:bbb LIKE 'z%']",
            "[a:bbb = 'x' OR a:bbb != 'z']",
            "[a:bbb = 'x' AND a:ccc = 'y']",
            "[a:bbb = 'x' AND a:ccc != 'y']",
            "[a:bbb != 'x' AND a:ccc != 'y']",
            "[a:bbb IN ('x', 'y', 'z') AND a:ccc = 'y']",
            "[a:ccc = 'y' AND a:bbb IN ('x', 'y', 'z')]",
            "[(a:bbb = 'x' OR a:bbb LIKE 'z%') AND a:ccc = 'y']",
            "[(a:bbb = 'x' AND a:ccc = 'y') OR a:bbb = 'z']",
            "[a:bbb = 'x' OR e:bbb = 'x']",
            "[e:bbb = 'x']",
            "[a:bbb = 'x'] OR [e:bbb = 'y']",
            "[a:bbb = 'x'] OR [a:ccc LIKE 'y']",
            "[a:bbb = 'x'] REPEATS 1 TIMES",
            "[a:bbb = 'x'] WITHIN 5 SECONDS",
            "[a:d_bin = 'x']",
            "[a:d_bin = 'eA==']",
            "[a:bbb_list[*] = 'x']",
            "[a:bbb_list[0] = 'x']",
            "[a:deep.bbb = 'x']",
            "[a:other_ref.bbb = 'x']",
            "[EXISTS a:bbb]");

    private static final List<String> OBJECTS = List.of(
            "\"0\":{\"type\":\"a\",\"bbb\":\"x\"}",
            "\"0\":{\"type\":\"a\",\"bbb\":\"y\",\"ccc\":\"y\"}",
            "\"0\":{\"type\":\"a\",\"bbb\":\"x\",\"ccc\":\"y\"}",
            "\"0\":{\"type\":\"a\",\"bbb\":\"z\",\"ccc\":\"z\"}",
            "\"0\":{\"type\":\"a\",\"bbb\":\"xx\"}",
            "\"0\":{\"type\":\"a\",\"bbb\":1,\"ccc\":\"y\"}",
            "\"0\":{\"type\":\"a\",\"ccc\":\"y\"}",
            "\"0\":{\"type\":\"e\",\"bbb\":\"x\"}",
            "\"0\":{\"type\":\"e\",\"bbb\":\"y\"},\"1\":{\"type\":\"a\",\"bbb\":\"q\"}",
            "\"0\":{\"type\":\"a\",\"d_bin\":\"eA==\"}",
            "\"0\":{\"type\":\"a\",\"bbb_list\":[\"x\",\"y\"]}",
            "\"0\":{\"type\":\"a\",\"bbb_list\":[\"y\",\"x\"]}",
            "\"0\":{\"type\":\"a\",\"deep\":{\"bbb\":\"x\"}}",
            "\"0\":{\"type\":\"a\",\"other_ref\":\"1\"},\"1\":{\"type\":\"e\",\"bbb\":\"x\"}");

    private static ObservedData observation(String objects) {
        String text = """
                {"type":"observed-data","id":"observed-data--0a51d8c4-7f2e-4b6a-8d93-1c2e3f405161",
                 "first_observed":"2026-01-01T00:00:00Z","last_observed":"2026-01-01T00:00:00Z","number_observed":1,
                 "objects":{%s}}""".formatted(objects);
        return ObservedData.read(List.of((JsonObject) Json.read(text))).getFirst();
    }

    @Test
    void everyPatternIsFoundExactlyWhereItMatchesAlone() {
        var builder = PatternIndex.<String>builder();
        PATTERNS.forEach(
                text -> assertThat(builder.add(text, Pattern.of(text))).as(text).isTrue());
        var index = builder.build();
        for (String objects : OBJECTS) {
            ObservedData data = observation(objects);
            List<String> alone = PATTERNS.stream()
                    .filter(text -> PatternMatcher.compile(Pattern.of(text)).match(data) instanceof MatchResult.Matched)
                    .toList();
            assertThat(index.matches(data, key -> {})).as(objects).containsExactlyInAnyOrderElementsOf(alone);
        }
    }

    @Test
    void eachPatternInAnIndexOfItsOwnAnswersTheSame() {
        for (String text : PATTERNS) {
            var builder = PatternIndex.<String>builder();
            builder.add(text, Pattern.of(text));
            var index = builder.build();
            for (String objects : OBJECTS) {
                ObservedData data = observation(objects);
                boolean alone = PatternMatcher.compile(Pattern.of(text)).match(data) instanceof MatchResult.Matched;
                assertThat(index.matches(data, key -> {}))
                        .as(text + " on " + objects)
                        .isEqualTo(alone ? List.of(text) : List.of());
            }
        }
    }

    @Test
    void patternsOfSeveralObservationsAreNotTakenAndLeaveNoTrace() {
        var builder = PatternIndex.<String>builder();
        for (String text : List.of(
                "[a:bbb = 'x'] AND [a:bbb = 'y']",
                "[a:bbb = 'x'] FOLLOWEDBY [a:bbb = 'y']",
                "[a:bbb = 'x'] REPEATS 2 TIMES",
                "[a:bbb = 'x'] START t'2026-01-01T00:00:00Z' STOP t'2026-02-01T00:00:00Z'",
                "[a:bbb MATCHES '(']")) {
            assertThat(builder.add(text, Pattern.of(text))).as(text).isFalse();
        }
        var found = new ArrayList<String>(builder.build().matches(observation(OBJECTS.getFirst()), key -> {}));
        assertThat(found).isEmpty();
    }
}
