package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    /// Observations of one or two objects.
    private static final String[][] OBJECTS = {
        {"{\"type\":\"a\",\"bbb\":\"x\"}"},
        {"{\"type\":\"a\",\"bbb\":\"y\",\"ccc\":\"y\"}"},
        {"{\"type\":\"a\",\"bbb\":\"x\",\"ccc\":\"y\"}"},
        {"{\"type\":\"a\",\"bbb\":\"z\",\"ccc\":\"z\"}"},
        {"{\"type\":\"a\",\"bbb\":\"xx\"}"},
        {"{\"type\":\"a\",\"bbb\":1,\"ccc\":\"y\"}"},
        {"{\"type\":\"a\",\"ccc\":\"y\"}"},
        {"{\"type\":\"e\",\"bbb\":\"x\"}"},
        {"{\"type\":\"e\",\"bbb\":\"y\"}", "{\"type\":\"a\",\"bbb\":\"q\"}"},
        {"{\"type\":\"a\",\"d_bin\":\"eA==\"}"},
        {"{\"type\":\"a\",\"bbb_list\":[\"x\",\"y\"]}"},
        {"{\"type\":\"a\",\"bbb_list\":[\"y\",\"x\"]}"},
        {"{\"type\":\"a\",\"deep\":{\"bbb\":\"x\"}}"},
        {"{\"type\":\"a\",\"other_ref\":\"1\"}", "{\"type\":\"e\",\"bbb\":\"x\"}"}
    };

    @Test
    void everyPatternIsFoundExactlyWhereItMatchesAlone() {
        var builder = PatternIndex.<String>builder();
        PATTERNS.forEach(
                text -> assertThat(builder.add(text, Pattern.of(text))).as(text).isTrue());
        var index = builder.build();
        for (String[] objects : OBJECTS) {
            ObservedData data = Observed.at(0, objects);
            List<String> alone = PATTERNS.stream()
                    .filter(text -> Observed.matches(text, data))
                    .toList();
            assertThat(index.matches(data, key -> {}))
                    .as(String.join(" ", objects))
                    .containsExactlyInAnyOrderElementsOf(alone);
        }
    }

    @Test
    void eachPatternInAnIndexOfItsOwnAnswersTheSame() {
        for (String text : PATTERNS) {
            var builder = PatternIndex.<String>builder();
            builder.add(text, Pattern.of(text));
            var index = builder.build();
            for (String[] objects : OBJECTS) {
                ObservedData data = Observed.at(0, objects);
                boolean alone = Observed.matches(text, data);
                assertThat(index.matches(data, key -> {}))
                        .as(text + " on " + String.join(" ", objects))
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
        var found = new ArrayList<String>(builder.build().matches(Observed.at(0, OBJECTS[0]), key -> {}));
        assertThat(found).isEmpty();
    }
}
